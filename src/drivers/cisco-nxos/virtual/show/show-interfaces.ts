/** `show interface status` and `show interface description`. */
import { table, type ShowAnswer } from './output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import type { Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { isInterfaceUp } from '../state/forwarding.ts';
import { portChannelState } from '../state/port-channels.ts';
import { column, type ShowContext, type ShowRule } from './show-rule.ts';

export const interfaceShowRules: readonly ShowRule[] = [
  { syntax: 'show interface status', answer: ({ device }) => showStatus(device, () => true) },
  {
    syntax: 'show interface <interfaces> status',
    answer: ({ device }, [names = '']) =>
      showStatus(device, (facts) => names.split(',').includes(facts.name)),
  },
  { syntax: 'show interface description', answer: showDescription },
];

const listedKinds = ['mgmt', 'ethernet', 'port-channel', 'loopback', 'vlan'] as const;

function listed(device: Device): readonly InterfaceFacts[] {
  return listedKinds.flatMap((kind) =>
    [...device.facts.interfaces.values()]
      .filter(({ name }) => interfaceName(name)?.kind === kind)
      .sort((a, b) => compareInterfaces(a.name, b.name)),
  );
}

/** As the data has it; the table cuts it to nine letters. */
function stateOf(device: Device, facts: InterfaceFacts): string {
  if (facts.isShut) return 'disabled';
  const status = portChannelState(device, facts.member?.portChannel ?? '')?.members.get(facts.name);
  if (device.isSuspendedByPair(facts.name)) return 'suspndByVpc';
  if (status === 'suspended') return 'suspended';
  return isInterfaceUp(device, facts) ? 'connected' : 'notconnect';
}

function vlanWord(facts: InterfaceFacts): string {
  if (facts.mode === 'routed') return 'routed';
  return facts.mode === 'trunk' ? 'trunk' : String(facts.accessVlan);
}

function showStatus(device: Device, isWanted: (facts: InterfaceFacts) => boolean): ShowAnswer {
  const rows = listed(device)
    .filter(isWanted)
    .map((facts) => {
      const isUp = isInterfaceUp(device, facts);
      return {
        interface: facts.name,
        ...(facts.description === '' ? {} : { name: facts.description }),
        state: stateOf(device, facts),
        vlan: vlanWord(facts),
        duplex: isUp ? 'full' : 'auto',
        speed: isUp ? '10G' : 'auto',
        type: interfaceName(facts.name)?.kind === 'ethernet' ? '10Gbase-SR' : '--',
      };
    });
  const rule = '-'.repeat(80);
  const text = [
    rule,
    'Port          Name               Status    Vlan      Duplex  Speed   Type',
    rule,
    ...rows.map((row) =>
      [
        column(shortName(row.interface), 14),
        column(row.name ?? '--', 19),
        column(row.state, 10),
        column(row.vlan, 10),
        column(row.duplex, 8),
        column(row.speed, 8),
        row.type,
      ].join(''),
    ),
  ];
  return { text, data: table('interface', rows) };
}

function showDescription({ device }: ShowContext): ShowAnswer {
  const rows = listed(device).map((facts) => ({
    interface: facts.name,
    ...(interfaceName(facts.name)?.kind === 'ethernet' ? { type: 'eth', speed: '10G' } : {}),
    desc: facts.description === '' ? '--' : facts.description,
  }));
  const rule = '-'.repeat(79);
  const text = [
    rule,
    'Port          Type   Speed   Description',
    rule,
    ...rows.map(
      (row) =>
        column(shortName(row.interface), 14) +
        column(row.type ?? '--', 7) +
        column(row.speed ?? '--', 8) +
        row.desc,
    ),
  ];
  return { text, data: table('interface', rows) };
}
