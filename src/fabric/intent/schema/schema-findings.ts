/** What the schema library has against a value, in the words of this house. */
import type { z } from 'zod';
import { type Finding, placeName, shown } from '../finding.ts';
import { nearestName } from '../known-names.ts';
import { formatSitePath, type SitePath } from '../site-path.ts';
import { faultOf } from './fault.ts';
import { partOf, partOfValue } from './not-yet.ts';
import { mayHoldSecret } from './secret.ts';
import { descriptionOf, keysOf, schemaAt } from './schema-node.ts';

/** A value of the site, where it stands and what it should be. */
export interface Subject {
  readonly schema: z.core.$ZodType;
  readonly path: SitePath;
  readonly value: unknown;
}

type Issue = z.core.$ZodIssue;

/** The findings of one failed parse. */
export function schemaFindings(subject: Subject, issues: readonly Issue[]): Finding[] {
  const hidesLine = subject.path[0] === 'credentials' && mayHoldSecret(subject.value);
  const misspelt = new Set(issues.flatMap((issue) => meantKeys(subject, issue)));
  return issues
    .flatMap((issue) => findingsOf(subject, issue))
    .filter((finding) => finding.code !== 'missing-key' || !misspelt.has(formatSitePath(finding.path)))
    .map((finding) => (hidesLine ? { ...finding, hidesLine } : finding));
}

/** The paths, within the value, of keys that are refused whole, so that the rest can still be checked. */
export function removableKeys(subject: Subject, issues: readonly Issue[]): SitePath[] | undefined {
  const paths: SitePath[] = [];
  for (const issue of issues) {
    const path = plainPath(issue.path);
    if (issue.code === 'unrecognized_keys') paths.push(...issue.keys.map((key) => [...path, key]));
    else if (partOf(schemaAt(subject.schema, path)) !== undefined) paths.push(path);
    else return undefined;
  }
  return paths;
}

function findingsOf(subject: Subject, issue: Issue): Finding[] {
  const local = plainPath(issue.path);
  const path = [...subject.path, ...local];
  const value = valueAt(subject.value, local);
  const schema = schemaAt(subject.schema, local);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(path, key, keysOf(schema)));
  const part = partOf(schema) ?? partOfValue(String(local.at(-1)), value);
  if (part !== undefined) return [notYetFinding(path, value, part)];
  if (value === undefined) return [missingKey(path, descriptionOf(schema))];
  if (value === null) return [noValue(path, descriptionOf(schema))];
  return [wrongValue(issue, path, value)];
}

function wrongValue(issue: Issue, path: SitePath, value: unknown): Finding {
  const fault = faultIn(issue);
  if (fault !== undefined) {
    const hint = fault.hint === undefined ? {} : { hint: fault.hint };
    return { code: fault.code, path, message: `\`${placeName(path)}\` ${fault.message}`, ...hint };
  }
  if (issue.code === 'invalid_type') return wrongType(issue, path, value);
  if (issue.code === 'invalid_value') return wrongChoice(issue.values.map(String), path, value);
  if (issue.code === 'invalid_union') return wrongUnion(issue, path, value);
  return { code: 'bad-value', path, message: `\`${placeName(path)}\` ${requirement(issue, path, value)}` };
}

function wrongUnion(issue: Issue, path: SitePath, value: unknown): Finding {
  const isRightKind = typeof value === 'string' || typeof value === 'number';
  return {
    code: isRightKind ? 'bad-value' : 'wrong-type',
    path,
    message: `\`${placeName(path)}\` ${requirement(issue, path, value)}`,
    ...(typeof value === 'string' ? typeHint('int', value) : {}),
  };
}

function requirement(issue: Issue, path: SitePath, value: unknown): string {
  if ((issue.code === 'too_small' || issue.code === 'too_big') && Array.isArray(value)) {
    const count = 'minimum' in issue ? issue.minimum : issue.maximum;
    // Tuples say how many entries they want with the library's own words, lists with ours.
    if (issue.message.startsWith('must')) return issue.message;
    return `must have exactly ${String(count)} entries, not ${String(value.length)}`;
  }
  return `${issue.message}, not ${shownAt(path, value)}`;
}

function unknownKey(parent: SitePath, key: string, known: readonly string[]): Finding {
  const path = [...parent, key];
  const message = `unknown key ${shown(key)} in \`${placeName(parent)}\``;
  const finding = { code: 'unknown-key', path, at: 'key', message } as const;
  if (key === '<<') return { ...finding, hint: 'merge keys are no part of YAML 1.2: write the content out' };
  const nearest = nearestName(key, known);
  return {
    ...finding,
    hint: nearest === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${nearest}"?`,
  };
}

/** The places of keys that unknown ones were probably meant to be: nobody wants to hear that those are missing. */
function meantKeys(subject: Subject, issue: Issue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const local = plainPath(issue.path);
  const known = keysOf(schemaAt(subject.schema, local));
  return issue.keys.flatMap((key) => {
    const nearest = nearestName(key, known);
    return nearest === undefined ? [] : formatSitePath([...subject.path, ...local, nearest]);
  });
}

function notYetFinding(path: SitePath, value: unknown, part: string): Finding {
  const key = String(path.at(-1));
  const isReservedValue = partOfValue(key, value) !== undefined;
  const what = isReservedValue ? `\`${key}: ${String(value)}\`` : `\`${key}\``;
  return {
    code: 'not-yet',
    path,
    at: isReservedValue ? 'value' : 'key',
    message: `${what} belongs to the ${part} part of Twinleaf, which is not built yet`,
    hint: 'leave it out',
  };
}

function missingKey(path: SitePath, description: string | undefined): Finding {
  const key = String(path.at(-1));
  const message = `\`${key}\` is missing in \`${placeName(path.slice(0, -1))}\``;
  return { code: 'missing-key', path, message, hint: description ?? `add \`${key}\`` };
}

function noValue(path: SitePath, description: string | undefined): Finding {
  const message = `\`${placeName(path)}\` has no value`;
  return { code: 'wrong-type', path, message, hint: description ?? 'give it a value or remove it' };
}

/** What kinds of values are called, by the library's word for them. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function wrongType(issue: z.core.$ZodIssueInvalidType, path: SitePath, value: unknown): Finding {
  const isOurs = issue.message.startsWith('must');
  const requirement = isOurs ? issue.message : `must be ${kinds[issue.expected] ?? issue.expected}`;
  const hasHint = path[0] !== 'credentials' && !(isOurs && issue.expected === 'string');
  return {
    code: 'wrong-type',
    path,
    message: `\`${placeName(path)}\` ${requirement}, not ${shownAt(path, value)}`,
    ...(hasHint ? typeHint(issue.expected, value) : {}),
  };
}

function typeHint(expected: string, value: unknown): Pick<Finding, 'hint' | 'quotesSource'> {
  if (expected === 'array' || expected === 'tuple')
    return { hint: 'start every entry with "- ", or write [a, b]' };
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return { hint: 'write it in quotes', quotesSource: true };
  }
  const plain = typeof value === 'string' ? meantValue(expected, value) : undefined;
  return plain === undefined ? {} : { hint: `write ${plain}, without quotes` };
}

/** The value that a text of another type stands for. */
function meantValue(expected: string, text: string): string | undefined {
  if (expected === 'boolean' && /^(?:yes|on|y|true)$/i.test(text)) return 'true';
  if (expected === 'boolean' && /^(?:no|off|n|false)$/i.test(text)) return 'false';
  return /^(?:int|number)$/.test(expected) && /^\d{1,9}$/.test(text) ? text : undefined;
}

function wrongChoice(choices: readonly string[], path: SitePath, value: unknown): Finding {
  const nearest = nearestName(String(value), choices);
  return {
    code: typeof value === 'string' ? 'bad-value' : 'wrong-type',
    path,
    message: `\`${placeName(path)}\` must be ${listed(choices)}, not ${shownAt(path, value)}`,
    ...(nearest === undefined ? {} : { hint: `did you mean "${nearest}"?` }),
  };
}

function listed(choices: readonly string[]): string {
  if (choices.length < 2) return choices.join('');
  return `${choices.slice(0, -1).join(', ')} or ${String(choices.at(-1))}`;
}

/** The fault behind an issue, or behind the one branch of a union that understood what kind of value it is. */
function faultIn(issue: Issue): ReturnType<typeof faultOf> {
  if (issue.code === 'custom') return faultOf(issue.params);
  if (issue.code !== 'invalid_union') return undefined;
  const nested = issue.errors.flat().find((inner) => inner.code === 'custom');
  return nested && faultOf(nested.params);
}

/** A value as `shown`, but only its kind where it may be a secret. */
function shownAt(path: SitePath, value: unknown): string {
  if (path[0] !== 'credentials' || typeof value === 'object') return shown(value);
  return typeof value === 'string' ? 'this text' : `this ${typeof value}`;
}

function valueAt(value: unknown, path: SitePath): unknown {
  let part: unknown = value;
  for (const key of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return undefined;
    part = (part as Readonly<Record<string | number, unknown>>)[key];
  }
  return part;
}

function plainPath(path: readonly PropertyKey[]): SitePath {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}
