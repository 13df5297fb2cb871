/** What the running configuration shall become: the owned sections as intended, everything else as it is. */
import type { ConfigRules } from './config-rules.ts';
import type { ConfigLine, ConfigTree } from './config-tree.ts';
import { impliedLines } from './lines/implied-lines.ts';
import { lineMeaning, withMoreIds } from './lines/line-meaning.ts';
import { ruleBook, type RuleBook } from './lines/rule-book.ts';

/**
 * The target of a remediation. Owned are the sections with the headers of `owned`, and all that `intended`
 * has: they become exactly what `intended` says, or disappear; a permanent one becomes empty. Lines of the top
 * level that `intended` needs are added where their setting is absent, and lists among them grow; a setting
 * that has another value keeps it. Every other line is the very value it was in `running`.
 */
export function targetTree(
  running: ConfigTree,
  intended: ConfigTree,
  owned: readonly string[],
  rules: ConfigRules,
): ConfigTree {
  const book = ruleBook(rules);
  const wanted = new Map(intended.map((line) => [topKey(line, book), line]));
  const ours = new Set(owned.map((header) => book.spelled(header.trim())));
  const kept = running.flatMap((line): ConfigLine[] => {
    const intendedLine = wanted.get(topKey(line, book));
    if (intendedLine) return [settled(line, intendedLine, book)];
    return ours.has(line.text) ? released(line, running, book) : [line];
  });
  return withNewLines(kept, intended, book);
}

/** Leaf lines by the setting they are, sections by their header. */
function topKey(line: ConfigLine, book: RuleBook): string {
  return isSection(line, book) ? line.text : lineMeaning(line.text, book.top).key;
}

function isSection(line: ConfigLine, book: RuleBook): boolean {
  return line.children.length > 0 || book.top.section(line.text) !== undefined;
}

function settled(running: ConfigLine, intended: ConfigLine, book: RuleBook): ConfigLine {
  if (isSection(intended, book) || isSection(running, book)) return intended;
  const { ids } = lineMeaning(intended.text, book.top);
  const text = ids ? withMoreIds(lineMeaning(running.text, book.top), ids) : running.text;
  return text === running.text ? running : { text, children: [] };
}

function released(line: ConfigLine, running: ConfigTree, book: RuleBook): ConfigLine[] {
  if (book.top.section(line.text)?.rule.isPermanent !== true) return [];
  return [{ text: line.text, children: untouchedLines(line.text, running, book) }];
}

/** What a permanent section says in that configuration when nothing is configured in it. */
function untouchedLines(header: string, running: ConfigTree, book: RuleBook): readonly ConfigLine[] {
  const printed = (book.top.section(header)?.rule.defaults ?? []).map((text) => ({ text, children: [] }));
  return [...printed, ...impliedLines({ text: header, children: printed }, running, book)];
}

/**
 * What a section that is always there says in a configuration that does not mention it; undefined for one that is
 * not there then.
 */
export function untouchedSection(
  header: string,
  running: ConfigTree,
  rules: ConfigRules,
): ConfigLine | undefined {
  const book = ruleBook(rules);
  if (book.top.section(header)?.rule.isPermanent !== true) return undefined;
  return { text: header, children: untouchedLines(header, running, book) };
}

/** Whether a section says nothing but what it says when nothing is configured in it. */
export function isUntouched(section: ConfigLine, running: ConfigTree, rules: ConfigRules): boolean {
  const untouched = new Set(untouchedLines(section.text, running, ruleBook(rules)).map(({ text }) => text));
  return section.children.every(({ text, children }) => children.length === 0 && untouched.has(text));
}

/** New lines stand behind the one they follow in `intended`, or else before the first that is there already. */
function withNewLines(kept: readonly ConfigLine[], intended: ConfigTree, book: RuleBook): ConfigTree {
  const there = new Set(kept.map((line) => topKey(line, book)));
  const leading: ConfigLine[] = [];
  const following = new Map<string, ConfigLine[]>();
  let place = leading;
  let firstKnown: string | undefined;
  for (const line of intended) {
    const key = topKey(line, book);
    if (there.has(key)) {
      firstKnown ??= key;
      place = [];
      following.set(key, place);
    } else {
      place.push(line);
    }
  }
  if (firstKnown === undefined) return [...kept, ...leading];
  return kept.flatMap((line) => {
    const key = topKey(line, book);
    return [...(key === firstKnown ? leading : []), line, ...(following.get(key) ?? [])];
  });
}
