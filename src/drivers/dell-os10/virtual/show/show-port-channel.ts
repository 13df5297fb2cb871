/** `show port-channel summary` and `show interface port-channel summary` (SOURCES.md 6). */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, interfaceName, systemPortChannel } from '../config/interface-names.ts';
import type { Device } from '../state/device.ts';
import { portChannelState, type MemberStatus } from '../state/port-channel.ts';
import { vltState } from '../state/vlt.ts';
import { column, dashes, type ShowContext, type ShowRule } from './show-rule.ts';

export const portChannelRules: readonly ShowRule[] = [
  { syntax: 'show port-channel summary', answer: showSummary },
  { syntax: 'show interface port-channel summary', answer: showInterfaceSummary },
];

interface Bundle {
  readonly name: string;
  readonly id: string;
  readonly isUp: boolean;
  readonly isStatic: boolean;
  readonly isTrunk: boolean;
  readonly members: ReadonlyMap<string, MemberStatus>;
}

/** Every port-channel by number, with that of the VLT link where a domain has discovery ports. */
function bundles(device: Device): readonly Bundle[] {
  const configured = [...device.facts.interfaces.values()]
    .filter(({ name }) => name.kind === 'port-channel')
    .sort((a, b) => compareInterfaces(a.name.long, b.name.long))
    .map(({ name, mode }): Bundle => {
      const members = device.facts.members.get(name.long) ?? [];
      const isStatic = members.some((port) => device.facts.interfaces.get(port)?.member?.mode === 'on');
      const state = portChannelState(device, name.long);
      return { name: name.long, id: name.number, isStatic, isTrunk: mode === 'trunk', ...state };
    });
  const link = linkBundle(device);
  return link === undefined ? configured : [...configured, link];
}

function linkBundle(device: Device): Bundle | undefined {
  const vlt = vltState(device);
  if (vlt === undefined || vlt.ports.size === 0) return undefined;
  const members = new Map([...vlt.ports].map(([port, isUp]) => [port, isUp ? 'bundled' : 'down'] as const));
  return { name: systemPortChannel, id: '1000', isUp: vlt.isLinkUp, isStatic: true, isTrunk: true, members };
}

const flags: Readonly<Record<MemberStatus, string>> = {
  bundled: 'P',
  fallback: 'F',
  waiting: 'I',
  suspended: 'I',
  down: 'D',
};

function showSummary({ device }: ShowContext): ShowAnswer {
  const rows = bundles(device).map(({ id, name, isUp, isStatic, members }) => {
    const ports = [...members].map(
      ([port, status]) => `${interfaceName(port)?.number ?? port}(${flags[status]})`,
    );
    const head = `${column(id, 5)}${column(name, 17)}${column(isUp ? '(U)' : '(D)', 8)}`;
    return `${head}Eth      ${column(isStatic ? 'STATIC' : 'DYNAMIC', 10)}${ports.join(' ')}`.trimEnd();
  });
  const text = [
    '',
    'Flags:  D - Down    I - member up but inactive    P - member up and active',
    '        U - Up (port-channel)    F - Fallback Activated    IND - LACP Individual',
    dashes(80),
    'Group Port-Channel           Type     Protocol  Member Ports',
    dashes(80),
    ...rows,
  ];
  return { text };
}

function showInterfaceSummary({ device }: ShowContext): ShowAnswer {
  const rows = bundles(device).map(({ id, isUp, isTrunk, members }) => {
    const ports = [...members].map(([port, status]) => {
      const isActive = status === 'bundled' || status === 'fallback';
      return `Eth ${interfaceName(port)?.number ?? port} (${isActive ? 'Up' : 'Dwn'})`;
    });
    const head = `${column(id, 8)}${column(isTrunk ? 'L2-HYBRID' : 'L2', 10)}${column(isUp ? 'up' : 'down', 10)}`;
    return `${head}${column(isUp ? '00:00:10' : '00:00:00', 20)}${ports.join(' ')}`.trimEnd();
  });
  return { text: ['LAG     Mode      Status    Uptime              Ports', ...rows] };
}
