/** Servers of every kind of bond, to look at from the host. */
import { pairSite, temporarySite } from '../engine/temporary-site.ts';
import type { ResolvedFabric } from '../../src/fabric/model/resolved-fabric.ts';
import { hostSide } from '../../src/hosts/host-side.ts';
import { openVswitchScript } from '../../src/hosts/openvswitch.ts';

/** MAC of the n-th interface of every server of these tests. */
export function macOf(index: number): string {
  return `52:54:00:00:00:0${index + 1}`;
}

const networks = `
  - { name: mgmt, kind: vlan, vlan: 100, mtu: 1500 }
  - { name: app, kind: vlan, vlan: 120, mtu: 9000 }
  - { name: store, kind: vlan, vlan: 130, mtu: 9000 }`;

/**
 * A site with one server `db01`; `ports` are its cables in the order of its MACs, `connections` lines of YAML. Some
 * redundancies are for some drivers only.
 */
export function hostSite(
  ports: readonly string[],
  connections: readonly string[],
  driver = 'arista-eos',
): string {
  const interfaces = ports.map((port, index) => `      - { mac: "${macOf(index)}", ${port} }`);
  const groups = `  - name: databases
    endpoints: { servers: [db01] }
    connections:
${connections.map((connection) => `      - { ${connection} }`).join('\n')}`;
  return pairSite({
    networks,
    servers: ['  - hostname: db01', '    os: linux', '    interfaces:', ...interfaces].join('\n'),
    groups: connections.length === 0 ? '  []' : groups,
  }).replaceAll('arista-eos', driver);
}

export async function resolvedSite(yaml: string): Promise<ResolvedFabric> {
  const site = await temporarySite(yaml);
  const opened = site.open();
  try {
    return (await opened.readSite()).fabric;
  } finally {
    await opened.close();
    await site.remove();
  }
}

/** The script for `db01`. */
export async function scriptOf(...site: Parameters<typeof hostSite>): Promise<string> {
  return openVswitchScript(hostSide(await resolvedSite(hostSite(...site)), 'db01'));
}
