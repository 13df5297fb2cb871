/** Sites of switches that are in no pair, with a change of about forty lines for each of them. */
import type { SourceFile } from '../../src/fabric/intent/source.ts';

/** Every switch gets two VLANs and five trunks from an empty configuration. */
export function singleSwitches(count: number): readonly SourceFile[] {
  const hostnames = Array.from({ length: count }, (_, i) => `sw${String(i).padStart(2, '0')}`);
  const text = [
    'fabric: { name: bench, vlanRanges: [100-199], reservedVlans: [1], lagRanges: [1-30], mlagRanges: [31-127] }',
    'credentials:\n  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }',
    'switches:',
    ...hostnames.map(
      (hostname, i) =>
        `  - { hostname: ${hostname}, driver: arista-eos, role: leaf, management: { host: 192.0.2.${String(i + 1)}, credentials: leafs } }`,
    ),
    'servers:',
    ...hostnames.flatMap((hostname, i) => [1, 2, 3, 4, 5].map((port) => serverText(hostname, i, port))),
    'logicalNetworks:',
    '  - { name: boot, kind: vlan, vlan: 100 }',
    '  - { name: data, kind: vlan, vlan: 101 }',
    'endpointGroups:',
    '  - name: all',
    '    endpoints: { selector: { role: compute } }',
    '    connections: [{ network: boot, tagged: false }, { network: data, tagged: true }]',
  ];
  return [{ name: 'site.yaml', text: `${text.join('\n')}\n` }];
}

function serverText(hostname: string, position: number, port: number): string {
  const mac = `52:54:00:00:${position.toString(16).padStart(2, '0')}:0${String(port)}`;
  return `  - { hostname: ${hostname}-s${String(port)}, os: linux, labels: { role: compute }, interfaces: [{ mac: "${mac}", switch: ${hostname}, port: Ethernet${String(port)} }] }`;
}
