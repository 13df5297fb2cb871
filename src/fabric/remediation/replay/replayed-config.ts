/**
 * Input: a running configuration and lines as remediation gives them. Output: what the configuration is after
 * each of them, by the rules of the operating system alone. One law: after all lines of a remediation it is the
 * target. It is the remediation read backwards and shares no step of it, so that the one checks the other.
 */
import type { ConfigRules } from '../config-rules.ts';
import type { ConfigLine, ConfigTree } from '../config-tree.ts';
import { impliedLines } from '../lines/implied-lines.ts';
import { eachId, readIdList } from '../lines/id-list.ts';
import { negated } from '../lines/line-meaning.ts';
import { filled, ruleBook, type RuleBook } from '../lines/rule-book.ts';
import { CopiedSettings } from './copied-settings.ts';
import { ReplayedSection, type ReplayedLine } from './replayed-section.ts';

/** What lines are typed into at one depth, and what the last line typed there became in each of them. */
interface Level {
  readonly sections: readonly ReplayedSection[];
  last: readonly { readonly section: ReplayedSection; readonly line: ReplayedLine }[];
}

/** A configuration that is typed into. A section of the running one is made ready when it is first needed. */
export class ReplayedConfig {
  readonly #book: RuleBook;
  readonly #running: ReadonlyMap<string, ConfigLine>;
  /** Lines of the top level of the running configuration with nothing below them: what they imply holds in sections. */
  readonly globals: ConfigTree;
  readonly #top: ReplayedSection;
  /** Headers of `#running` that are in `#top` now, or were. */
  readonly #taken: Set<string>;
  readonly #copied: CopiedSettings;
  readonly #levels: [Level, ...Level[]];
  /** Of the section or sections at the top level that are open. */
  #headers: readonly string[] = [];
  #verbatim:
    { readonly section: ReplayedSection; readonly ends: RegExp; readonly lines: string[] } | undefined;

  constructor(running: ConfigTree, rules: ConfigRules) {
    const book = ruleBook(rules);
    this.#book = book;
    this.#running = new Map(running.map((line) => [line.text, line]));
    this.globals = running.filter(({ text, children }) => children.length === 0 && !book.top.section(text));
    this.#taken = new Set(this.globals.map(({ text }) => text));
    this.#top = new ReplayedSection(book, book.top);
    this.#top.fill(this.globals);
    this.#copied = new CopiedSettings(running, book);
    this.#levels = [{ sections: [this.#top], last: [] }];
  }

  /**
   * Types one line, indented as deep as the section it is typed in. Gives the headers of the top level, or the
   * lines there, that may be another now.
   */
  type(command: string): readonly string[] {
    if (this.#verbatim) return this.#typeVerbatim(command);
    const text = command.trim();
    const { leaveSection, leaveWhereAmbiguous } = this.#book.rules;
    if (text === '' || text === leaveSection || text === leaveWhereAmbiguous) return [];
    const level = this.#levelAt(command);
    return level === this.#levels[0] ? this.#typeAtTop(level, text) : this.#typeBelow(level, text);
  }

  /** The section with that header as it stands now, if it is there. */
  section(header: string): ConfigLine | undefined {
    const line = this.#top.find(header);
    if (line) return { text: header, children: line.section?.tree() ?? [] };
    return this.#taken.has(header) ? undefined : this.#running.get(header);
  }

  /** Everything as it stands now: what was there in its order, then what is new. */
  tree(): ConfigTree {
    const kept = [...this.#running.keys()].flatMap((header) => this.section(header) ?? []);
    return [...kept, ...this.#top.tree().filter(({ text }) => !this.#running.has(text))];
  }

  #levelAt(command: string): Level {
    const depth = Math.floor((command.length - command.trimStart().length) / this.#book.rules.layout.indent);
    const levels = this.#levels;
    levels.length = Math.max(1, Math.min(levels.length, depth + 1));
    const level = levels[levels.length - 1] ?? levels[0];
    if (levels.length > depth) return level;
    const inner = { sections: level.last.map(({ section, line }) => section.below(line)), last: [] };
    levels.push(inner);
    return inner;
  }

  #typeAtTop(level: Level, typed: string): readonly string[] {
    const top = this.#top;
    const text = this.#book.spelled(typed);
    const opened = this.#headersIn(text);
    this.#headers = opened;
    const created = opened.filter((header) => this.#open(header));
    level.last = opened.map((header) => ({ section: top, line: top.entered(header) }));
    if (opened.length > 0) return this.#begun(text, created);
    const removed = this.#removals().get(typed) ?? negated(typed, this.#book);
    this.#take(text);
    this.#take(removed);
    const line = top.type(typed);
    level.last = line ? [{ section: top, line }] : [];
    this.#headers = line ? [line.text] : [];
    return this.#begun(text, [text, removed]);
  }

  #typeBelow(level: Level, text: string): readonly string[] {
    const before = this.#headers.filter((header) => this.#isFollowed(header));
    const sections = before.flatMap((header) => this.section(header) ?? []);
    level.last = level.sections.flatMap((section) => {
      if (!section.scope.section(this.#book.spelled(text))) {
        const line = section.type(text);
        return line ? [{ section, line }] : [];
      }
      return [{ section, line: section.entered(this.#book.spelled(text)) }];
    });
    return [...this.#headers, ...sections.flatMap((section) => this.#settled(section))];
  }

  /** Headers of sections that are removed by words of their own, by these words; also of those made meanwhile. */
  #removals(): ReadonlyMap<string, string> {
    if (!this.#book.rules.sections.some(({ remove }) => remove !== undefined)) return new Map();
    const headers = [...this.#running.keys(), ...this.#top.texts()];
    return new Map(
      headers.flatMap((header) => {
        const found = this.#book.top.section(header);
        const remove = found?.rule.remove;
        return found && remove !== undefined ? [[filled(remove, found.captures), header] as const] : [];
      }),
    );
  }

  /** Whether a line in that section may bring others with it, there or elsewhere. */
  #isFollowed(header: string): boolean {
    return this.#copied.isUsed || this.#book.top.section(header)?.rule.implied !== undefined;
  }

  /** The sections that a header stands for; none where the line is no header. */
  #headersIn(text: string): readonly string[] {
    const found = this.#book.top.section(text);
    if (!found) return [];
    const { rule, captures } = found;
    const ids = rule.expands === undefined ? undefined : readIdList(captures[1] ?? '');
    if (rule.expands === undefined || !ids) return [text];
    const { expands } = rule;
    return eachId(ids).map((id) => filled(expands, [text, String(id), ...captures.slice(2)]));
  }

  /** Makes a section of the running configuration ready to be typed into. */
  #take(header: string): ReplayedLine | undefined {
    const line = this.#running.get(header);
    if (line === undefined || this.#taken.has(header)) return undefined;
    this.#taken.add(header);
    const entered = this.#top.entered(header);
    this.#top.below(entered).fill(line.children);
    return entered;
  }

  /** The section is there from now on, with what a device says in a new one; whether it is new. */
  #open(header: string): boolean {
    if (this.#take(header) || this.#top.find(header)) return false;
    const section = this.#top.below(this.#top.entered(header));
    const printed = this.#book.top.section(header)?.rule.defaults ?? [];
    section.fill(printed.map((text) => ({ text, children: [] })));
    this.#fillImplied(header);
    return true;
  }

  #fillImplied(header: string): void {
    const section = this.section(header);
    if (section === undefined) return;
    const implied = impliedLines(section, this.globals, this.#book);
    if (implied.length > 0) this.#top.below(this.#top.entered(header)).fill(implied);
  }

  /** After a line in a section: what goes without saying in it, and what follows in sections that copy from it. */
  #settled(before: ConfigLine): readonly string[] {
    const header = before.text;
    this.#fillImplied(header);
    const children = this.section(header)?.children ?? [];
    const joined = this.#copied.update(header, children);
    for (const { from, settings } of joined) this.#copy(this.section(from)?.children ?? [], header, settings);
    const followed = this.#copied.takenFrom(header).filter(({ settings }) => {
      return textOf(before.children, settings) !== textOf(children, settings);
    });
    for (const { to, settings } of followed) this.#copy(children, to, settings);
    return followed.map(({ to }) => to);
  }

  #copy(lines: readonly ConfigLine[], to: string, settings: RegExp): void {
    this.#take(to);
    const target = this.#top.find(to);
    if (target) this.#top.below(target).copy(lines, settings);
  }

  /** A line of the top level below which free text follows holds it all, in the place of what it held. */
  #begun(text: string, changed: readonly string[]): readonly string[] {
    const ends = this.#book.endOfVerbatim(text);
    if (!ends) return changed;
    const line = this.#top.entered(text);
    delete line.section;
    this.#verbatim = { section: this.#top.below(line), ends, lines: [] };
    return changed;
  }

  #typeVerbatim(line: string): readonly string[] {
    const block = this.#verbatim;
    if (!block) return [];
    block.lines.push(line);
    if (!block.ends.test(line)) return [];
    block.section.fillVerbatim(block.lines);
    this.#verbatim = undefined;
    return [];
  }
}

function textOf(lines: readonly ConfigLine[], pattern: RegExp): string {
  return lines.flatMap(({ text }) => (pattern.test(text) ? [text] : [])).join('\n');
}
