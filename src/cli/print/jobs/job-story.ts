/** One job told in the order in which it happened: who asked, what was done, what the switches said, what it cost. */
import type { JobRecord, JobStep, StoredExchange } from '../../../engine/store.ts';
import { errorText, jobReports, nextLines } from '../../error-report.ts';
import { nextAfterJob } from '../../next/next-step.ts';
import type { Place } from '../../next/place.ts';
import { costText, jobCost } from './job-cost.ts';
import { moment } from './job-list.ts';
import { goalWord, jobWord, stepWords } from './job-words.ts';
import { counted, wrapped } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printable, printableLines } from '../printable.ts';

/** Longer answers are told by their length, unless everything is asked for or the switch refused. */
const shownLines = 2;

/** A job with everything the switches said. */
export interface Story extends JobRecord {
  /** It runs on paper only. */
  readonly isDead: boolean;
  /** The job of its unit that has succeeded since it ended. */
  readonly settledBy?: string;
  readonly exchanges: readonly StoredExchange[];
}

interface StoryOptions {
  readonly paint: Paint;
  /** Everything the switches said, uncut. */
  readonly isFull: boolean;
  /** For the next command to type. */
  readonly place: Place;
}

/** Text for people; what the switches said is in it, escaped. */
export function jobStory(story: Story, { paint, isFull, place }: StoryOptions): string {
  return [
    heading(story, paint),
    summary(story).join('\n'),
    chronicle(story, paint, isFull).join('\n'),
    story.steps.length === 0 ? '' : costText(jobCost(story)),
    ending(story, paint, place),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function heading(story: Story, paint: Paint): string {
  const started = story.startedAt === undefined ? 'has not started' : `started ${moment(story.startedAt)}`;
  const ended = story.endedAt === undefined ? 'has not ended' : `ended ${moment(story.endedAt)}`;
  const lines = [
    `${paint.title(`Job ${printable(story.id)}`)}  ${printable(story.unit)}: ${jobWord(story, paint)}`,
    `  asked for by ${printable(story.requestedBy)} at ${moment(story.createdAt)} UTC${goalWord(story.goal)}`,
    `  ${started}, ${ended}`,
    `  run ${printable(story.run)}, plan ${printable(story.plan)}`,
  ];
  if (story.dependsOn.length > 0) lines.push(`  after ${story.dependsOn.map(printable).join(', ')}`);
  if (story.isCancelRequested) lines.push('  somebody wants it to stop between two steps');
  return lines.join('\n');
}

/** What became of each switch, in the order in which they were touched. */
function summary({ steps }: Story): readonly string[] {
  const hostnames = [...new Set(steps.flatMap((step) => step.switch ?? []))];
  return hostnames.map((hostname) => {
    const own = steps.filter((step) => step.switch === hostname && step.phase !== 'started');
    const told = own.map((step) => outcome(step));
    return wrapped(printable([...new Set(told)].join(', ')), `  ${printable(hostname)}:`, '    ');
  });
}

/** A step in few words; a change says how many lines it had. */
function outcome(step: JobStep): string {
  const { switch: _hostname, ...ofUnit } = step;
  return stepWords(step.step === 'change' && step.phase === 'done' ? ofUnit : { ...ofUnit, message: '' });
}

function ending(story: Story, paint: Paint, place: Place): string {
  if (story.error !== undefined && story.state !== 'succeeded') {
    return jobReports([story], place)
      .map((report) => errorText(report, paint))
      .join('\n');
  }
  return nextLines(nextAfterJob(story, place)).join('\n');
}

/**
 * Steps in their order, and between them what was said by then. What was said in the same millisecond stands
 * after the step that was begun and before the one that was ended.
 */
function chronicle(story: Story, paint: Paint, isFull: boolean): readonly string[] {
  const waiting = story.exchanges.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const saidBy = (at: string, phase: JobStep['phase']): readonly string[] => {
    const end = Date.parse(at) + (phase === 'started' ? 0 : 1);
    const count = waiting.findIndex((one) => Date.parse(one.at) >= end);
    const said = waiting.splice(0, count < 0 ? waiting.length : count);
    return said.flatMap((one) => exchangeLines(one, paint, isFull));
  };
  const told = story.steps.flatMap((step) => [...saidBy(step.at, step.phase), ...stepLines(step, paint)]);
  return [...told, ...waiting.flatMap((one) => exchangeLines(one, paint, isFull))];
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
