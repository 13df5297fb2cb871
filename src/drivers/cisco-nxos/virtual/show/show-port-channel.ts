/** `show port-channel summary` and `show lacp`. */
import type { LacpAnnouncement } from '../../../virtual-switch.ts';
import { table, type ShowAnswer } from './output-filters.ts';
import { compareInterfaces, plainNumber, shortName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { announcement, hearsLacp, identityOf } from '../state/lacp.ts';
import { portChannelState, type MemberStatus, type PortChannelState } from '../state/port-channels.ts';
import { column, type ShowContext, type ShowRule } from './show-rule.ts';

export const portChannelRules: readonly ShowRule[] = [
  { syntax: 'show port-channel summary', answer: showSummary },
  {
    syntax: 'show lacp neighbor',
    feature: 'lacp',
    answer: ({ device }) => showNeighbours(device, undefined),
  },
  {
    syntax: 'show lacp neighbor interface <port-channel>',
    feature: 'lacp',
    answer: ({ device }, [name]) => showNeighbours(device, name),
  },
  { syntax: 'show lacp counters', feature: 'lacp', answer: showCounters },
  { syntax: 'show lacp port-channel', feature: 'lacp', answer: showIdentities },
  {
    syntax: 'show lacp system-identifier',
    feature: 'lacp',
    answer: ({ device }) => ({ text: [wire(device.facts.lacpSystemPriority, device.systemMac)] }),
  },
];

interface Bundle {
  readonly facts: InterfaceFacts;
  readonly state: PortChannelState;
}

function bundles(device: Device): readonly Bundle[] {
  return [...device.facts.interfaces.values()]
    .flatMap((facts) => {
      const state = facts.name.startsWith('port-channel') ? portChannelState(device, facts.name) : undefined;
      return state === undefined ? [] : [{ facts, state }];
    })
    .sort((a, b) => compareInterfaces(a.facts.name, b.facts.name));
}

const memberFlags: Readonly<Record<MemberStatus, string>> = {
  bundled: 'P',
  delayed: 'p',
  individual: 'I',
  standby: 'H',
  suspended: 's',
  down: 'D',
};

const legend = [
  'Flags:  D - Down        P - Up in port-channel (members)',
  '        I - Individual  H - Hot-standby (LACP only)',
  '        s - Suspended   r - Module-removed',
  '        b - BFD Session Wait',
  '        S - Switched    R - Routed',
  '        U - Up (port-channel)',
  '        p - Up in delay-lacp mode (member)',
  '        M - Not in use. Min-links not met',
  '-'.repeat(80),
  'Group Port-       Type     Protocol  Member Ports',
  '      Channel',
  '-'.repeat(80),
];

function showSummary({ device }: ShowContext): ShowAnswer {
  const all = bundles(device);
  const rows = all.map((bundle) => ({
    group: plainNumber(bundle.facts.name),
    'port-channel': shortName(bundle.facts.name),
    layer: bundle.facts.mode === 'routed' ? 'R' : 'S',
    status: statusFlag(bundle),
    type: 'Eth',
    prtcl: protocol(device, bundle),
    ...table(
      'member',
      [...bundle.state.members].map(([port, status]) => ({ port, 'port-status': memberFlags[status] })),
    ),
  }));
  const lines = all.flatMap((bundle, index) => {
    const row = rows[index];
    const name = `${shortName(bundle.facts.name)}(${row?.layer ?? ''}${row?.status ?? ''})`;
    const head =
      column(String(row?.group ?? ''), 6) +
      column(name, 12) +
      column('Eth', 9) +
      column(row?.prtcl ?? '', 10);
    return memberLines(head, [...bundle.state.members]);
  });
  return { text: [...legend, ...lines], data: table('channel', rows) };
}

/** Four members a line. */
function memberLines(head: string, members: readonly (readonly [string, MemberStatus])[]): readonly string[] {
  const cells = members.map(([port, status]) => `${shortName(port)}(${memberFlags[status]})`.padEnd(13));
  const lines = [`${head}${cells.slice(0, 4).join('')}`.trimEnd()];
  for (let at = 4; at < cells.length; at += 4) {
    lines.push(`${' '.repeat(head.length)}${cells.slice(at, at + 4).join('')}`.trimEnd());
  }
  return members.length === 0 ? [`${head}--`] : lines;
}

function statusFlag({ facts, state }: Bundle): string {
  if (state.isUp) return 'U';
  const bundled = [...state.members.values()].filter((status) => status === 'bundled').length;
  return bundled > 0 && bundled < facts.bundle.minLinks ? 'M' : 'D';
}

function protocol(device: Device, { state }: Bundle): string {
  const modes = [...state.members.keys()].map((port) => device.facts.interfaces.get(port)?.member?.mode);
  return modes.some((mode) => mode === 'active' || mode === 'passive') ? 'LACP' : 'NONE';
}

function lacpBundles(device: Device): readonly Bundle[] {
  return bundles(device).filter((bundle) => protocol(device, bundle) === 'LACP');
}

/** `0x8000,2-0-0-0-1-1`: priority in hexadecimal, the MAC without leading zeros. */
function wire(priority: number, mac: string): string {
  const parts = mac.split(':').map((part) => Number.parseInt(part, 16).toString(16));
  return `${priority.toString(16)},${parts.join('-')}`;
}

function showNeighbours(device: Device, name: string | undefined): ShowAnswer {
  const wanted = lacpBundles(device).filter(({ facts }) => name === undefined || facts.name === name);
  const text = [
    'Flags:  S - Device is sending Slow LACPDUs F - Device is sending Fast LACPDUs',
    '        A - Device is in Active mode       P - Device is in Passive mode',
    ...wanted.flatMap(({ facts, state }) => [
      `${facts.name} neighbors`,
      "Partner's information",
      '            Partner                Partner                     Partner',
      'Port        System ID              Port Number     Age         Flags',
      ...[...state.members.keys()].flatMap((port) => partnerLines(device, port)),
    ]),
  ];
  return { text };
}

function partnerLines(device: Device, port: string): readonly string[] {
  const partner = partnerAt(device, port);
  if (partner === undefined) return [];
  const systemId = partner.systemId.replaceAll(':', '-').padEnd(23);
  const key = `0x${partner.key.toString(16)}`.padEnd(28);
  return [
    `${column(shortName(port), 12)}${systemId}0x1             0           ${partner.isActive ? 'SA' : 'SP'}`,
    '',
    '            LACP Partner           Partner                     Partner',
    '            Port Priority          Oper Key                    Port State',
    `            32768                  ${key}0x3d`,
    '',
  ];
}

/** What the other end says of itself; hosts are active, with a key of their own. */
function partnerAt(
  device: Device,
  port: string,
): Pick<LacpAnnouncement, 'systemId' | 'key' | 'isActive'> | undefined {
  const neighbour = linkedNeighbour(device, port);
  if (neighbour?.kind === 'switch') return neighbour.switch.lacp(neighbour.port);
  if (neighbour?.speaksLacp !== true) return undefined;
  return { systemId: `65535,${neighbour.mac}`, key: 9, isActive: true };
}

function showCounters({ device }: ShowContext): ShowAnswer {
  const lines = lacpBundles(device).flatMap(({ facts, state }) => [
    facts.name,
    ...[...state.members.keys()].map((port) => {
      const sent = announcement(device, port) === undefined ? 0 : 1;
      const heard = hearsLacp(device, port) ? 1 : 0;
      return `${column(shortName(port), 19)}${column(String(sent), 7)}${column(String(heard), 7)}0      0      0      0      0`;
    }),
  ]);
  const text = [
    'NOTE: Clear lacp counters to get accurate statistics',
    '',
    '-'.repeat(78),
    '                             LACPDUs                      Markers/Resp LACPDUs',
    'Port              Sent   Recv   Sent   Recv   Pkts Err',
    '-'.repeat(78),
    ...lines,
  ];
  return { text };
}

function showIdentities({ device }: ShowContext): ShowAnswer {
  const text = lacpBundles(device).flatMap(({ facts }) => {
    const { mac, priority, key } = identityOf(device, facts);
    return [
      facts.name,
      `  System Mac=${wire(priority, mac)}`,
      `  Local System Identifier=${wire(priority, mac)}`,
      `  Admin key=0x${key.toString(16)}`,
      `  Operational key=0x${key.toString(16)}`,
    ];
  });
  return { text };
}
