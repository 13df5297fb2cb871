/** A change in the parts that have to be in force one after the other. */

/** Which lines are typed and committed by themselves, before the others and after them. */
export interface ChangeStaging {
  readonly beforehand?: readonly RegExp[];
  readonly afterwards?: readonly RegExp[];
}

/** The lines of each part in the order given; parts without lines are left out. */
export function changeStages(
  commands: readonly string[],
  staging: ChangeStaging,
): readonly (readonly string[])[] {
  return stagesBy(commands, (line) => line, staging);
}

/** The same with the place of each line in the whole change, from 0. */
export function numberedStages(
  commands: readonly string[],
  staging: ChangeStaging,
): readonly (readonly NumberedLine[])[] {
  return stagesBy(
    commands.map((text, index) => ({ text, index })),
    ({ text }) => text,
    staging,
  );
}

export interface NumberedLine {
  readonly text: string;
  readonly index: number;
}

function stagesBy<Line>(
  lines: readonly Line[],
  textOf: (line: Line) => string,
  { beforehand = [], afterwards = [] }: ChangeStaging,
): readonly (readonly Line[])[] {
  const stageOf = (text: string): number => {
    if (beforehand.some((pattern) => pattern.test(text))) return 0;
    return afterwards.some((pattern) => pattern.test(text)) ? 2 : 1;
  };
  return [0, 1, 2]
    .map((stage) => lines.filter((line) => stageOf(textOf(line)) === stage))
    .filter((part) => part.length > 0);
}
