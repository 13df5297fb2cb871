/** What to type for one setting that differs. */
import type { LineRule, ListRule } from '../config-rules.ts';
import type { ConfigLine } from '../config-tree.ts';
import { idsWithout, writeIdList } from '../lines/id-list.ts';
import { lineMeaning, removalOf, withOnlyIds, type LineMeaning } from '../lines/line-meaning.ts';
import { filled, type RuleBook, type Scope } from '../lines/rule-book.ts';
import type { Difference } from './differences.ts';
import { relianceWithout, type Reliance, type RelianceIndex } from './reliance.ts';
import type { Step } from './step-order.ts';

/** Where steps are made, and what they are made with. */
export interface Site {
  /** Headers of the sections around, outermost first. */
  readonly path: readonly string[];
  readonly scope: Scope;
  readonly book: RuleBook;
  readonly reliance: RelianceIndex;
  /** Sections that settings are copied from before and after alike. */
  readonly follows: readonly string[];
  /** The lines of the section as they are, and as they are to be; empty at the top. */
  readonly running: readonly ConfigLine[];
  readonly target: readonly ConfigLine[];
}

/**
 * The turns of a section: what is put first is added first and taken away last, what is put last the other
 * way round; in between, adding comes before taking away, so that a port is never without what it had. What is idle
 * comes after the turn that makes it so, and goes before the one that ends it.
 */
export const phases = [
  'add-first',
  'remove-last',
  'add',
  'nested',
  'remove-idle',
  'turn',
  'add-idle',
  'remove',
  'add-last',
  'remove-first',
] as const;
export type Phase = (typeof phases)[number];
export type Phased = readonly [phase: Phase, steps: readonly Step[]];

/** The steps of a setting that comes, goes or changes, each with its turn. */
export function lineSteps({ before, after }: Difference, site: Site): readonly Phased[] {
  const from = before && lineMeaning(before.text, site.scope);
  const to = after && lineMeaning(after.text, site.scope);
  const rule = (to ?? from)?.matched?.rule;
  const { added, removed } =
    (rule?.list?.typing === 'adds' ? listSteps(rule.list, { from, to }, site) : undefined) ??
    settingSteps({ from, to }, site);
  return [followed(addingHere(rule, site), added, site), followed(removingHere(rule, site), removed, site)];
}

function addingHere(rule: LineRule | undefined, { target }: Site): Phase {
  return isIdle(rule, target) ? 'add-idle' : phaseOfAdding(rule);
}

function removingHere(rule: LineRule | undefined, { running }: Site): Phase {
  return isIdle(rule, running) ? 'remove-idle' : phaseOfRemoving(rule);
}

/**
 * What goes last, such as opening a port, waits until the sections that are followed have changed; what goes first,
 * such as shutting it, comes before they do.
 */
function followed(phase: Phase, steps: readonly Step[], { follows }: Site): Phased {
  const waits = phase === 'add-last' || phase === 'remove-first';
  const precedes = phase === 'add-first' || phase === 'remove-last';
  if (follows.length === 0 || !(waits || precedes)) return [phase, steps];
  const ordered = steps.map((one) =>
    waits ? { ...one, needs: [...one.needs, ...follows] } : { ...one, leaves: [...one.leaves, ...follows] },
  );
  return [phase, ordered];
}

/** Whether a line of that rule says nothing in a section with those lines. */
function isIdle(rule: LineRule | undefined, lines: readonly ConfigLine[]): boolean {
  if (rule?.idle === undefined) return false;
  const has = (pattern: RegExp): boolean => lines.some(({ text }) => pattern.test(text));
  return 'beside' in rule.idle ? has(rule.idle.beside) : !has(rule.idle.without);
}

/** When a line of that rule is typed. */
export function phaseOfAdding(rule: LineRule | undefined): Phase {
  if (rule?.place === undefined) return 'add';
  return rule.place === 'turn' ? 'turn' : `add-${rule.place}`;
}

/** When a line of that rule is taken away. */
export function phaseOfRemoving(rule: LineRule | undefined): Phase {
  if (rule?.place === undefined) return 'remove';
  return rule.place === 'turn' ? 'turn' : `remove-${rule.place}`;
}

/** A step at that place, by what was relied on before and what is after it. */
export function step(
  text: string,
  site: Site,
  { before = reliesOnNothing, after = reliesOnNothing }: { before?: Reliance; after?: Reliance },
): Step {
  const gained = relianceWithout(after, before);
  const lost = relianceWithout(before, after);
  return {
    path: site.path,
    text,
    needs: gained.names,
    drops: lost.names,
    takes: gained.claims,
    frees: lost.claims,
    adds: [],
    removes: [],
    leaves: [],
  };
}

/** The line as a name that others may need, which only lines of the top level are. */
export function nameAtTop(text: string, site: Site): readonly string[] {
  return site.path.length === 0 ? [text] : [];
}

const reliesOnNothing: Reliance = { names: [], claims: [] };

function relianceOf(line: LineMeaning, site: Site): Reliance {
  return site.reliance.ofLine(line.text, site.scope);
}

function addition(to: LineMeaning, site: Site): Step {
  return { ...step(typedText(to), site, { after: relianceOf(to, site) }), adds: nameAtTop(to.text, site) };
}

function typedText({ text, matched }: LineMeaning): string {
  const typed = matched?.rule.typed;
  return matched === undefined || typed === undefined ? text : filled(typed, matched.captures);
}

/** The two sides of one setting. */
interface Sides {
  readonly from: LineMeaning | undefined;
  readonly to: LineMeaning | undefined;
}

interface Sorted {
  readonly added: readonly Step[];
  readonly removed: readonly Step[];
}

function settingSteps({ from, to }: Sides, site: Site): Sorted {
  if (!to) return { added: [], removed: from ? removal(from, site) : [] };
  if (!from) return { added: [addition(to, site)], removed: [] };
  // Given up before what is in between, which may be refused as long as it stands.
  if (isTypedAnewAtTheEnd(to)) return { added: [addition(to, site)], removed: removal(from, site) };
  return { added: replacement(from, to, site), removed: [] };
}

function isTypedAnewAtTheEnd({ matched }: LineMeaning): boolean {
  return matched?.rule.replacing === 'anew' && matched.rule.place === 'last';
}

/** None where the line goes with something else. */
function removal(from: LineMeaning, site: Site): readonly Step[] {
  const text = removalOf(from, site.book);
  if (text === undefined) return [];
  const removes = nameAtTop(from.text, site);
  const away = step(text, site, { before: relianceOf(from, site) });
  return [{ ...away, removes, leaves: leftBy(from, away) }];
}

/** The sections that nothing is copied from any more. */
function leftBy(from: LineMeaning, { drops }: Step): readonly string[] {
  return from.matched?.rule.copies === undefined ? [] : drops;
}

function replacement(from: LineMeaning, to: LineMeaning, site: Site): readonly Step[] {
  const [away] = removal(from, site);
  if (away && to.matched?.rule.replacing === 'anew') return [away, addition(to, site)];
  const typed = step(typedText(to), site, { before: relianceOf(from, site), after: relianceOf(to, site) });
  const over = {
    ...typed,
    adds: nameAtTop(to.text, site),
    removes: nameAtTop(from.text, site),
    leaves: leftBy(from, typed),
  };
  return [away ? { ...over, apart: [away, addition(to, site)] } : over];
}

/** Undefined where a side is there and is no list of ids, such as `none`. */
function listSteps(list: ListRule, { from, to }: Sides, site: Site): Sorted | undefined {
  const before = from ? from.ids : [];
  const after = to ? to.ids : [];
  if (!before || !after) return undefined;
  const more = to && withOnlyIds(to, idsWithout(after, before));
  const fewer = from && withOnlyIds(from, idsWithout(before, after));
  return {
    added: more ? [retyped(addition(more, site), list.add, more)] : [],
    removed: fewer ? removal(fewer, site).map((away) => retyped(away, list.remove, fewer)) : [],
  };
}

function retyped(step: Step, text: string | undefined, line: LineMeaning): Step {
  if (text === undefined) return step;
  const others = line.matched?.captures.slice(2) ?? [];
  return { ...step, text: filled(text, [line.text, writeIdList(line.ids ?? []), ...others]) };
}
