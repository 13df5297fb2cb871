/**
 * The documents of one file with positions. Costs several times what the fast parser does, so it is only
 * made of files in which something is wrong (design section 13).
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, parseAllDocuments, visit } from 'yaml';
import type { Problem } from '../../errors.ts';
import type { SitePath } from '../site-path.ts';
import type { SourceFile } from '../source.ts';
import { LineTable, type TextPosition } from './text-position.ts';

/** Hints for what admins run into, by the error code of the `yaml` package. */
const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
  BLOCK_AS_IMPLICIT_KEY: 'put text that contains ": " in quotes',
  BAD_INDENT: 'entries of one list or mapping start in the same column',
  MISSING_CHAR: 'a quote, bracket or brace is opened and not closed, or a separator is missing',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing behind a key, or a quote is not closed',
  BAD_ALIAS: 'text that starts with "*" or "&" must be in quotes',
};

export class PositionedDocuments {
  readonly #file: SourceFile;
  readonly #lines: LineTable;
  readonly #documents: readonly Document.Parsed[];

  /** Throws what the parser throws on input it cannot survive, such as endless nesting. */
  constructor(file: SourceFile) {
    this.#file = file;
    this.#lines = new LineTable(file.text);
    this.#documents = [
      ...parseAllDocuments(file.text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' }),
    ];
  }

  /** Every syntax error, one a line. */
  syntaxProblems(): Problem[] {
    const byLine = new Map<number, Problem>();
    for (const error of this.#documents.flatMap((document) => document.errors)) {
      const position = this.#lines.at(error.pos[0]);
      const hint = hints[error.code];
      if (byLine.has(position.line)) continue;
      byLine.set(position.line, {
        code: 'yaml-syntax',
        message: `not well-formed YAML: ${error.message}`,
        path: '',
        ...(hint === undefined ? {} : { hint }),
        file: this.#file.name,
        ...position,
      });
    }
    return [...byLine.values()];
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
    const document = this.#documents.filter((candidate) => hasContent(candidate))[ordinal];
    let node: unknown = document?.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, part] of path.entries()) {
      const step = stepInto(isAlias(node) && document !== undefined ? node.resolve(document) : node, part);
      const wantsKey = at === 'key' && depth === path.length - 1;
      const found = wantsKey ? step.key : (startOf(step.value) ?? step.key);
      if (found === undefined) break;
      offset = found;
      node = step.value;
    }
    return this.#lines.at(offset);
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

/** Documents without content are no part of a site; both parsers must leave out the same ones. */
function hasContent(document: Document.Parsed): boolean {
  const { contents } = document;
  return contents !== null && !(isScalar(contents) && contents.value === null);
}

/** The node behind one segment of a path, and where its key starts if it has one. */
function stepInto(
  node: unknown,
  part: string | number,
): { readonly value?: unknown; readonly key?: number | undefined } {
  if (isSeq(node)) return { value: node.items[Number(part)] };
  const pair = isMap(node) ? node.items.findLast(({ key }) => keyText(key) === String(part)) : undefined;
  return pair === undefined ? {} : { value: pair.value, key: startOf(pair.key) };
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  return node.range?.[0];
}
