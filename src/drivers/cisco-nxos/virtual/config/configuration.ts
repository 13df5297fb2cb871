/**
 * A configuration as the virtual switch holds it: sections of lines, every line in a slot. What is typed into
 * an occupied slot replaces what was there; lines in different slots live side by side. Sections below the top
 * level are never changed in place, so that a copy (a checkpoint, a commit) costs one map.
 */

export interface ConfigNode {
  /** Without indentation. */
  readonly text: string;
  /** Blocks of the canonical text, in ascending order. */
  readonly group: number;
  /** Within the group or section, ascending; equal ones in the order in which they were typed. */
  readonly order: number;
  /** Feature without which the line cannot be; it goes when the feature goes. */
  readonly feature?: string;
  /** Present for a section, even an empty one. */
  readonly body?: ConfigBody;
}

/** Lines by slot. */
export type ConfigBody = ReadonlyMap<string, ConfigNode>;

/** Slots from the top level down to a section. */
export type ConfigPath = readonly string[];

const emptyBody: ConfigBody = new Map();

export class Configuration {
  readonly #slots: Map<string, ConfigNode>;
  #version = 0;

  constructor(slots: ConfigBody = emptyBody) {
    this.#slots = new Map(slots);
  }

  /** Rises with every change, so that derived facts can be kept. */
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
    this.#change(path, (body) => body.set(slot, node));
  }

  /** Empties a slot of a section. */
  delete(path: ConfigPath, slot: string): void {
    if (this.get(path, slot) !== undefined) this.#change(path, (body) => body.delete(slot));
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

/** What follows the slot's own words in its line, or undefined where the slot is empty. */
export function valueIn(body: ConfigBody, slot: string): string | undefined {
  const text = body.get(slot)?.text;
  return text?.startsWith(slot) === true ? text.slice(slot.length).trimStart() : undefined;
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
