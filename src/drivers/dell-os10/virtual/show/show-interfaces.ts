/** `show interface status` (SOURCES.md 6). */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, shortName } from '../config/interface-names.ts';
import type { Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { isUp } from '../state/port-channel.ts';
import { column, dashes, type ShowRule } from './show-rule.ts';

export const interfaceRules: readonly ShowRule[] = [
  { syntax: 'show interface status', answer: ({ device }) => showStatus(device) },
];

function showStatus(device: Device): ShowAnswer {
  const ports = [...device.facts.interfaces.values()]
    .filter(({ name }) => name.kind === 'ethernet')
    .sort((a, b) => compareInterfaces(a.name.long, b.name.long));
  const text = [
    dashes(98),
    'Port            Description     Status   Speed    Duplex   Mode Vlan Tagged-Vlans',
    dashes(98),
    ...ports.map((facts) => row(device, facts)),
    dashes(98),
  ];
  return { text };
}

const modes = { access: 'A', trunk: 'T', routed: '-' } as const;

/** A port that is shut and one without carrier look the same here. */
function row(device: Device, facts: InterfaceFacts): string {
  const isLinked = isUp(device, facts);
  const description = facts.description.slice(0, 15);
  const head = `${column(shortName(facts.name.long), 16)}${column(description, 16)}`;
  const link = `${column(isLinked ? 'up' : 'down', 9)}${column(isLinked ? '25G' : '0', 9)}${column('full', 9)}`;
  const untagged = facts.mode === 'routed' ? '-' : String(facts.untagged ?? '-');
  return `${head}${link}${column(modes[facts.mode], 5)}${column(untagged, 5)}${facts.allowedText}`;
}
