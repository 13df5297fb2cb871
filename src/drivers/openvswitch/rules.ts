/** How the driver's own configuration text is written, replaced and taken away. A candidate takes lines in any order. */
import type { ConfigRules, LineRule, ReferenceRule } from '../../fabric/remediation/config-rules.ts';

const vlan = [/^vlan \d+$/];
const bond = [/^bond \d+$/];
const port = [/^port \S+$/];
const pair = [/^pair$/];

/** A line with one value in such a section, taken away by its first word. */
function setting(within: readonly RegExp[], word: string): LineRule {
  return { within, match: new RegExp(`^${word} \\S+$`), key: word, remove: `no ${word}` };
}

/** VLANs of a port or bond: lists in which order and folding mean nothing. */
function trunk(within: readonly RegExp[]): LineRule {
  return {
    within,
    match: /^trunk ([\d,-]+)$/,
    key: 'trunk',
    remove: 'no trunk',
    list: { typing: 'replaces' },
  };
}

const lines: readonly LineRule[] = [
  setting(vlan, 'name'),
  ...[bond, port].flatMap((within) => [
    setting(within, 'description'),
    setting(within, 'access'),
    setting(within, 'native'),
    trunk(within),
    { within, match: /^trunk all$/, key: 'trunk', remove: 'no trunk' },
  ]),
  { within: port, match: /^shut$/, key: 'shut', place: 'first' },
  setting(port, 'bridge'),
  setting(port, 'mtu'),
  { within: port, match: /^member \d+$/, key: 'member', remove: 'no member', place: 'last' },
  setting(port, 'lacp-priority'),
  setting(port, 'lacp-rate'),
  setting(pair, 'system-mac'),
  setting(pair, 'leaf'),
  trunk(pair),
  { within: [], match: /^vlan-limit \d+$/, key: 'vlan-limit' },
];

const references: readonly ReferenceRule[] = [
  ...[bond, port].flatMap((within) => [
    { within, match: /^(?:access|native) (\d+)$/, needs: 'vlan $1' },
    { within, match: /^trunk ([\d,-]+)$/, needs: 'vlan $1', isList: true },
  ]),
  { within: pair, match: /^trunk ([\d,-]+)$/, needs: 'vlan $1', isList: true },
  { within: port, match: /^member (\d+)$/, needs: 'bond $1' },
];

export const rules: ConfigRules = {
  layout: { indent: 1, ignored: [/^\s*!.*$/], continuations: [] },
  sections: [
    { within: [], header: /^vlan \d+$/ },
    { within: [], header: /^bond \d+$/ },
    // A port without a section is a port of the machine, and none of the switch.
    { within: [], header: /^port \S+$/ },
    { within: [], header: /^pair$/ },
  ],
  lines,
  references,
  negation: 'no ',
};
