/** What a line does to a section of the configuration. Each effect gives the words the switch answers with. */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigNode, ConfigPath, Configuration } from '../../../virtual/configuration.ts';
import { allVlans, changedVlans, parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';
import type { Effect, PlacedRule } from '../grammar/config-rule.ts';
import type { Match } from '../grammar/syntax.ts';

/** A line on its way into a section. */
export interface Edit {
  readonly config: Configuration;
  /** What a fresh switch has; a `no` brings it back. */
  readonly defaults: Configuration;
  /** The section that is edited. */
  readonly path: ConfigPath;
  /** All sections that the line is for. */
  readonly paths: readonly ConfigPath[];
  readonly match: Match<PlacedRule>;
  readonly isNegated: boolean;
}

/** Words of a refusal or a remark, or undefined where the switch says nothing. */
export type Reply = string | undefined;

/** Carries out every effect that stays inside the section. */
export function applyEdit(edit: Edit): Reply {
  const act = acts[edit.match.rule.effect ?? 'set'];
  return act?.(edit);
}

const acts: Partial<Record<Effect, (edit: Edit) => Reply>> = {
  set: applySet,
  raw: applyRaw,
  sequenced: applySequenced,
  'allowed-vlans': applyAllowedVlans,
  'channel-group': applyChannelGroup,
  'stp-vlans': applyStpVlans,
  enter: removeSection,
  banner: removeSection,
};

function applySet(edit: Edit): Reply {
  const { config, path, match } = edit;
  const node = nodeOf(match);
  if (edit.isNegated || node.text === match.rule.silent) {
    config.reset(path, slotOf(match), edit.defaults);
    return undefined;
  }
  config.put(path, slotOf(match), node);
  return match.rule.remark;
}

function applyRaw({ config, path, match, isNegated }: Edit): Reply {
  if (isNegated) config.deleteBeginning(path, slotOf(match));
  else config.put(path, slotOf(match), nodeOf(match));
  return undefined;
}

function removeSection({ config, defaults, path, match, isNegated }: Edit): Reply {
  if (isNegated) config.reset(path, slotOf(match), defaults);
  return undefined;
}

/** Entries of an access list: ten apart unless numbered by the user (SOURCES.md 3.6). */
function applySequenced(edit: Edit): Reply {
  const { config, path, match } = edit;
  const numbered = /^(\d+)(?: (.*))?$/.exec(match.text);
  const entry = numbered === null ? match.text : numbered[2];
  if (edit.isNegated) {
    removeEntry(edit, numbered?.[1], entry);
    return undefined;
  }
  if (entry === undefined) return '% Incomplete command';
  const used = [...config.body(path).keys()].map(Number);
  const sequence =
    numbered === null ? Math.max(0, ...used.filter(Number.isInteger)) + 10 : Number(numbered[1]);
  const text = `${sequence} ${entry}`;
  const present = config.get(path, String(sequence));
  if (present !== undefined && present.text !== text) return '% Duplicate sequence number';
  config.put(path, String(sequence), { text, group: 0, order: sequence });
  return undefined;
}

function removeEntry({ config, path }: Edit, sequence: string | undefined, entry: string | undefined): void {
  for (const [slot, node] of [...config.body(path)]) {
    if (slot === sequence || (sequence === undefined && node.text === `${slot} ${entry ?? ''}`)) {
      config.delete(path, slot);
    }
  }
}

/** `allowed vlan` replaces; `add`, `remove`, `except` change; `no` is every VLAN (SOURCES.md 3.3, 4). */
function applyAllowedVlans({ config, path, match, isNegated }: Edit): Reply {
  const slot = 'switchport trunk allowed vlan';
  const present = config.get(path, slot)?.text.slice(slot.length + 1);
  const before = present === undefined ? allVlans : present === 'none' ? [] : (parseVlanList(present) ?? []);
  const after = isNegated ? allVlans : changedVlans(before, match.captures);
  if (after.length === allVlans.length) config.delete(path, slot);
  else config.put(path, slot, nodeOf(match, `${slot} ${after.length === 0 ? 'none' : vlanListText(after)}`));
  return undefined;
}

/** Members of one group have one mode (SOURCES.md 4). */
function applyChannelGroup(edit: Edit): Reply {
  const [group = '', mode = ''] = edit.match.captures;
  const edited = new Set(edit.paths.map((path) => path[0]));
  const others = [...edit.config.slots].filter(([slot]) => !edited.has(slot));
  const modes = others.map(([, node]) => modeInGroup(node, group));
  const isMixed = !edit.isNegated && modes.some((other) => other !== undefined && other !== mode);
  return isMixed ? '% Cannot change mode; remove all members and try again.' : applySet(edit);
}

/** The mode that an interface has in a channel group, or undefined where it is in none or another. */
function modeInGroup(node: ConfigNode, group: string): string | undefined {
  const [, number, , mode] = node.body?.get('channel-group')?.text.split(' ') ?? [];
  return number === group ? mode : undefined;
}

/** VLANs without spanning tree are one list; `no` on the command adds to it. */
function applyStpVlans({ config, path, match, isNegated }: Edit): Reply {
  const slot = 'spanning-tree vlan-id';
  const prefix = `no ${slot} `;
  const off = new Set(parseVlanList(config.get(path, slot)?.text.slice(prefix.length) ?? '1') ?? []);
  if (config.get(path, slot) === undefined) off.clear();
  const turnsOff = match.rule.syntax.startsWith('no ') !== isNegated;
  for (const id of parseVlanList(match.captures[0] ?? '') ?? []) {
    if (turnsOff) off.add(id);
    else off.delete(id);
  }
  if (off.size === 0) config.delete(path, slot);
  else config.put(path, slot, nodeOf(match, prefix + vlanListText([...off].sort((a, b) => a - b))));
  return undefined;
}
