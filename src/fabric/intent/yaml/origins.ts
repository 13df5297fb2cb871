/** From an address in the joined site back to the file and document it was written in. */
import type { Place } from '../finding.ts';
import type { SitePath } from '../site-path.ts';

interface Stretch {
  /** Index of its first entry in the joined list. */
  readonly start: number;
  /** Where the list itself stands. */
  readonly place: Place;
}

/** Filled while documents are joined; looked up when something is wrong. */
export class Origins {
  readonly #lists = new Map<string, Stretch[]>();
  readonly #credentials = new Map<string, Place>();
  #fabric: Place | undefined;

  addFabric(place: Place): void {
    this.#fabric = place;
  }

  addCredentials(name: string, place: Place): void {
    this.#credentials.set(name, place);
  }

  /** Stretches of one list come in the order of their start. */
  addList(key: string, start: number, place: Place): void {
    const stretches = this.#lists.get(key) ?? [];
    stretches.push({ start, place });
    this.#lists.set(key, stretches);
  }

  /** The file, document and local path of a joined path, or undefined where no file has it. */
  place(path: SitePath): Place | undefined {
    const [key, second, ...rest] = path;
    if (key === 'fabric') return extended(this.#fabric, path.slice(1));
    if (key === 'credentials') return extended(this.#credentials.get(String(second)), rest);
    const stretches = this.#lists.get(String(key));
    if (stretches === undefined) return undefined;
    if (typeof second !== 'number') return stretches[0]?.place;
    const stretch = stretches.findLast((candidate) => candidate.start <= second);
    return stretch && extended(stretch.place, [second - stretch.start, ...rest]);
  }
}

function extended(place: Place | undefined, path: SitePath): Place | undefined {
  return place && { ...place, path: [...place.path, ...path] };
}
