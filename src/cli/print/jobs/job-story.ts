/** One job told in the order in which it happened: who asked, what was done, what the switches said. */
import type { JobStep, StoredExchange } from '../../../engine/store.ts';
import { errorText, jobReports } from '../../error-report.ts';
import type { Story } from '../../commands/jobs/read-jobs.ts';
import { moment } from './job-list.ts';
import { stateWord, stepWords } from './job-words.ts';
import { counted, wrapped } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printable, printableLines } from '../printable.ts';

/** Longer answers are told by their length, unless everything is asked for or the switch refused. */
const shownLines = 2;

/** Text for people; what the switches said is in it, escaped. */
export function jobStory(story: Story, paint: Paint, isFull: boolean): string {
  const ended = story.endedAt === undefined ? 'has not ended' : `ended ${moment(story.endedAt)}`;
  const started = story.startedAt === undefined ? 'has not started' : `started ${moment(story.startedAt)}`;
  return [
    [
      `${paint.title(`Job ${printable(story.id)}`)}  ${printable(story.unit)}: ${stateWord(story.state, paint)}`,
      `  asked for by ${printable(story.requestedBy)} at ${moment(story.createdAt)} UTC`,
      `  ${started}, ${ended}`,
      `  run ${printable(story.run)}, plan ${printable(story.plan)}`,
    ].join('\n'),
    chronicle(story, paint, isFull).join('\n'),
    ...jobReports([story])
      .filter(() => story.error !== undefined)
      .map((report) => errorText(report, paint)),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Steps and exchanges by time; at equal times a step stands before what was said during it. */
function chronicle(story: Story, paint: Paint, isFull: boolean): readonly string[] {
  const events = [
    ...story.steps.map((step) => ({ at: step.at, lines: () => stepLines(step, paint) })),
    ...story.exchanges.map((one) => ({ at: one.at, lines: () => exchangeLines(one, paint, isFull) })),
  ];
  return events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).flatMap(({ lines }) => lines());
}

function stepLines(step: JobStep, paint: Paint): readonly string[] {
  const text = wrapped(printable(stepWords(step)), `${step.at.slice(11, 19)} `);
  return [step.phase === 'failed' ? paint.removed(text) : text];
}

function exchangeLines(one: StoredExchange, paint: Paint, isFull: boolean): readonly string[] {
  const answer = printableLines(one.output);
  const isShown = isFull || one.refused || answer.length <= shownLines;
  const typed = `          ${printable(one.switch)}> ${printable(one.command)}`;
  const length = isShown ? '' : `  (${counted(answer.length, 'line')})`;
  return [
    one.refused ? paint.removed(`${typed}   REFUSED`) : paint.faint(typed + length),
    ...(isShown ? answer.map((line) => `            | ${line}`) : []),
  ];
}
