/**
 * A configuration as a virtual switch holds it: sections of lines, every line in a slot. What is typed into an
 * occupied slot replaces what was there; lines in different slots live side by side. Everything below the top
 * level is immutable, so that a copy shares it and a comparison can stop at what is the same object.
 */

export interface ConfigNode {
  /** Without indentation; more than one line only for banners. */
  readonly text: string;
  /** Blocks of the printed text, in ascending order; lines of one group stand together. */
  readonly group: number;
  /** Within the group or section, ascending; equal ones in the order in which they were typed. */
  readonly order: number;
  /** Feature without which the line cannot be; it goes when the feature goes. */
  readonly feature?: string;
  /** Present for a section, even an empty one. */
  readonly body?: ConfigBody;
  /** An empty section of this kind is not printed. */
  readonly isHiddenWhenEmpty?: true;
}

/** Lines by slot. */
export type ConfigBody = ReadonlyMap<string, ConfigNode>;

/** Slots from the top level down to a section. */
export type ConfigPath = readonly string[];

/** A section without lines. */
export const emptyBody: ConfigBody = new Map();

export class Configuration {
  readonly #slots: Map<string, ConfigNode>;
  #version = 0;

  constructor(slots: ConfigBody = emptyBody) {
    this.#slots = new Map(slots);
  }

  /** Rises with every change, so that derived facts can be kept; a line that is there already changes nothing. */
  get version(): number {
    return this.#version;
  }

  /** The top level. */
  get slots(): ConfigBody {
    return this.#slots;
  }

  /** An independent copy. */
  clone(): Configuration {
    return new Configuration(this.#slots);
  }

  /** The lines of a section; empty where it does not exist. */
  body(path: ConfigPath): ConfigBody {
    let body: ConfigBody = this.#slots;
    for (const step of path) body = body.get(step)?.body ?? emptyBody;
    return body;
  }

  /** The node of a slot in a section, or undefined. */
  get(path: ConfigPath, slot: string): ConfigNode | undefined {
    return this.body(path).get(slot);
  }

  /** What follows the slot's own words in its line, or undefined where the slot is empty. */
  value(path: ConfigPath, slot: string): string | undefined {
    return valueIn(this.body(path), slot);
  }

  /** Puts a node into a slot of a section that exists; into one that does not, nothing. */
  put(path: ConfigPath, slot: string, node: ConfigNode): void {
    const present = this.get(path, slot);
    const isThere = present?.text === node.text && present.body === node.body;
    if (!isThere) this.#change(path, (body) => body.set(slot, node));
  }

  /** Empties a slot of a section. */
  delete(path: ConfigPath, slot: string): void {
    if (this.get(path, slot) !== undefined) this.#change(path, (body) => body.delete(slot));
  }

  /** Empties every slot of a section that begins with these words. */
  deleteBeginning(path: ConfigPath, words: string): void {
    for (const slot of [...this.body(path).keys()]) {
      if (slot === words || slot.startsWith(`${words} `)) this.delete(path, slot);
    }
  }

  /** Empties a slot; at the top level what a fresh switch has in it comes back. */
  reset(path: ConfigPath, slot: string, defaults: Configuration): void {
    const initial = path.length === 0 ? defaults.get(path, slot) : undefined;
    if (initial === undefined) this.delete(path, slot);
    else this.put(path, slot, initial);
  }

  #change(path: ConfigPath, edit: (body: Map<string, ConfigNode>) => void): void {
    this.#version += 1;
    const [first, ...rest] = path;
    if (first === undefined) {
      edit(this.#slots);
      return;
    }
    const section = this.#slots.get(first);
    if (section?.body !== undefined) this.#slots.set(first, edited(section, rest, edit));
  }
}

/** A copy of the section, edited at the end of the path. */
function edited(
  section: ConfigNode,
  path: ConfigPath,
  edit: (body: Map<string, ConfigNode>) => void,
): ConfigNode {
  const body = new Map(section.body);
  const [first, ...rest] = path;
  if (first === undefined) {
    edit(body);
  } else {
    const inner = body.get(first);
    if (inner?.body !== undefined) body.set(first, edited(inner, rest, edit));
  }
  return { ...section, body };
}

/** What follows the slot's own words in its line, or undefined where the slot is empty. */
export function valueIn(body: ConfigBody, slot: string): string | undefined {
  const text = body.get(slot)?.text;
  return text?.startsWith(slot) === true ? text.slice(slot.length).trimStart() : undefined;
}

/** The number that follows the slot's own words, or another where the slot is empty. */
export function numberIn(body: ConfigBody, slot: string, otherwise: number): number {
  return Number(valueIn(body, slot) ?? otherwise);
}

/** The lines of a section in the order in which they are printed. */
export function sortedNodes(body: ConfigBody): readonly ConfigNode[] {
  return [...body.values()].sort((a, b) => a.group - b.group || a.order - b.order);
}

/** Whether two sections print the same lines. */
export function isSameBody(a: ConfigBody | undefined, b: ConfigBody | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || a.size !== b?.size) return false;
  return [...a].every(([slot, node]) => isSameNode(node, b.get(slot)));
}

/** Whether two lines, with the sections they open, print the same. */
export function isSameNode(a: ConfigNode | undefined, b: ConfigNode | undefined): boolean {
  return a === b || (a?.text === b?.text && isSameBody(a?.body, b?.body));
}

/** What is derived from a configuration, worked out once per version of it. */
export function keptPerVersion<Derived>(
  derive: (config: Configuration) => Derived,
): (config: Configuration) => Derived {
  let kept: { readonly of: Configuration; readonly version: number; readonly derived: Derived } | undefined;
  return (config) => {
    if (kept?.of !== config || kept.version !== config.version) {
      kept = { of: config, version: config.version, derived: derive(config) };
    }
    return kept.derived;
  };
}
