/** The least of a history that still breaks a promise. */
import { partName, without, type History } from './history.ts';

/** Plays a history and says whether a promise was broken. */
export type IsBroken = (history: History) => Promise<boolean>;

/**
 * Leaves out rounds and faults, one after the other, as long as what remains is still broken. Gives the names of
 * what can be left out. What depends on chance outside the seed may need it all and come out whole.
 */
export async function leftOut(history: History, isBroken: IsBroken): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (const part of parts(history)) {
    const more = [...left, part];
    const shorter = without(history, more);
    if (shorter.rounds.length > 0 && (await isBroken(shorter))) left = more;
  }
  return left;
}

/** Whole rounds first, the last before the others, then single faults. */
function parts({ rounds }: History): readonly string[] {
  const whole = rounds.map((round) => partName(round)).toReversed();
  const single = rounds.flatMap((round) => round.faults.map((fault) => partName(round, fault)));
  return [...whole, ...single];
}
