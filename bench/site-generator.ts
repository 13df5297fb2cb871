/** Sites of any size for the benchmarks: racks with a switch pair each, servers with four ports, shared networks. */
import type { SourceFile } from '../src/fabric/intent/source.ts';

export interface SiteSize {
  readonly pairs: number;
  readonly serversPerPair: number;
  readonly networks: number;
}

/** One file for what is common, and one a rack. Every server has a trunk bond of four ports over both members. */
export function generateSite(size: SiteSize): readonly SourceFile[] {
  return [common(size), ...Array.from({ length: size.pairs }, (_, rack) => rackFile(size, rack))];
}

const credentials = 'credentials:\n  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }\n';

function common({ networks }: SiteSize): SourceFile {
  const lines = Array.from(
    { length: networks },
    (_, n) => `  - { name: ${networkName(n)}, kind: vlan, vlan: auto }`,
  );
  const text = [
    'fabric:\n  name: bench\n  vlanRanges: [2-3900]\n  reservedVlans: [1]\n  lagRanges: [1-30]\n  mlagRanges: [31-200]',
    credentials + 'logicalNetworks:',
    ...lines,
  ].join('\n');
  return { name: 'common.yaml', text: `${text}\n` };
}

function rackFile({ serversPerPair, networks }: SiteSize, rack: number): SourceFile {
  const name = `r${String(rack).padStart(4, '0')}`;
  const address = `10.${String(rack >> 7)}.${String((rack & 127) * 2)}`;
  const switches = ['a', 'b'].map(
    (side, i) =>
      `  - { hostname: ${name}${side}, driver: arista-eos, role: leaf, management: { host: ${address}.${String(i + 1)}, credentials: leafs } }`,
  );
  const servers = Array.from({ length: serversPerPair }, (_, server) => serverText(name, rack, server));
  // Two networks of the fabric at large and one group a rack, so that racks differ and overlap.
  const first = (rack * 2) % networks;
  const groups = [
    `  - name: ${name}`,
    `    endpoints: { selector: { rack: ${name} } }`,
    '    connections:',
    `      - { network: ${networkName(first)}, tagged: false }`,
    ...[1, 2, 3].map((n) => `      - { network: ${networkName((first + n) % networks)}, tagged: true }`),
  ];
  const text = [
    'switches:',
    ...switches,
    'switchPairs:',
    `  - name: ${name}`,
    `    members: [${name}a, ${name}b]`,
    '    peerLink: { ports: [Ethernet53/1, Ethernet54/1] }',
    '    manage: true',
    'servers:',
    ...servers,
    'endpointGroups:',
    ...groups,
  ].join('\n');
  return { name: `${name}.yaml`, text: `${text}\n` };
}

function serverText(rackName: string, rack: number, server: number): string {
  const interfaces = [0, 1, 2, 3].map((leg) => {
    const mac = [2, rack >> 8, rack & 255, server, leg, 1]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(':');
    const port = `Ethernet${String(server * 2 + (leg >> 1) + 1)}`;
    return `      - { mac: "${mac}", switch: ${rackName}${leg % 2 === 0 ? 'a' : 'b'}, port: ${port}, speed: 25G }`;
  });
  return [
    `  - hostname: ${rackName}-s${String(server).padStart(2, '0')}`,
    '    os: linux',
    `    labels: { rack: ${rackName}, role: compute }`,
    '    interfaces:',
    ...interfaces,
  ].join('\n');
}

function networkName(n: number): string {
  return `net${String(n).padStart(4, '0')}`;
}
