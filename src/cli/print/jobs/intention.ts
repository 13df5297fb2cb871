/** What is about to happen to a job's unit, before somebody agrees to it. */
import type { JobGoal, JobRecord } from '../../../engine/store.ts';
import type { UnitPlan } from '../../../fabric/plan/plan.ts';
import { counted } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { linesOf, markedCommands } from '../plan/command-lines.ts';
import { printable } from '../printable.ts';

const sentences: Readonly<Record<JobGoal | 'cancel', string>> = {
  apply: 'what its plan says is sent once more, if nothing has moved since it was made',
  resume: 'each member is read, and what is still missing of its plan is sent',
  undo: 'each member is read, and what was there before the job is put back',
  cancel: 'it stops between two steps; what it has changed is put back',
};

/** One line: the unit, the job and what becomes of it. */
export function intentionWords(
  { id, unit }: Pick<JobRecord, 'id' | 'unit'>,
  goal: JobGoal | 'cancel',
): string {
  return printable(`${unit}: job ${id}: ${sentences[goal]}.`);
}

/** The same with the lines that may be sent to each switch, as far as the plan of the job is known. */
export function intentionText(
  job: Pick<JobRecord, 'id' | 'unit'>,
  goal: JobGoal,
  unit: UnitPlan | undefined,
  paint: Paint,
): string {
  const blocks = (unit?.switches ?? []).flatMap((one) => {
    const commands = goal === 'undo' ? one.wayBack : one.commands;
    if (commands.length === 0) return [];
    const hostname = printable(one.switch);
    // On the way back nothing is intended any more.
    const intended = goal === 'undo' ? undefined : linesOf(one.intended);
    return [
      `  ${paint.title(hostname)}  ${counted(commands.length, 'command')}${goal === 'apply' ? '' : ' at most'}`,
      ...markedCommands(commands, paint, intended).map((line) => `    ${line}`),
    ];
  });
  return [intentionWords(job, goal), ...blocks].join('\n');
}
