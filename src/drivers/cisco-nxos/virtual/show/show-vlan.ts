/** `show vlan` and `show mac address-table`. */
import { learntMacs, type Learnt } from '../../../virtual/cables.ts';
import type { Neighbour } from '../../../virtual-switch.ts';
import { table, type ShowAnswer } from './output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import type { VlanFacts } from '../state/facts.ts';
import { forwardingInterface, isCarriedBy, untaggedVlan } from '../state/forwarding.ts';
import { column, dottedMac, type ShowContext, type ShowRule } from './show-rule.ts';

export const vlanRules: readonly ShowRule[] = [
  { syntax: 'show vlan', answer: showAll },
  { syntax: 'show vlan brief', answer: ({ device }) => showBrief(device, [...device.facts.vlans.values()]) },
  { syntax: 'show vlan id <1-4094>', answer: showOne },
  { syntax: 'show mac address-table', answer: showMacs },
  { syntax: 'show mac address-table dynamic', answer: showMacs },
];

function showOne({ device }: ShowContext, [id = '']: readonly string[]): ShowAnswer | string {
  const vlan = device.facts.vlans.get(Number(id));
  return vlan === undefined ? `VLAN ${id} not found in current VLAN database` : showBrief(device, [vlan]);
}

function showAll({ device }: ShowContext): ShowAnswer {
  const brief = showBrief(device, [...device.facts.vlans.values()]);
  const ids = [...device.facts.vlans.keys()].sort((a, b) => a - b);
  const types = ids.map((id) => `${column(String(id), 5)}enet         CE`);
  return {
    text: [...brief.text, '', 'VLAN Type         Vlan-mode', '---- -----        ----------', ...types],
    data: brief.data,
  };
}

/** Ports by their configuration, up or not, members of port-channels too, as the real captures show. */
function portsIn(device: Device, vlan: VlanFacts): readonly string[] {
  return [...device.facts.interfaces.values()]
    .filter((facts) => {
      const kind = interfaceName(facts.name)?.kind;
      return (kind === 'ethernet' || kind === 'port-channel') && isCarriedBy(device, facts, vlan.id);
    })
    .map(({ name }) => name)
    .sort(compareInterfaces);
}

function stateWord({ isShut, isActive }: VlanFacts): string {
  if (isShut) return 'act/lshut';
  return isActive ? 'active' : 'suspended';
}

function showBrief(device: Device, vlans: readonly VlanFacts[]): ShowAnswer {
  const rows = [...vlans].sort((a, b) => a.id - b.id).map((vlan) => ({ vlan, ports: portsIn(device, vlan) }));
  const text = [
    '',
    'VLAN Name                             Status    Ports',
    '---- -------------------------------- --------- -------------------------------',
    ...rows.flatMap(({ vlan, ports }) => vlanLines(vlan, ports.map(shortName))),
  ];
  const data = rows.map(({ vlan, ports }) => ({
    'vlanshowbr-vlanid': vlan.id,
    'vlanshowbr-vlanid-utf': vlan.id,
    'vlanshowbr-vlanname': vlan.name,
    'vlanshowbr-vlanstate': vlan.isActive || vlan.isShut ? 'active' : 'suspend',
    'vlanshowbr-shutstate': vlan.isShut ? 'shutdown' : 'noshutdown',
    ...(ports.length === 0 ? {} : { 'vlanshowplist-ifidx': ports.join(',') }),
  }));
  return { text, data: table('vlanbriefxbrief', data) };
}

/** Ports wrap at the width of their column. */
function vlanLines(vlan: VlanFacts, ports: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const port of ports) {
    const last = chunks.at(-1);
    if (last === undefined || last.length + 2 + port.length > 31) chunks.push(port);
    else chunks[chunks.length - 1] = `${last}, ${port}`;
  }
  const head = column(String(vlan.id), 5) + column(vlan.name, 33) + column(stateWord(vlan), 10);
  const [first = '', ...rest] = chunks;
  return [`${head}${first}`.trimEnd(), ...rest.map((chunk) => ' '.repeat(48) + chunk)];
}

/** A host that talks is learnt in the untagged VLAN of the interface its frames arrive at. */
function learnt(device: Device): readonly Learnt[] {
  const neighbourAt = (port: string): Neighbour | undefined => linkedNeighbour(device, port);
  return learntMacs(device.ports, neighbourAt, (port) => {
    const facts = forwardingInterface(device, port);
    const vlan = facts === undefined ? undefined : untaggedVlan(device, facts);
    return facts === undefined || vlan === undefined ? undefined : { vlan, port: facts.name };
  });
}

function showMacs({ device }: ShowContext): ShowAnswer {
  const entries = learnt(device);
  const text = [
    'Legend: ',
    '        * - primary entry, G - Gateway MAC, (R) - Routed MAC, O - Overlay MAC',
    '        age - seconds since last seen,+ - primary entry using vPC Peer-Link,',
    '        (T) - True, (F) - False, C - ControlPlane MAC, ~ - vsan',
    '   VLAN     MAC Address      Type      age     Secure NTFY Ports',
    '---------+-----------------+--------+---------+------+----+------------------',
    ...entries.map(
      ({ vlan, mac, port }) =>
        `* ${String(vlan).padStart(4)}     ${dottedMac(mac)}   dynamic  10         F      F    ${shortName(port)}`,
    ),
  ];
  const rows = entries.map(({ vlan, mac, port }) => ({
    disp_mac_addr: dottedMac(mac),
    disp_type: 'dynamic',
    disp_vlan: String(vlan),
    disp_age: '10',
    disp_is_secure: 'F',
    disp_is_ntfy: 'F',
    disp_port: shortName(port),
  }));
  return { text, data: table('mac_address', rows) };
}
