/** Lines that say whether a port is bridged, in which VLANs or port-channel (SOURCES.md 3.2, 3.3, 4). */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigBody } from '../../../virtual/configuration.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';
import { accessVlanPlace } from '../grammar/interface-rules.ts';
import { type Edit, type Refusal } from './edit.ts';
import { refusals } from './refusals.ts';

const accessSlot = 'switchport access vlan';
const allowedSlot = 'switchport trunk allowed vlan';
const modeSlot = 'switchport mode';

/** A bare `switchport`: the port is bridged again, untagged in VLAN 1. */
export function makeBridged(edit: Edit): Refusal {
  const body = edit.config.body(edit.path);
  if (!body.has('switchport')) return undefined;
  const refusal = memberRefusal(body);
  if (refusal === undefined) bridge(edit);
  return refusal;
}

/** Access or trunk. An access port is always in a VLAN. */
export function setMode(edit: Edit): Refusal {
  const { config, path, match, isNegated } = edit;
  const body = config.body(path);
  const wanted = isNegated || match.text === match.rule.silent ? undefined : nodeOf(match);
  const isRouted = body.has('switchport');
  if (isRouted ? isNegated : textIn(body, modeSlot) === wanted?.text) return undefined;
  const refusal = memberRefusal(body);
  if (refusal !== undefined) return refusal;
  bridge(edit);
  if (wanted === undefined) becomeAccess(edit);
  else config.put(path, modeSlot, wanted);
  return undefined;
}

function becomeAccess(edit: Edit): void {
  edit.config.delete(edit.path, modeSlot);
  if (!edit.config.body(edit.path).has(accessSlot)) fillAccessVlan(edit, '1');
}

/** `no switchport` takes every L2 line of the port with it. */
export function makeRouted({ config, path, match }: Edit): Refusal {
  for (const slot of [accessSlot, allowedSlot, modeSlot]) config.delete(path, slot);
  config.put(path, slotOf(match), nodeOf(match));
  return undefined;
}

/** The untagged VLAN. Without it an access port is in VLAN 1, and a trunk drops untagged frames. */
export function editAccessVlan(edit: Edit): Refusal {
  const { config, path, match, isNegated } = edit;
  const body = config.body(path);
  const wanted = isNegated ? '1' : (match.captures[0] ?? '1');
  const isThere = isNegated ? body.has('switchport') : textIn(body, accessSlot) === `${accessSlot} ${wanted}`;
  if (isThere) return undefined;
  const refusal = memberRefusal(body) ?? missingVlan(edit, [Number(wanted)]);
  if (refusal !== undefined) return refusal;
  bridge(edit);
  if (isNegated && textIn(body, modeSlot) === 'switchport mode trunk') config.delete(path, accessSlot);
  else fillAccessVlan(edit, wanted);
  return undefined;
}

/** A list adds to what is allowed; `no` with a list takes its ids away: no other way (SOURCES.md 3.2). */
export function editAllowedVlans(edit: Edit): Refusal {
  const { config, path, match, isNegated } = edit;
  const body = config.body(path);
  const before = listedIn(body);
  const named = parseVlanList(match.captures[0] ?? '') ?? [];
  const after = isNegated ? before.filter((id) => !named.includes(id)) : [...new Set([...before, ...named])];
  if (after.length === before.length) return undefined;
  const refusal = memberRefusal(body) ?? missingVlan(edit, isNegated ? [] : named);
  if (refusal !== undefined) return refusal;
  bridge(edit);
  if (after.length === 0) config.delete(path, allowedSlot);
  else config.put(path, allowedSlot, nodeOf(match, `${allowedSlot} ${vlanListText(after)}`));
  return undefined;
}

/**
 * Makes a port a member. The port-channel exists before it (SOURCES.md 3.2), and the port has no L2 line
 * but the default one, which `no switchport` takes away.
 */
export function joinPortChannel(edit: Edit): Refusal {
  const { config, path, match, isNegated } = edit;
  const slot = slotOf(match);
  if (isNegated) {
    config.delete(path, slot);
    return undefined;
  }
  const [id = '', mode] = match.captures;
  const text = mode === undefined ? `${slot} ${id}` : `${slot} ${id} mode ${mode}`;
  const refusal = joinRefusal(edit, id, text);
  if (refusal === undefined) config.put(path, slot, nodeOf(match, text));
  return refusal;
}

function joinRefusal({ config, path, isLoading }: Edit, id: string, text: string): Refusal {
  const body = config.body(path);
  const present = textIn(body, 'channel-group');
  if (present === text) return undefined;
  const isMissing = config.get([], `interface port-channel${id}`) === undefined;
  if (isMissing && !isLoading) return refusals.notFound(`port-channel${id}`);
  if (present !== undefined && present.split(' ')[1] !== id) return memberRefusal(body);
  return isPlain(body) ? undefined : refusals.isSwitchport;
}

/** Whether the port has no L2 line that somebody has typed. */
function isPlain(body: ConfigBody): boolean {
  const access = textIn(body, accessSlot) ?? `${accessSlot} 1`;
  return access === `${accessSlot} 1` && !body.has(allowedSlot) && !body.has(modeSlot);
}

function memberRefusal(body: ConfigBody): Refusal {
  const id = textIn(body, 'channel-group')?.split(' ')[1];
  return id === undefined ? undefined : refusals.isMember(`port-channel${id}`);
}

function listedIn(body: ConfigBody): readonly number[] {
  return parseVlanList(textIn(body, allowedSlot)?.slice(allowedSlot.length + 1) ?? '') ?? [];
}

/** A VLAN exists before it is used (SOURCES.md 3.3); a file may have it the other way round. */
function missingVlan({ config, isLoading }: Edit, ids: readonly number[]): Refusal {
  if (isLoading) return undefined;
  const missing = ids.find((id) => config.get([], `interface vlan${id}`) === undefined);
  return missing === undefined ? undefined : refusals.notFound(`vlan${missing}`);
}

function textIn(body: ConfigBody, slot: string): string | undefined {
  return body.get(slot)?.text;
}

/** A port that was routed is in the default VLAN again. */
function bridge(edit: Edit): void {
  if (edit.config.get(edit.path, 'switchport') === undefined) return;
  edit.config.delete(edit.path, 'switchport');
  fillAccessVlan(edit, '1');
}

/** Whichever line brings it back, it stands where the switch prints it. */
function fillAccessVlan({ config, path }: Edit, id: string): void {
  config.put(path, accessSlot, { text: `${accessSlot} ${id}`, ...accessVlanPlace });
}
