/** Rules for lines of interfaces that several operating systems write, print and take away alike. */
import type { ConfigRules, LineRule, ReferenceRule } from '../fabric/remediation/config-rules.ts';

/** The sections of interfaces, ports and others. */
export const anyInterface = [/^interface /];

/** A line with one value: it is taken away without its value, and values that `silent` matches are not printed. */
export function setting(words: string, silent?: RegExp): readonly LineRule[] {
  const rule = { within: anyInterface, key: words, remove: `no ${words}` };
  const any = { ...rule, match: new RegExp(`^${words} \\S.*$`) };
  return silent === undefined ? [any] : [{ ...rule, match: silent, isSilent: true }, any];
}

/** Long lists of a trunk may be printed in several lines. */
export const continuedTrunkList: ConfigRules['layout']['continuations'][number] = {
  match: /^switchport trunk allowed vlan add ([\d,-]+)$/,
  joins: /^switchport trunk allowed vlan ([\d,-]+|none)$/,
};

/** VLANs that have to be there before an interface is in them. */
export const vlansOfInterfaces: readonly ReferenceRule[] = [
  { within: anyInterface, match: /^switchport access vlan (\d+)$/, needs: 'vlan $1' },
  { within: anyInterface, match: /^switchport trunk native vlan (\d+)$/, needs: 'vlan $1' },
  {
    within: anyInterface,
    match: /^switchport trunk allowed vlan ([\d,-]+)$/,
    needs: 'vlan $1',
    isList: true,
  },
  { within: [], match: /^interface Vlan(\d+)$/, needs: 'vlan $1' },
];
