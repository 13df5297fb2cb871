/** `show vlan` and `show mac address-table`. */
import { learntMacs, type Learnt } from '../../../virtual/cables.ts';
import type { Neighbour } from '../../../virtual-switch.ts';
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import type { InterfaceFacts, VlanFacts } from '../state/facts.ts';
import { forwardingInterface, isForwarding } from '../state/forwarding.ts';
import { isCarriedBy, untaggedVlan } from '../state/vlan-membership.ts';
import { column, dottedMac, type ShowContext, type ShowRule } from './show-rule.ts';

export const vlanRules: readonly ShowRule[] = [
  { syntax: 'show vlan', answer: ({ device }) => showVlans(device, () => true, forwardingOnly(device)) },
  {
    syntax: 'show vlan brief',
    answer: ({ device }) => showVlans(device, () => true, forwardingOnly(device)),
  },
  {
    syntax: 'show vlan id <vlan>',
    answer: ({ device }, [id]) => showOne(device, id, forwardingOnly(device)),
  },
  {
    syntax: 'show vlan configured-ports',
    answer: ({ device }) =>
      showVlans(
        device,
        () => true,
        () => true,
      ),
  },
  {
    syntax: 'show vlan id <vlan> configured-ports',
    answer: ({ device }, [id]) => showOne(device, id, () => true),
  },
  { syntax: 'show mac address-table', answer: showMacs },
  { syntax: 'show mac address-table unicast', answer: showMacs },
];

type PortFilter = (facts: InterfaceFacts) => boolean;

/** Without `configured-ports` only ports that are up are listed. */
function forwardingOnly(device: Device): PortFilter {
  return (facts) => isForwarding(device, facts.name);
}

function showOne(device: Device, id: string | undefined, isListed: PortFilter): ShowAnswer | string {
  if (!device.facts.vlans.has(Number(id))) return `% VLAN ${id ?? ''} not found in current VLAN database`;
  return showVlans(device, (vlan) => vlan.id === Number(id), isListed);
}

function showVlans(device: Device, isWanted: (vlan: VlanFacts) => boolean, isListed: PortFilter): ShowAnswer {
  const listed = bridgedPorts(device).filter(isListed);
  const vlans = [...device.facts.vlans.values()].filter(isWanted).sort((a, b) => a.id - b.id);
  const rows = vlans.map((vlan) => ({ vlan, ports: portsIn(device, vlan, listed) }));
  const text = [
    'VLAN  Name                             Status    Ports',
    '----- -------------------------------- --------- -------------------------------',
    ...rows.flatMap(({ vlan, ports }) => vlanLines(vlan, ports.map(shortName))),
    '',
  ];
  const entries = rows.map(({ vlan, ports }) => [String(vlan.id), vlanData(vlan, ports)] as const);
  return { text, data: { sourceDetail: '', vlans: Object.fromEntries(entries) } };
}

/** Ports and port-channels that bridge; a member of a port-channel is listed through it. */
function bridgedPorts(device: Device): readonly InterfaceFacts[] {
  return [...device.facts.interfaces.values()].filter((facts) => {
    const kind = interfaceName(facts.name)?.kind;
    return (
      facts.mode !== 'routed' &&
      (kind === 'port-channel' || (kind === 'ethernet' && facts.member === undefined))
    );
  });
}

/** The switch itself is in a VLAN that has an SVI. */
function portsIn(device: Device, vlan: VlanFacts, listed: readonly InterfaceFacts[]): readonly string[] {
  const names = listed.filter((facts) => isCarriedBy(device.facts, facts, vlan.id)).map(({ name }) => name);
  const own = device.facts.interfaces.has(`Vlan${vlan.id}`) ? ['Cpu'] : [];
  return [...own, ...names.sort(compareInterfaces)];
}

/** Ports wrap at the width of their column. */
function vlanLines({ id, name, isActive }: VlanFacts, ports: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const port of ports) {
    const last = chunks.at(-1);
    if (last === undefined || last.length + port.length > 28) chunks.push(port);
    else chunks[chunks.length - 1] = `${last}, ${port}`;
  }
  const head = `${column(String(id), 5)} ${column(name, 32)} ${column(isActive ? 'active' : 'suspended', 9)}`;
  const [first = '', ...rest] = chunks;
  return [`${head} ${first}`.trimEnd(), ...rest.map((chunk) => ' '.repeat(49) + chunk)];
}

function vlanData(
  { name, isActive }: VlanFacts,
  ports: readonly string[],
): Readonly<Record<string, unknown>> {
  const interfaces = Object.fromEntries(ports.map((port) => [port, { privatePromoted: false }]));
  return { name, status: isActive ? 'active' : 'suspended', dynamic: false, interfaces };
}

/** A host that talks is learnt in the untagged VLAN of the interface its frames arrive at. */
function learnt(device: Device): readonly Learnt[] {
  const neighbourAt = (port: string): Neighbour | undefined => linkedNeighbour(device, port);
  return learntMacs(device.ports, neighbourAt, (port) => {
    const facts = forwardingInterface(device, port);
    const vlan = facts === undefined ? undefined : untaggedVlan(device.facts, facts);
    return facts === undefined || vlan === undefined ? undefined : { vlan, port: facts.name };
  });
}

function showMacs({ device }: ShowContext): ShowAnswer {
  const entries = learnt(device);
  const text = [
    '          Mac Address Table',
    '------------------------------------------------------------------',
    '',
    'Vlan    Mac Address       Type        Ports      Moves   Last Move',
    '----    -----------       ----        -----      -----   ---------',
    ...entries.map(
      ({ vlan, mac, port }) =>
        `${String(vlan).padStart(4)}    ${dottedMac(mac)}    DYNAMIC     ${column(shortName(port), 10)} 1       0:00:10 ago`,
    ),
    `Total Mac Addresses for this criterion: ${entries.length}`,
    '',
    '          Multicast Mac Address Table',
    '------------------------------------------------------------------',
    '',
    'Vlan    Mac Address       Type        Ports',
    '----    -----------       ----        -----',
    'Total Mac Addresses for this criterion: 0',
  ];
  const tableEntries = entries.map(({ vlan, mac, port }) => ({
    vlanId: vlan,
    macAddress: mac,
    interface: port,
    entryType: 'dynamic',
    moves: 1,
    lastMove: 0,
  }));
  return { text, data: { unicastTable: { tableEntries }, multicastTable: { tableEntries: [] } } };
}
