/** From findings to problems with file, line and column. */
import { compareText } from '../model/ids.ts';
import type { Problem } from '../errors.ts';
import type { Finding, Place } from './finding.ts';
import { formatSitePath, parseSitePath } from './site-path.ts';
import type { SourceFile } from './source.ts';
import type { Origins } from './yaml/origins.ts';
import { PositionedDocuments } from './yaml/positioned-documents.ts';
import type { TextPosition } from './yaml/text-position.ts';

interface Spot extends Partial<TextPosition> {
  readonly file: string;
  /** What is written there, where it was asked for. */
  readonly source?: string;
}

/** A place to be looked up, once as the place of a problem and once as the other side of a clash. */
interface Request {
  readonly place: Place;
  readonly at: 'key' | 'value';
  readonly wantsSource?: boolean;
}

/**
 * Finds positions by parsing files again with positions. One parsed file is kept at a time, since it takes
 * a hundred times the memory of its text; so requests are served file by file.
 */
export class Locator {
  readonly #origins: Origins;
  #parsed: { readonly file: SourceFile; readonly documents: PositionedDocuments | undefined } | undefined;

  constructor(origins: Origins) {
    this.#origins = origins;
  }

  /** The problems behind findings, in the order of the findings. */
  problems(findings: readonly Finding[]): Problem[] {
    const located = findings.map((finding) => ({
      finding,
      own: ownRequest(finding, finding.place ?? this.#origins.place(finding.path)),
      other: request(finding.otherPlace ?? (finding.other && this.#origins.place(finding.other))),
    }));
    const spots = this.#spots(
      located.flatMap(({ own, other }) => [own, other]).filter((one) => one !== undefined),
    );
    return located.map(({ finding, own, other }) => ({
      code: finding.code,
      message: withPlace(finding.message, other && spots.get(other)),
      path: formatSitePath(finding.path),
      ...hintOf(finding, own && spots.get(own)),
      ...shownSpot(own && spots.get(own), finding.hidesLine === true),
    }));
  }

  /** The problem of a later stage, with the position of its path. */
  locate(problem: Problem): Problem {
    if (problem.file !== undefined) return problem;
    const own = request(this.#origins.place(parseSitePath(problem.path)));
    return own === undefined ? problem : { ...problem, ...this.#spot(own) };
  }

  #spots(requests: readonly Request[]): ReadonlyMap<Request, Spot> {
    const byFile = new Map<SourceFile, Request[]>();
    for (const wanted of requests) {
      const others = byFile.get(wanted.place.file);
      if (others === undefined) byFile.set(wanted.place.file, [wanted]);
      else others.push(wanted);
    }
    return new Map([...byFile.values()].flat().map((wanted) => [wanted, this.#spot(wanted)]));
  }

  #spot({ place, at, wantsSource = false }: Request): Spot {
    const documents = this.#documents(place.file);
    const position = documents?.find(place.ordinal, place.path, at);
    const source = wantsSource ? documents?.source(place.ordinal, place.path) : undefined;
    return { file: place.file.name, ...position, ...(source === undefined ? {} : { source }) };
  }

  #documents(file: SourceFile): PositionedDocuments | undefined {
    if (this.#parsed?.file !== file) this.#parsed = { file, documents: positionedDocuments(file) };
    return this.#parsed.documents;
  }
}

function shownSpot(spot: Spot | undefined, hidesLine: boolean): Omit<Partial<Spot>, 'source'> {
  if (spot === undefined) return {};
  const { source: _source, ...shown } = spot;
  if (!hidesLine) return shown;
  const { excerpt: _secret, ...rest } = shown;
  return rest;
}

function hintOf({ hint, quotesSource, hidesLine }: Finding, spot: Spot | undefined): Pick<Problem, 'hint'> {
  if (hint === undefined) return {};
  const isQuoted = quotesSource === true && hidesLine !== true && spot?.source !== undefined;
  return { hint: isQuoted ? `${hint}: ${JSON.stringify(spot.source)}` : hint };
}

/** Undefined where only the fast parser can read the file: then its name has to do. */
function positionedDocuments(file: SourceFile): PositionedDocuments | undefined {
  try {
    return new PositionedDocuments(file);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function request(place: Place | undefined, at: 'key' | 'value' = 'value'): Request | undefined {
  return place && { place, at };
}

function ownRequest({ at, quotesSource }: Finding, place: Place | undefined): Request | undefined {
  const own = request(place, at);
  return own === undefined || quotesSource !== true ? own : { ...own, wantsSource: true };
}

function withPlace(message: string, spot: Spot | undefined): string {
  if (spot === undefined) return message;
  return `${message} (${spot.file}${spot.line === undefined ? '' : `:${String(spot.line)}`})`;
}

/** By file, line, column; what has no place comes first. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file ?? '', b.file ?? '') ||
    position(a) - position(b) ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

/** One number that orders lines, and columns within a line. */
function position({ line = 0, column = 0 }: Problem): number {
  return line * 2 ** 20 + Math.min(column, 2 ** 20 - 1);
}
