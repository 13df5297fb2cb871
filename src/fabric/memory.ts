/**
 * What the stages gave the last time, for a process that plans again and again. The stages are pure and their
 * values are never edited, so what a function gave for some inputs holds for as long as its inputs are equal: the
 * key of an answer is the inputs themselves, and nothing has to be declared out of date.
 *
 * A function that is recalled is one of a module, never a closure: whatever it depends on must be among its inputs.
 */
export interface Memory {
  /** What `make` gives; the value of the last time if all inputs, or the value itself, are equal to those of then. */
  recall<Inputs extends readonly unknown[], Value>(
    make: (...inputs: Inputs) => Value,
    ...inputs: Inputs
  ): Value;
  /**
   * What `make` gives for each item, in their order; values of the last time for the items that are equal to items of
   * then, and the whole list of the last time if all are. Names find an item again that has moved; where two items
   * have one name, one of them may be made again. `shared` is what all items depend on.
   */
  recallEach<Item, Shared extends readonly unknown[], Value>(
    make: (item: Item, ...shared: Shared) => Value,
    items: readonly Item[],
    nameOf: (item: Item) => string,
    ...shared: Shared
  ): readonly Value[];
}

/** Makes everything anew. */
export const forgetful: Memory = {
  recall: (make, ...inputs) => make(...inputs),
  recallEach: (make, items, _nameOf, ...shared) => items.map((item) => make(item, ...shared)),
};

interface Answer<Item, Value> {
  readonly item: Item;
  readonly value: Value;
}

interface Answers<Item, Value> {
  readonly shared: readonly unknown[];
  readonly list: readonly Answer<Item, Value>[];
  readonly values: readonly Value[];
}

/** An empty memory. It holds the last answers of every function and no older ones: about the size of one plan. */
export function lastingMemory(): Memory {
  const wholes = new Map<unknown, unknown>();
  const lists = new Map<unknown, unknown>();
  return {
    recall<Inputs extends readonly unknown[], Value>(
      make: (...inputs: Inputs) => Value,
      ...inputs: Inputs
    ): Value {
      const before = wholes.get(make) as Answer<Inputs, Value> | undefined;
      if (before !== undefined && isSame(before.item, inputs)) return before.value;
      const made = make(...inputs);
      const value = before !== undefined && isSame(before.value, made) ? before.value : made;
      wholes.set(make, { item: inputs, value });
      return value;
    },
    recallEach<Item, Shared extends readonly unknown[], Value>(
      make: (item: Item, ...shared: Shared) => Value,
      items: readonly Item[],
      nameOf: (item: Item) => string,
      ...shared: Shared
    ): readonly Value[] {
      const known = lists.get(make) as Answers<Item, Value> | undefined;
      const before = known !== undefined && isSame(known.shared, shared) ? known : undefined;
      const find = finder(before?.list ?? [], nameOf);
      const list = items.map((item, i) => find(item, i) ?? { item, value: make(item, ...shared) });
      const isWhole = before?.list.length === list.length && list.every((one, i) => one === before.list[i]);
      const values = isWhole ? before.values : list.map(({ value }) => value);
      lists.set(make, { shared: before?.shared ?? shared, list, values });
      return values;
    },
  };
}

/** Looks where the item was, and by its name only where something else is there now. */
function finder<Item, Value>(list: readonly Answer<Item, Value>[], nameOf: (item: Item) => string) {
  let byName: ReadonlyMap<string, Answer<Item, Value>> | undefined;
  return (item: Item, position: number): Answer<Item, Value> | undefined => {
    const there = list[position];
    if (there !== undefined && isSame(there.item, item)) return there;
    // Changed in its place: it is nowhere else.
    if (there !== undefined && nameOf(there.item) === nameOf(item)) return undefined;
    byName ??= new Map(list.map((answer) => [nameOf(answer.item), answer]));
    const named = byName.get(nameOf(item));
    return named !== undefined && isSame(named.item, item) ? named : undefined;
  };
}

/**
 * Whether nothing that is made from the one could differ from what is made from the other: equal throughout, in
 * the same order, keys of objects included. What is shared is not looked into; what is neither list, map, set nor
 * plain object is equal to itself only.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return isSameList(a, b);
  if (isPlain(a) && isPlain(b)) return isSameRecord(a, b);
  return isSameCollection(a, b);
}

function isSameCollection(a: object, b: object): boolean {
  if (a instanceof Map && b instanceof Map) return isSameList([...a], [...b]);
  return a instanceof Set && b instanceof Set && isSameList([...a], [...b]);
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, position) => isSame(one, b[position]));
}

function isSameRecord(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return (
    keys.length === others.length &&
    keys.every((key, position) => key === others[position] && isSame(a[key], b[key]))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype && !Array.isArray(value);
}
