/** A change in the parts that have to be in force one after the other. */
import type { ChangeMethod } from './driver.ts';

/** The lines of each part in the order given; parts without lines are left out. */
export function changeStages(
  commands: readonly string[],
  { beforehand = [], afterwards = [] }: Pick<ChangeMethod, 'beforehand' | 'afterwards'>,
): readonly (readonly string[])[] {
  const stageOf = (line: string): number => {
    if (beforehand.some((pattern) => pattern.test(line))) return 0;
    return afterwards.some((pattern) => pattern.test(line)) ? 2 : 1;
  };
  return [0, 1, 2]
    .map((stage) => commands.filter((line) => stageOf(line) === stage))
    .filter((lines) => lines.length > 0);
}
