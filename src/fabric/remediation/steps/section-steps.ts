/** What to type for the lines and sections that differ, in the order within their section. */
import type { LineRule } from '../config-rules.ts';
import type { ConfigLine } from '../config-tree.ts';
import { negated } from '../lines/line-meaning.ts';
import { filled } from '../lines/rule-book.ts';
import { differences, isSection, type Difference } from './differences.ts';
import {
  lineSteps,
  nameAtTop,
  phaseOfAdding,
  phaseOfRemoving,
  phases,
  step,
  type Phase,
  type Phased,
  type Site,
} from './line-steps.ts';
import type { Step } from './step-order.ts';

/** Steps that belong together and to one difference. */
export interface Edit {
  readonly steps: readonly Step[];
  readonly difference: Difference;
}

/** The edits of these differences in the order in which they are typed if nothing else interferes. */
export function edits(found: readonly Difference[], site: Site): readonly Edit[] {
  const byPhase = new Map<Phase, Edit[]>(phases.map((phase) => [phase, []]));
  for (const difference of found) {
    for (const [phase, steps] of phased(difference, site)) {
      if (steps.length > 0) byPhase.get(phase)?.push({ steps, difference });
    }
  }
  return phases.flatMap((phase) => byPhase.get(phase) ?? []);
}

function phased(difference: Difference, site: Site): readonly Phased[] {
  const { before, after } = difference;
  const lines = [before, after].filter((line) => line !== undefined);
  if (!lines.some((line) => isSection(line, site.scope))) return lineSteps(difference, site);
  if (!after) return sectionGoes(before, site);
  const rule = site.scope.line(after.text)?.rule;
  const phase = rule?.place === undefined ? 'nested' : phaseOfAdding(rule);
  return [[phase, before ? inside(before.children, after, site) : newSection(after, site)]];
}

function sectionGoes(before: ConfigLine, site: Site): readonly Phased[] {
  if (isPermanent(before, site)) {
    return [['nested', inside(before.children, { text: before.text, children: [] }, site)]];
  }
  return [[phaseOfRemoving(site.scope.line(before.text)?.rule), [sectionRemoval(before, site)]]];
}

function sectionRemoval(before: ConfigLine, site: Site): Step {
  const section = site.scope.section(before.text);
  const remove = section?.rule.remove;
  const text =
    section && remove !== undefined ? filled(remove, section.captures) : negated(before.text, site.book);
  return {
    ...step(text, site, { before: site.reliance.ofSection(before, site.scope) }),
    removes: nameAtTop(before.text, site),
  };
}

function newSection(after: ConfigLine, site: Site): readonly Step[] {
  if (isPermanent(after, site) && after.children.length === 0) return [];
  const lines = inside([], after, site);
  if (site.book.endOfVerbatim(after.text)) return lines;
  const opening = step(after.text, site, { after: site.reliance.ofLine(after.text, site.scope) });
  return [{ ...opening, opens: true, adds: nameAtTop(after.text, site) }, ...lines];
}

/** From these lines to those of the section `after`. */
function inside(before: readonly ConfigLine[], after: ConfigLine, site: Site): readonly Step[] {
  if (site.book.endOfVerbatim(after.text)) return [verbatim(after, site)];
  const path = [...site.path, after.text];
  const scope = site.scope.inside(after.text);
  const inner = { ...site, path, scope, follows: [], running: before, target: after.children };
  if (site.scope.section(after.text)?.rule.isOrdered === true) {
    return orderedLines(before, after.children, inner);
  }
  const found = differences(before, after.children, inner);
  const typed = found.filter(isTypedHere(before, after.children, inner));
  const here = { ...inner, follows: followed(before, after.children, inner) };
  const steps = edits(typed, here).flatMap((edit) => edit.steps);
  return bracketed(steps, { before, after: after.children, found: typed }, inner);
}

/** The sections that the device copies settings from before and after alike. */
function followed(
  before: readonly ConfigLine[],
  after: readonly ConfigLine[],
  { scope, reliance }: Site,
): readonly string[] {
  const stays = new Set(before.map(({ text }) => text));
  return after.flatMap(({ text }) =>
    stays.has(text) && scope.line(text)?.rule.copies !== undefined ? reliance.ofLine(text, scope).names : [],
  );
}

/** Not what the device copies from another section before and after alike. */
function isTypedHere(
  before: readonly ConfigLine[],
  after: readonly ConfigLine[],
  { scope }: Site,
): (difference: Difference) => boolean {
  const had = new Set(before.map(({ text }) => text));
  const copied = after.flatMap(({ text }) => (had.has(text) ? (scope.line(text)?.rule.copies ?? []) : []));
  return (difference) => {
    const { text } = difference.after ?? difference.before;
    return !copied.some((pattern) => pattern.test(text));
  };
}

interface Change {
  readonly before: readonly ConfigLine[];
  readonly after: readonly ConfigLine[];
  readonly found: readonly Difference[];
}

function duringOf(difference: Difference, { scope }: Site): readonly NonNullable<LineRule['during']>[] {
  const during = scope.line((difference.after ?? difference.before).text)?.rule.during;
  const isNew = difference.before === undefined || difference.after === undefined;
  return during === undefined || (isNew && during.replacing === true) ? [] : [during];
}

/** The steps between the two lines that one of them asks for, where the section is not in that state anyway. */
function bracketed(steps: readonly Step[], { before, after, found }: Change, site: Site): readonly Step[] {
  const [during] = found.flatMap((difference) => duringOf(difference, site));
  if (during === undefined) return steps;
  const { has, ends } = during;
  if ([...before, ...after].some(({ text }) => text === has)) return steps;
  const isEnded = steps.some(({ text }) => text === ends);
  return [step(has, site, {}), ...steps, ...(isEnded ? [] : [step(ends, site, {})])];
}

/** From the first line on that is another, everything is taken away and typed again. */
function orderedLines(
  before: readonly ConfigLine[],
  after: readonly ConfigLine[],
  site: Site,
): readonly Step[] {
  const other = before.findIndex(({ text }, i) => text !== after[i]?.text);
  const common = other < 0 ? before.length : other;
  const found: readonly Difference[] = [
    ...after.slice(0, common).flatMap((line, i) => {
      const same = before[i];
      return same && isSection(line, site.scope) ? [{ before: same, after: line }] : [];
    }),
    ...before
      .slice(common)
      .map((line) => ({ before: line }))
      .reverse(),
    ...after.slice(common).map((line) => ({ after: line })),
  ];
  return found.flatMap((difference) => phased(difference, site).flatMap(([, steps]) => steps));
}

function verbatim(after: ConfigLine, site: Site): Step {
  return {
    ...step(after.text, site, {}),
    verbatim: after.children.map(({ text }) => text),
    adds: nameAtTop(after.text, site),
  };
}

function isPermanent(line: ConfigLine, site: Site): boolean {
  return site.scope.section(line.text)?.rule.isPermanent === true;
}
