/** Effects of lines that look at nothing but their own section. */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';
import { applySet, refused, type Edit, type Reply } from './edit.ts';

/** The line as it was typed; `no` takes every line that begins like it. */
export function applyRaw(edit: Edit): Reply {
  const { setup, path, match } = edit;
  if (!edit.isNegated) return applySet(edit);
  setup.config.deleteBeginning(path, slotOf(match));
  return undefined;
}

/** Numbered entries: ten after the last unless numbered by the user (SOURCES.md 3.7). */
export function applyEntry(edit: Edit): Reply {
  const { config } = edit.setup;
  const number = /^(\d+)(?: |$)/.exec(edit.match.text)?.[1];
  const entry = number === undefined ? edit.match.text : edit.match.text.slice(number.length + 1);
  if (edit.isNegated) {
    removeEntry(edit, number, entry);
    return undefined;
  }
  if (entry === '') return refused('% Incomplete command');
  const used = [...config.body(edit.path).keys()].map(Number).filter(Number.isInteger);
  const sequence = number ?? String(Math.max(0, ...used) + 10);
  const text = `${sequence} ${entry}`;
  if ((config.get(edit.path, sequence)?.text ?? text) !== text) return refused('% Duplicate sequence number');
  config.put(edit.path, sequence, { text, group: 0, order: 1000 + Number(sequence) });
  return undefined;
}

/** By its number, or by what it says. */
function removeEntry({ setup: { config }, path }: Edit, number: string | undefined, entry: string): void {
  for (const [slot, { text }] of [...config.body(path)]) {
    if (number === undefined ? text === `${slot} ${entry}` : slot === number) config.delete(path, slot);
  }
}

/** VLANs without spanning tree are one list; `no` on the command adds to it. */
export function applyStpOff({ setup: { config }, path, match, isNegated }: Edit): Reply {
  const slot = 'spanning-tree vlan';
  const prefix = `no ${slot} `;
  const off = new Set(parseVlanList(config.get(path, slot)?.text.slice(prefix.length) ?? ''));
  const turnsOff = match.rule.syntax.startsWith('no ') !== isNegated;
  for (const id of parseVlanList(match.captures[0] ?? '') ?? []) {
    if (turnsOff) off.add(id);
    else off.delete(id);
  }
  if (off.size === 0) config.delete(path, slot);
  else config.put(path, slot, nodeOf(match, prefix + vlanListText([...off].sort((a, b) => a - b))));
  return undefined;
}

/** The keepalive runs in VRF `management` unless another is named, and that default is not printed. */
export function applyKeepalive(edit: Edit): Reply {
  const { match } = edit;
  return applySet({ ...edit, match: { ...match, text: match.text.replace(/ vrf management$/, '') } });
}
