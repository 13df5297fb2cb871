/** Takes pieces of work one at a time, in the order in which they came. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** A fresh row of turns; a piece that fails does not keep the next one from its turn. */
export function inTurn(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
