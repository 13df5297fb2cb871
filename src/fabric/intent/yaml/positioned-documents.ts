/**
 * The documents of one file with positions. Costs several times what the fast parser does, so it is only
 * made of files in which something is wrong (`docs/decisions/0002-two-yaml-parsers.md`).
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Problem } from '../../errors.ts';
import type { SitePath } from '../site-path.ts';
import type { SourceFile } from '../source.ts';
import { LineTable, type TextPosition } from './text-position.ts';

/** Hints for what admins run into, by what the message of the `yaml` package says. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/^Tabs/, 'indent with spaces, not with tabs'],
  [/^Nested mappings/, 'put text that contains ": " in quotes'],
  [/^Missing closing/, 'the quote that is opened here is not closed'],
  [/^Flow (?:map|sequence)/, 'a bracket or brace that is opened above is not closed'],
  [
    /^(?:All|Sequence item|A block)|indent/,
    'the keys of one mapping, and the entries of one list, start in the same column',
  ],
  [/^Implicit keys/, 'a colon is missing behind a key, or a quote is not closed'],
  [/^Unresolved alias/, 'put text that starts with "*" in quotes'],
  [/^Unresolved tag/, 'put text that starts with "!" in quotes; a site has no tags'],
];

/** Some messages of the package repeat what they are about, however long it is. */
const longestMessage = 120;

export class PositionedDocuments {
  readonly #file: SourceFile;
  readonly #lines: LineTable;
  readonly #documents: readonly Document.Parsed[];
  readonly #withContent: readonly Document.Parsed[];
  /** The entries of mappings that were looked into, by key; the last of equal ones, as the fast parser takes it. */
  readonly #entries = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  /** Throws what the parser throws on input it cannot survive, such as endless nesting. */
  constructor(file: SourceFile) {
    this.#file = file;
    this.#lines = new LineTable(file.text);
    this.#documents = [
      ...parseAllDocuments(file.text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' }),
    ];
    this.#withContent = this.#documents.filter(hasContent);
  }

  /** Every syntax error, one a line; where there is none, what else the other parser refuses. */
  syntaxProblems(): Problem[] {
    const errors = this.#documents.flatMap((document) =>
      document.errors.map(({ message, pos }) => ({
        message,
        offset: this.#culprit(document, message, pos[0]),
      })),
    );
    const refused = errors.length > 0 ? errors : this.#documents.flatMap((document) => refusedBy(document));
    const byLine = new Map<number, Problem>();
    for (const { message, offset } of refused) {
      const position = this.#lines.at(offset);
      const hint = hints.find(([form]) => form.test(message))?.[1];
      if (byLine.has(position.line)) continue;
      byLine.set(position.line, {
        code: 'yaml-syntax',
        message: `not well-formed YAML: ${inOurWords(message)}`,
        path: '',
        ...(hint === undefined ? {} : { hint }),
        file: this.#file.name,
        ...position,
      });
    }
    return [...byLine.values()];
  }

  /** The offset an admin wants to see: the quote that is not closed, the first character of a line that is indented badly. */
  #culprit(document: Document.Parsed, message: string, offset: number): number {
    if (!message.startsWith('Missing closing')) return this.#lines.firstCharacter(offset);
    let opening: number | undefined;
    visit(document, {
      Scalar: (_key, { type, range }) => {
        const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
        if (isQuoted && range && range[0] < offset && range[2] >= offset) opening = range[0];
      },
    });
    return opening ?? offset;
  }

  /** Every key that its mapping has already. */
  duplicateKeys(): Problem[] {
    const problems: Problem[] = [];
    for (const document of this.#documents) {
      visit(document, {
        Map: (_key, map) => {
          problems.push(...this.#duplicatesIn(map.items));
        },
      });
    }
    return problems;
  }

  /**
   * The position of a path in the document of that number among those with content; where the path goes on
   * behind what is written, the position of the last thing that is.
   */
  find(ordinal: number, path: SitePath, at: 'key' | 'value'): TextPosition {
    const document = this.#withContent[ordinal];
    let node: unknown = document?.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, part] of path.entries()) {
      const step = this.#stepInto(resolved(node, document), part);
      const wantsKey = at === 'key' && depth === path.length - 1;
      const found = wantsKey ? step.key : (startOf(step.value) ?? step.key);
      if (found === undefined) break;
      offset = found;
      node = step.value;
    }
    return this.#lines.at(offset);
  }

  /** A single value as it is written, such as `007`; undefined where the path leads to none. */
  source(ordinal: number, path: SitePath): string | undefined {
    const document = this.#withContent[ordinal];
    let node: unknown = document?.contents;
    for (const part of path) node = this.#stepInto(resolved(node, document), part).value;
    const scalar = resolved(node, document);
    return isScalar(scalar) ? scalar.source : undefined;
  }

  /** The node behind one segment of a path, and where its key starts if it has one. */
  #stepInto(node: unknown, part: string | number): Step {
    if (isSeq(node)) return { value: node.items[Number(part)] };
    const pair = isMap(node) ? this.#entriesOf(node).get(String(part)) : undefined;
    return pair === undefined ? {} : { value: pair.value, key: startOf(pair.key) };
  }

  #entriesOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#entries.get(map);
    if (known !== undefined) return known;
    const entries = new Map(map.items.map((pair) => [keyText(pair.key) ?? '', pair]));
    this.#entries.set(map, entries);
    return entries;
  }

  #duplicatesIn(pairs: readonly Pair[]): Problem[] {
    const first = new Map<string, number>();
    const problems: Problem[] = [];
    for (const { key } of pairs) {
      const [name, offset] = [keyText(key), startOf(key)];
      if (name === undefined || offset === undefined) continue;
      const position = this.#lines.at(offset);
      const line = first.get(name);
      if (line === undefined) {
        first.set(name, position.line);
        continue;
      }
      problems.push({
        code: 'duplicate-key',
        message: `the key ${JSON.stringify(name)} stands in this mapping already, in line ${String(line)}`,
        path: '',
        hint: 'keep one of them; a second entry of a list starts with "- "',
        file: this.#file.name,
        ...position,
      });
    }
    return problems;
  }
}

function inOurWords(message: string): string {
  if (message.includes('call stack')) return 'it is nested too deeply';
  const plain = message.replace(/(?<=^Missing closing .)quote/, '');
  return plain.length > longestMessage ? `${plain.slice(0, longestMessage)}…` : plain;
}

interface Step {
  readonly value?: unknown;
  readonly key?: number | undefined;
}

interface Refusal {
  readonly message: string;
  readonly offset: number;
}

/** Aliases without an anchor, and tags that YAML 1.2 does not have. */
function refusedBy(document: Document.Parsed): Refusal[] {
  const refusals: Refusal[] = document.warnings.map(({ message, pos }) => ({ message, offset: pos[0] }));
  const anchors = new Set<string>();
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
      } else if (!anchors.has(node.source)) {
        refusals.push({ message: `Unresolved alias: *${node.source}`, offset: node.range?.[0] ?? 0 });
      }
    },
  });
  return refusals;
}

/** Documents without content are no part of a site; both parsers must leave out the same ones. */
function hasContent(document: Document.Parsed): boolean {
  const { contents } = document;
  return contents !== null && !(isScalar(contents) && contents.value === null);
}

/** What an alias stands for; any other node as it is. */
function resolved(node: unknown, document: Document.Parsed | undefined): unknown {
  return isAlias(node) && document !== undefined ? node.resolve(document) : node;
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  return node.range?.[0];
}
