/** `show running-configuration` and its kin (SOURCES.md 2.2, 5). */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { refusals } from '../cli/refusals.ts';
import type { ConfigNode, Configuration } from '../../../virtual/configuration.ts';
import { interfaceName, type InterfaceKind } from '../config/interface-names.ts';
import { newLines, printedLines, sectionLines } from '../config/printed-text.ts';
import type { ShowContext, ShowRule } from './show-rule.ts';
import { version } from './show-system.ts';

const kinds: readonly InterfaceKind[] = [
  'vlan',
  'virtual-network',
  'port-channel',
  'ethernet',
  'mgmt',
  'loopback',
];

/** Parts of the configuration by the word that asks for them: the headers of their sections. */
const parts: Readonly<Record<string, RegExp>> = {
  vlt: /^vlt-domain /,
  bgp: /^router bgp /,
  ospf: /^router ospf /,
  'access-list': /^ip(?:v6)? access-list /,
  evpn: /^evpn$/,
  'virtual-network': /^virtual-network /,
  'route-map': /^route-map /,
  'policy-map': /^policy-map /,
  'class-map': /^class-map /,
  'trust-map': /^trust /,
};

/** Parts of which the lines stand at the top level. */
const lineParts: Readonly<Record<string, RegExp>> = {
  'spanning-tree': /^spanning-tree /,
  lacp: /^lacp /,
  lldp: /^(?:no )?lldp /,
  users: /^username /,
};

export const configurationRules: readonly ShowRule[] = [
  { syntax: 'show running-configuration', answer: ({ runningText }) => ({ text: runningText() }) },
  { syntax: 'show startup-configuration', answer: ({ startupText }) => ({ text: startupText() }) },
  { syntax: 'show running-configuration interface', answer: showInterfaces },
  { syntax: `show running-configuration interface {${kinds.join('|')}}`, answer: showInterfaces },
  { syntax: 'show running-configuration interface <interface>', answer: showInterface },
  { syntax: 'show running-configuration vlan', answer: (context) => showInterfaces(context, ['vlan']) },
  { syntax: `show running-configuration {${Object.keys(parts).join('|')}}`, answer: showPart },
  { syntax: `show running-configuration {${Object.keys(lineParts).join('|')}}`, answer: showLines },
  { syntax: 'show candidate-configuration', answer: ({ candidate }) => ({ text: printedLines(candidate) }) },
  {
    syntax: 'show diff candidate-configuration running-configuration',
    answer: ({ candidate, running }) => ({ text: newLines(candidate, running) }),
  },
];

/** The whole text of a configuration; the moment is in milliseconds. */
export function configurationText(config: Configuration, changedAt: number): readonly string[] {
  return [
    `! Version ${version}`,
    `! Last configuration change at ${momentText(changedAt)}`,
    '!',
    ...printedLines(config),
    '!',
  ];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov  21 13:02:44 2026`, in UTC. */
function momentText(at: number): string {
  const date = new Date(at);
  const time = date.toISOString().slice(11, 19);
  return `${months[date.getUTCMonth()] ?? ''}  ${date.getUTCDate()} ${time} ${date.getUTCFullYear()}`;
}

function showInterfaces({ running }: ShowContext, [kind]: readonly string[]): ShowAnswer {
  const isWanted = (name: string): boolean => {
    const found = interfaceName(name)?.kind;
    return found !== undefined && (kind === undefined || found === kind);
  };
  return sectionsWhere(running, ({ text }) => text.startsWith('interface ') && isWanted(text.slice(10)));
}

function showInterface({ running }: ShowContext, [name = '']: readonly string[]): ShowAnswer | string {
  const line = running.get([], `interface ${name}`);
  return line === undefined ? refusals.notFound(name) : { text: sectionLines(line) };
}

function showPart({ running }: ShowContext, [word = '']: readonly string[]): ShowAnswer {
  return sectionsWhere(running, ({ text }) => parts[word]?.test(text) === true);
}

function showLines({ running }: ShowContext, [word = '']: readonly string[]): ShowAnswer {
  const all = [...running.slots.values()].filter(({ body }) => body === undefined);
  return { text: all.map(({ text }) => text).filter((text) => lineParts[word]?.test(text) === true) };
}

function sectionsWhere(config: Configuration, isWanted: (line: ConfigNode) => boolean): ShowAnswer {
  const wanted = [...config.slots.values()].filter((line) => line.body !== undefined && isWanted(line));
  return { text: wanted.sort((a, b) => a.group - b.group || a.order - b.order).flatMap(sectionLines) };
}
