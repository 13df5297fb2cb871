/**
 * The intent stage: YAML text in, a typed intent or all problems out. Its one law: what is written means the
 * same whatever the order of keys, list entries, documents and files.
 */
import type { Problem } from '../errors.ts';
import type { TraitsCatalog } from '../model/driver-traits.ts';
import type { Intent } from '../model/intent.ts';
import { checkSite } from './checks/check-site.ts';
import { hostileText } from './hostile-text.ts';
import type { Finding } from './finding.ts';
import { compareProblems, Locator } from './locator.ts';
import { formatSitePath } from './site-path.ts';
import type { SourceFile } from './source.ts';
import { typedIntent } from './typed-intent.ts';
import { readEntries, type WrittenSite } from './written-site.ts';
import { joinDocuments, type JoinedSite } from './yaml/join-documents.ts';
import { parseFile } from './yaml/parse-file.ts';

export interface IntentReading {
  /** Present exactly where there are no problems. */
  readonly intent?: Intent;
  /** With positions, by file, line and column. */
  readonly problems: readonly Problem[];
  /** Adds file, line, column and the line to a problem of a later stage, by its path. */
  readonly locate: (problem: Problem) => Problem;
}

/** The intent that the files describe together, or everything that is wrong with them; never throws. */
export function readIntent(files: readonly SourceFile[], drivers: TraitsCatalog): IntentReading {
  const parsed = files.map(withoutByteOrderMark).map((file) => ({ file, ...parseFile(file) }));
  const documents = parsed.flatMap(({ file, documents: values }) =>
    values.map((value, ordinal) => ({ file, ordinal, value })),
  );
  const syntax = parsed.flatMap(({ problems }) => problems);
  const joined = joinDocuments(documents);
  const isIncomplete = joined.isIncomplete || syntax.some(({ code }) => code !== 'duplicate-key');
  const { site, findings } = findAll({ ...joined, isIncomplete }, drivers);
  const locator = new Locator(joined.origins);
  const problems = [...syntax, ...locator.problems(findings)].sort(compareProblems);
  const locate = (problem: Problem): Problem => locator.locate(problem);
  if (problems.length > 0 || site.fabric === undefined) return { problems, locate };
  const intent = typedIntent({ ...site, fabric: site.fabric }, drivers, joined.fabric?.file.name ?? '');
  return { intent, problems, locate };
}

function findAll(
  joined: JoinedSite,
  drivers: TraitsCatalog,
): { readonly site: WrittenSite; readonly findings: readonly Finding[] } {
  const { site, findings } = readEntries(joined);
  const hostile = hostileText(joined);
  const known = new Set(hostile.map(({ path }) => formatSitePath(path)));
  const shape = [...joined.findings, ...findings].filter(({ path }) => !known.has(formatSitePath(path)));
  const misspelt = misspeltPlaces(shape);
  const whole = checkSite(site, drivers).filter(
    ({ code, path }) => code !== 'missing-key' || !misspelt.has(formatSitePath(path)),
  );
  return { site, findings: unique([...absences(joined), ...hostile, ...shape, ...whole]) };
}

/** What is absent of the site as a whole. */
function absences(joined: JoinedSite): Finding[] {
  if (joined.isIncomplete) return [];
  const findings: Finding[] = [];
  const lists = Object.values(joined.lists);
  const isEmpty = lists.every((list) => list.length === 0) && joined.credentials.size === 0;
  if (joined.lists.switches.length === 0) {
    const hint = 'a site without switches would leave everything to be removed; describe `switches`';
    findings.push({ code: 'empty-site', path: [], message: 'the site describes no switch', hint });
  }
  if (joined.fabric === undefined && !isEmpty) {
    const hint = 'add `fabric: { name: ... }` to one file';
    findings.push({ code: 'missing-fabric', path: [], message: 'the site has no `fabric`', hint });
  }
  return findings;
}

/** Places that only seem to lack something because a key in the same mapping is mistyped. */
function misspeltPlaces(shape: readonly Finding[]): ReadonlySet<string> {
  const unknown = shape.filter(({ code }) => code === 'unknown-key');
  return new Set(unknown.map(({ path }) => formatSitePath(path.slice(0, -1))));
}

/** A peer-link port is checked on both members, but stands in the site once. */
function unique(findings: readonly Finding[]): Finding[] {
  const byText = new Map<string, Finding>();
  for (const finding of findings) {
    const { code, path, message, place } = finding;
    const where = place === undefined ? '' : `${place.file.name} ${String(place.ordinal)}`;
    byText.set([code, formatSitePath(path), message, where].join(' '), finding);
  }
  return [...byText.values()];
}

function withoutByteOrderMark(file: SourceFile): SourceFile {
  return file.text.startsWith('\uFEFF') ? { name: file.name, text: file.text.slice(1) } : file;
}
