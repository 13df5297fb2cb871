/** Two leaves that run Open vSwitch, and servers with a leg on either: the site of the tests on the wire. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.ts';
import type { RealLabSite } from './real-lab-site.ts';

/** Which groups the site has; servers are srv1 to srv4, on ports swp1 to swp4 of both leaves. */
export type RealPairGroups = Readonly<Record<string, RealPairGroup>>;

interface RealPairGroup {
  readonly servers: readonly string[];
  /** The network whose frames are untagged, and those that are tagged. */
  readonly untagged: string;
  readonly tagged?: readonly string[];
}

/** A lab has just started and its switches hear each other after a moment; until then a plan is refused. */
export async function untilCablesAreHeard(site: RealLabSite): Promise<void> {
  await eventually(async () => {
    assert.deepEqual((await site.plan()).refusals, []);
  });
}

/** MAC of the leg of a server on a leaf, both counted from 1. */
export function legMac(server: number, leaf: number): string {
  return `52:54:00:00:0${server}:0${leaf}`;
}

export function realPairSite(groups: RealPairGroups): string {
  return `fabric:
  name: wire
  vlanRanges: [100-199]
  lagRanges: [1-30]
  mlagRanges: [31-127]
  mtu: 1500
credentials:
  leafs: { username: root, passwordEnv: LEAF_PASSWORD }
switches:
${[1, 2].map(leaf).join('\n')}
switchPairs:
  - { name: rack1, members: [leaf1, leaf2], domainId: 1, manage: true, peerLink: { ports: [swp31, swp32] } }
servers:
${[1, 2, 3, 4].map(server).join('\n')}
logicalNetworks:
  - { name: prod, kind: vlan, vlan: 100 }
  - { name: backup, kind: vlan, vlan: 120 }
  - { name: other, kind: vlan, vlan: 130 }
endpointGroups:
${Object.entries(groups).map(group).join('\n')}
`;
}

function leaf(number: number): string {
  const management = `{ host: 192.0.2.1${number}, credentials: leafs }`;
  return `  - { hostname: leaf${number}, driver: openvswitch, role: leaf, management: ${management} }`;
}

function server(number: number): string {
  const leg = (leaf: number): string =>
    `      - { mac: "${legMac(number, leaf)}", switch: leaf${leaf}, port: swp${number} }`;
  return [`  - hostname: srv${number}`, '    os: linux', '    interfaces:', leg(1), leg(2)].join('\n');
}

function group([name, { servers, untagged, tagged = [] }]: readonly [string, RealPairGroup]): string {
  return [
    `  - name: ${name}`,
    `    endpoints: { servers: [${servers.join(', ')}] }`,
    '    connections:',
    `      - { network: ${untagged}, tagged: false, lacpRate: fast }`,
    ...tagged.map((network) => `      - { network: ${network}, tagged: true, lacpRate: fast }`),
  ].join('\n');
}
