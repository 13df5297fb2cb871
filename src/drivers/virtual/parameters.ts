/** What may stand in the place of a parameter: each gives the canonical text of what was typed, or refuses it. */

/** Canonical text; undefined: no such value. */
type Reader = (typed: string) => string | undefined;

export interface Parameter {
  readonly read: Reader;
  /** A numeral out of its range is told from a word that fits nothing. */
  readonly isNumber?: true;
  /** It takes the rest of the line and not one word. */
  readonly takesRest?: true;
}

/** What every operating system has; `<a-b>` is a range of integers and needs no entry. */
const common: Readonly<Record<string, Reader | Parameter>> = {
  text: { read: (typed) => typed, takesRest: true },
  word: (typed) => typed,
  ip: ipv4,
  prefix,
};

/**
 * Finds parameters by the name they have in a syntax: those of the operating system, those of all, and ranges such
 * as `1-4094`. Throws where a grammar table names an unknown one.
 */
export function parametersOf(own: Readonly<Record<string, Reader | Parameter>>): (name: string) => Parameter {
  return (name) => {
    const [, low, high] = /^(\d+)-(\d+)$/.exec(name) ?? [];
    if (low !== undefined && high !== undefined) {
      return { read: (typed) => integer(typed, Number(low), Number(high)), isNumber: true };
    }
    const found = own[name] ?? common[name];
    if (found === undefined) throw new Error(`the grammar has no parameter <${name}>`);
    return typeof found === 'function' ? { read: found } : found;
  };
}

/** A numeral of that range in canonical form. */
export function integer(typed: string, low: number, high: number): string | undefined {
  const value = Number(typed);
  return /^\d{1,10}$/.test(typed) && value >= low && value <= high ? String(value) : undefined;
}

/** What an expression matches, as it was typed. */
export function like(pattern: RegExp): Reader {
  return (typed) => (pattern.test(typed) ? typed : undefined);
}

function ipv4(typed: string): string | undefined {
  const parts = typed.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return isAddress ? typed : undefined;
}

function prefix(typed: string): string | undefined {
  const [address = '', length = '', ...more] = typed.split('/');
  const isPrefix = ipv4(address) !== undefined && integer(length, 0, 32) !== undefined && more.length === 0;
  return isPrefix ? typed : undefined;
}
