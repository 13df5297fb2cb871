/** One file to the values of its documents, or what is wrong with its YAML. */
import yaml from 'js-yaml';
import type { Problem } from '../../errors.ts';
import type { SourceFile } from '../source.ts';
import { expandedSize, firstAlias, largestExpansion } from './alias-size.ts';
import { PositionedDocuments } from './positioned-documents.ts';
import { LineTable } from './text-position.ts';

export interface ParsedFile {
  /** The documents that have content, in order. */
  readonly documents: readonly unknown[];
  /** Located; where there are any that are no duplicate keys, the documents are missing. */
  readonly problems: readonly Problem[];
}

/** Characters of one file; a site of that size would have 170,000 servers in one file. */
const largestFile = 64 * 1024 * 1024;

/** Characters from which text is told from anything else. */
const lookedAt = 4096;

/** The documents of a file; never throws. */
export function parseFile(file: SourceFile): ParsedFile {
  if (file.text.length > largestFile) return failed(tooLarge(file));
  if (isBinary(file.text)) return failed(noText(file));
  try {
    return withoutBombs(file, load(file, false));
  } catch (error) {
    return explain(file, error);
  }
}

/** `CORE_SCHEMA` is that of YAML 1.2: no dates, no merge keys, `yes` is text, as in the other parser. */
function load(file: SourceFile, keepsLastDuplicate: boolean): unknown[] {
  const options = { schema: yaml.CORE_SCHEMA, json: keepsLastDuplicate };
  return yaml
    .loadAll(file.text, null, options)
    .filter((document) => document !== null && document !== undefined);
}

function withoutBombs(file: SourceFile, documents: readonly unknown[]): ParsedFile {
  const alias = firstAlias(file.text);
  const size = alias === undefined ? 0 : expandedSize(documents);
  if (alias === undefined || size <= largestExpansion) return { documents, problems: [] };
  const isEndless = size === Number.POSITIVE_INFINITY;
  return failed({
    code: 'yaml-syntax',
    message: isEndless
      ? 'an alias refers to something that contains the alias itself'
      : `the aliases of this file stand for more than ${String(largestExpansion)} values`,
    path: '',
    hint: 'write the content out instead of an alias',
    file: file.name,
    ...new LineTable(file.text).at(alias),
  });
}

/** What the fast parser stumbled over, all of it and with positions. */
function explain(file: SourceFile, error: unknown): ParsedFile {
  try {
    const positioned = new PositionedDocuments(file);
    const syntax = positioned.syntaxProblems();
    if (syntax.length > 0) return failed(...syntax);
    const duplicates = positioned.duplicateKeys();
    if (duplicates.length > 0) return { ...withoutBombs(file, load(file, true)), problems: duplicates };
    return failed(fromFastParser(file, error));
  } catch (second) {
    return failed(fromFastParser(file, second instanceof yaml.YAMLException ? second : error));
  }
}

function fromFastParser(file: SourceFile, error: unknown): Problem {
  const problem = { code: 'yaml-syntax', path: '', file: file.name } as const;
  if (!(error instanceof yaml.YAMLException)) {
    return {
      ...problem,
      message: 'not well-formed YAML: it is nested too deeply',
      hint: 'is this a site at all?',
    };
  }
  const isDeep = error.reason.includes('maxDepth');
  const message = `not well-formed YAML: ${isDeep ? 'it is nested deeper than 100 levels' : error.reason}`;
  // The declared type has the mark always, but errors without a place come without it.
  const mark = error.mark as typeof error.mark | undefined;
  if (mark === undefined) return { ...problem, message };
  const lines = new LineTable(file.text);
  return { ...problem, message, ...lines.at(lines.offset(mark.line, mark.column)) };
}

function tooLarge(file: SourceFile): Problem {
  const megabytes = String(Math.round(file.text.length / 1024 / 1024));
  return {
    code: 'file-unreadable',
    message: `the file has ${megabytes} million characters, which no site needs`,
    path: '',
    hint: 'split the site into a file a rack',
    file: file.name,
  };
}

/** Bytes that are no UTF-8, early on and many of them, or a zero byte: what has these was not typed by anybody. */
function isBinary(text: string): boolean {
  const start = text.slice(0, lookedAt);
  const replaced = start.split('\ufffd').length - 1;
  return replaced > start.length / 10 || (replaced > 0 && start.includes('\0'));
}

function noText({ name }: SourceFile): Problem {
  return {
    code: 'file-unreadable',
    message: 'the file is not text in UTF-8',
    path: '',
    hint: 'write it as text, or give it another ending than .yaml or .yml',
    file: name,
  };
}

function failed(...problems: readonly Problem[]): ParsedFile {
  return { documents: [], problems };
}
