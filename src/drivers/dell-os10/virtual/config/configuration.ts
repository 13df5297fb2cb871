/**
 * A configuration as the virtual switch holds it: sections of lines. Every line fills a slot, and what is typed
 * into an occupied slot replaces what was there. Sections are immutable below the top, so that a candidate is a
 * cheap copy and a comparison may stop at what is the same object.
 */

export interface ConfigLine {
  /** Without indentation. */
  readonly text: string;
  /** Blocks of the printed text, ascending. */
  readonly group: number;
  /** Within the group or section, ascending; equal ones as they were typed. */
  readonly order: number;
  /** Present for a section, even an empty one. */
  readonly body?: ConfigBody;
}

/** Lines by slot. */
export type ConfigBody = ReadonlyMap<string, ConfigLine>;

/** Slots from the top level down to a section. */
export type SectionPath = readonly string[];

const nothing: ConfigBody = new Map();

export class Configuration {
  #top: ConfigBody;
  #version = 0;

  constructor(top: ConfigBody = nothing) {
    this.#top = top;
  }

  /** Rises with every change, so that what is derived from it can be kept. */
  get version(): number {
    return this.#version;
  }

  /** The top level. */
  get top(): ConfigBody {
    return this.#top;
  }

  /** An independent copy. */
  copy(): Configuration {
    return new Configuration(this.#top);
  }

  /** The lines of a section; none where it does not exist. */
  section(path: SectionPath): ConfigBody {
    return path.reduce<ConfigBody>((body, step) => body.get(step)?.body ?? nothing, this.#top);
  }

  /** The line in a slot, or undefined. */
  line(path: SectionPath, slot: string): ConfigLine | undefined {
    return this.section(path).get(slot);
  }

  /** Fills a slot of a section that exists. */
  fill(path: SectionPath, slot: string, line: ConfigLine): void {
    const present = this.line(path, slot);
    const isKnown = present?.text === line.text && present.body === line.body;
    if (!isKnown) this.#edit(path, (body) => new Map(body).set(slot, line));
  }

  /** Empties a slot of a section. */
  empty(path: SectionPath, slot: string): void {
    if (this.line(path, slot) === undefined) return;
    this.#edit(path, (body) => new Map([...body].filter(([name]) => name !== slot)));
  }

  #edit(path: SectionPath, change: (body: ConfigBody) => ConfigBody): void {
    this.#top = edited(this.#top, path, change);
    this.#version += 1;
  }
}

function edited(
  body: ConfigBody,
  [step, ...rest]: SectionPath,
  change: (body: ConfigBody) => ConfigBody,
): ConfigBody {
  if (step === undefined) return change(body);
  const section = body.get(step);
  if (section?.body === undefined) return body;
  return new Map(body).set(step, { ...section, body: edited(section.body, rest, change) });
}

/** Whether two sections print the same lines. */
export function isSameBody(a: ConfigBody | undefined, b: ConfigBody | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || a.size !== b?.size) return false;
  return [...a].every(([slot, line]) => {
    const other = b.get(slot);
    return line.text === other?.text && isSameBody(line.body, other.body);
  });
}
