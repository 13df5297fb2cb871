/** Two racks and a single switch, each with a server of its own, typed at as a person types. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as app from '../../src/app.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Ended } from '../cli/command-line.ts';
import type { LabSite } from './lab-site.ts';

interface Parts {
  readonly networks?: string;
  readonly servers?: string;
  readonly groups?: string;
}

const leaf = (number: number): string =>
  `  - { hostname: sw${String(number)}, driver: arista-eos, role: leaf, management: { host: 192.0.2.1${String(number)}, credentials: leafs } }`;
const pair = (name: string, members: string, domain: number): string =>
  `  - { name: ${name}, members: [${members}], domainId: ${String(domain)}, peerLink: { ports: [Ethernet53/1, Ethernet54/1] }, manage: true }`;

/** Servers of the two racks and of the switch that stands alone. */
export const rackServers = `  - hostname: db01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }
      - { mac: "52:54:00:00:00:02", switch: sw2, port: Ethernet10 }
  - hostname: db02
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:03", switch: sw3, port: Ethernet10 }
      - { mac: "52:54:00:00:00:04", switch: sw4, port: Ethernet10 }
  - hostname: web01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:05", switch: sw5, port: Ethernet1 }`;

/** rack1 is sw1 and sw2, rack2 is sw3 and sw4, sw5 stands alone. */
export function rackSite({ networks, servers, groups }: Parts = {}): string {
  return `
fabric:
  name: ams1
  vlanRanges: [100-199]
  reservedVlans: [1]
  lagRanges: [1-30]
  mlagRanges: [31-127]
credentials:
  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }
switches:
${[1, 2, 3, 4, 5].map(leaf).join('\n')}
switchPairs:
${pair('rack1', 'sw1, sw2', 1)}
${pair('rack2', 'sw3, sw4', 2)}
servers:
${servers ?? rackServers}
logicalNetworks:
${networks ?? '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: auto }'}
endpointGroups:
${
  groups ??
  `  - name: all
    endpoints: { servers: [db01, db02, web01] }
    connections:
      - { network: mgmt, tagged: false }
      - { network: app, tagged: true }`
}
`;
}

/** Types a command at the lab of a site, in this process; `SITE` stands for its path. */
export async function typedAt(site: LabSite, ...args: readonly string[]): Promise<Ended> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const streams = { stdin: Object.assign(stdin, { isTTY: false }), stdout, stderr, env: {} };
  const words = args.map((word) => (word === 'SITE' ? sitePath(site) : word));
  const code = await runCommandLine([...words, '--lab'], streams, () => Promise.resolve(app));
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

export function sitePath(site: LabSite): string {
  return path.join(site.directory, 'site.yaml');
}

/** Sends what is for that switch to another port of this machine from now on. */
export async function redirect(site: LabSite, hostname: string, port: number): Promise<void> {
  const file = app.labFilePath(path.join(site.directory, '.twinleaf'));
  const lab = JSON.parse(await readFile(file, 'utf8')) as { switches: Record<string, { port: number }> };
  const at = lab.switches[hostname];
  if (at === undefined) throw new Error(`the lab has no ${hostname}`);
  at.port = port;
  await writeFile(file, JSON.stringify(lab));
}
