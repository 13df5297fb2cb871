/** `show vlan` and `show mac address-table`. */
import { learntMacs, type Learnt } from '../../../virtual/cables.ts';
import type { Neighbour } from '../../../virtual-switch.ts';
import type { ShowAnswer } from '../cli/output-filters.ts';
import { refusals } from '../cli/refusals.ts';
import { compareInterfaces } from '../config/interface-names.ts';
import { portRangeText } from '../config/interface-ranges.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { isOnPeerLink, isTagged, passageOf, untaggedVlan } from '../state/forwarding.ts';
import { isUp } from '../state/port-channel.ts';
import { column, type ShowRule } from './show-rule.ts';

export const vlanRules: readonly ShowRule[] = [
  { syntax: 'show vlan', answer: ({ device }) => showVlans(device, [...device.facts.vlans]) },
  { syntax: 'show vlan <vlan>', answer: ({ device }, [id]) => showOne(device, Number(id)) },
  { syntax: 'show mac address-table', answer: ({ device }) => showMacs(device) },
  { syntax: 'show mac address-table dynamic', answer: ({ device }) => showMacs(device) },
];

function showOne(device: Device, id: number): ShowAnswer | string {
  const facts = device.facts.vlans.get(id);
  return facts === undefined ? refusals.notFound(`vlan${id}`) : showVlans(device, [[id, facts]]);
}

function showVlans(device: Device, vlans: readonly (readonly [number, InterfaceFacts])[]): ShowAnswer {
  const text = [
    'Codes: * - Default VLAN, M - Management VLAN, R - Remote Port Mirroring VLANs,',
    '       @ - Attached to Virtual Network, P - Primary, C - Community, I - Isolated',
    'Q: A - Access (Untagged), T - Tagged',
    '    NUM    Status    Description                     Q Ports',
    ...vlans.flatMap(([id, facts]) => vlanRows(device, id, facts)),
  ];
  return { text };
}

/** A VLAN is active while a port that carries it is up. */
function vlanRows(device: Device, id: number, { description }: InterfaceFacts): readonly string[] {
  const bridged = [...device.facts.interfaces.values()].filter(
    ({ mode, member }) => mode !== 'routed' && member === undefined,
  );
  const untagged = bridged.filter((facts) => untaggedVlan(device.facts, facts) === id);
  const tagged = bridged.filter((facts) => isTagged(device.facts, facts, id));
  const isLinked = isOnPeerLink(device, id);
  const isActive = isLinked || [...untagged, ...tagged].some((facts) => isUp(device, facts));
  const ports = [
    ...portWords(untagged).map((word) => `A ${word}`),
    ...[...portWords(tagged), ...(isLinked ? ['Po1000'] : [])].map((word) => `T ${word}`),
  ];
  const code = id === 1 ? '*' : ' ';
  const head = `${code}   ${column(String(id), 7)}${column(isActive ? 'Active' : 'Inactive', 10)}`;
  const [first = '', ...rest] = ports;
  return [
    `${head}${column(description, 32)}${first}`.trimEnd(),
    ...rest.map((words) => `${' '.repeat(53)}${words}`),
  ];
}

/** `Eth1/1/1-1/1/3` and `Po11,13`. */
function portWords(all: readonly InterfaceFacts[]): readonly string[] {
  const names = (kind: string): string[] =>
    all.filter(({ name }) => name.kind === kind).map(({ name }) => name.long);
  const [ports, bundles] = [names('ethernet'), names('port-channel')];
  return [
    ...(ports.length === 0 ? [] : [`Eth${portRangeText(ports)}`]),
    ...(bundles.length === 0 ? [] : [`Po${portRangeText(bundles)}`]),
  ];
}

/** A host that talks is learnt in the untagged VLAN of the interface its frames arrive at. */
function learnt(device: Device): readonly Learnt[] {
  const neighbourAt = (port: string): Neighbour | undefined => linkedNeighbour(device, port);
  return learntMacs([...device.ports].sort(compareInterfaces), neighbourAt, (port) => {
    const facts = passageOf(device, port)?.facts;
    const vlan = facts === undefined ? undefined : untaggedVlan(device.facts, facts);
    return facts === undefined || vlan === undefined ? undefined : { vlan, port: facts.name.long };
  });
}

function showMacs(device: Device): ShowAnswer {
  const text = [
    'VlanId        Mac Address         Type        Interface',
    ...learnt(device).map(
      ({ vlan, mac, port }) => `${column(String(vlan), 14)}${column(mac, 20)}${column('dynamic', 12)}${port}`,
    ),
  ];
  return { text };
}
