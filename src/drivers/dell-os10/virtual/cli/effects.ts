/** What a line does to one section of the configuration. Every effect gives a refusal, or nothing. */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { Configuration } from '../../../virtual/configuration.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';
import { discoveryPorts, portRangeText } from '../config/interface-ranges.ts';
import type { Effect } from '../grammar/config-rule.ts';
import { type Edit, type Refusal } from './edit.ts';
import { refusals } from './refusals.ts';
import {
  editAccessVlan,
  editAllowedVlans,
  joinPortChannel,
  makeBridged,
  makeRouted,
  setMode,
} from './switchport-effects.ts';

/** Carries out every effect that stays inside the section. */
export function applyEdit(edit: Edit): Refusal {
  return (acts[edit.match.rule.effect ?? 'set'] ?? applySet)(edit);
}

const acts: Partial<Record<Effect, (edit: Edit) => Refusal>> = {
  raw: applyRaw,
  sequenced: applySequenced,
  enter: removeSection,
  bridge: makeBridged,
  mode: setMode,
  route: makeRouted,
  'access-vlan': editAccessVlan,
  'allowed-vlans': editAllowedVlans,
  'channel-group': joinPortChannel,
  discovery: applyDiscovery,
  breakout: applyBreakout,
};

/** Fills the slot, or empties it for a `no` and for what is not printed. */
function applySet(edit: Edit): Refusal {
  const { config, defaults, path, match, isNegated } = edit;
  const slot = slotOf(match);
  // `shutdown` and `no shutdown` are both printed: the `no` of one is the other (SOURCES.md 5).
  if (isNegated || match.text === match.rule.silent) config.reset(path, slot, defaults);
  else config.put(path, slot, nodeOf(match));
  return undefined;
}

function applyRaw({ config, path, match, isNegated }: Edit): Refusal {
  if (isNegated) config.deleteBeginning(path, slotOf(match));
  else config.put(path, slotOf(match), nodeOf(match));
  return undefined;
}

function removeSection({ config, defaults, path, match, isNegated }: Edit): Refusal {
  if (isNegated) config.reset(path, slotOf(match), defaults);
  return undefined;
}

/** Rules number themselves in tens; the same rule twice is refused whatever its number (SOURCES.md 3.6). */
function applySequenced({ config, path, match, isNegated }: Edit): Refusal {
  const [, number, rule = ''] = /^(?:seq (\d+))? ?(.*)$/.exec(match.text) ?? [];
  const entries = [...config.body(path)].map(([slot, { text }]) => ({
    slot,
    rule: text.replace(/^seq \d+ /, ''),
  }));
  if (isNegated) {
    const gone = entries.filter((entry) =>
      number === undefined ? entry.rule === rule : entry.slot === number,
    );
    for (const { slot } of gone) config.delete(path, slot);
    return undefined;
  }
  if (rule === '') return refusals.mismatch({ why: 'incomplete', at: 2 });
  const sequence = number ?? String(Math.max(0, ...entries.map(({ slot }) => Number(slot))) + 10);
  if (entries.some((entry) => entry.slot !== sequence && entry.rule === rule)) return refusals.duplicateRule;
  config.put(path, sequence, { text: `seq ${sequence} ${rule}`, group: 0, order: Number(sequence) });
  return undefined;
}

/** Ports are added and taken away one by one or as ranges (SOURCES.md 3.1, 4). */
function applyDiscovery({ config, path, match, isNegated }: Edit): Refusal {
  const slot = slotOf(match);
  const before = discoveryPorts(config.get(path, slot)?.text);
  const [typed] = match.captures;
  const named = typed === undefined ? before : discoveryPorts(`${slot} ${typed}`);
  const after = isNegated
    ? before.filter((port) => !named.includes(port))
    : [...new Set([...before, ...named])];
  if (after.length === 0) config.delete(path, slot);
  else config.put(path, slot, nodeOf(match, `${slot} ethernet${portRangeText(after)}`));
  return undefined;
}

/** The ports are what they are: a map may be repeated, and not changed. */
function applyBreakout({ config, defaults, match, isNegated, isLoading }: Edit): Refusal {
  if (config === defaults) config.put([], slotOf(match), nodeOf(match));
  const present = defaults.get([], slotOf(match));
  if (isLoading || (!isNegated && present?.text === match.text)) return undefined;
  return present === undefined ? refusals.illegal : refusals.otherMap;
}

/** Takes VLANs out of every allowed list; their ports fall back to the default VLAN. */
export function forgetVlans(config: Configuration, ids: ReadonlySet<number>): void {
  for (const [slot, { body }] of config.slots) {
    const access = body?.get('switchport access vlan');
    if (access !== undefined && ids.has(Number(access.text.split(' ').at(-1)))) {
      config.put([slot], 'switchport access vlan', { ...access, text: 'switchport access vlan 1' });
    }
    const allowed = body?.get('switchport trunk allowed vlan');
    if (allowed === undefined) continue;
    const words = 'switchport trunk allowed vlan';
    const left = (parseVlanList(allowed.text.slice(words.length + 1)) ?? []).filter((id) => !ids.has(id));
    if (left.length === 0) config.delete([slot], words);
    else config.put([slot], words, { ...allowed, text: `${words} ${vlanListText(left)}` });
  }
}
