/** What a plan leaves alone because it could not be read: above everything else, so that nobody approves it unawares. */
import type { UnreadSwitch, WaitingUnit } from '../../../fabric/plan/plan.ts';
import { answerLines } from '../../error-report.ts';
import type { LeftAlone } from '../../error-report.ts';
import { ownWords } from '../error-blocks.ts';
import { counted, wrapped } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';

/** Names in one line before the others are only counted. */
const namesShown = 8;

/** Names of the units, each once, in order. */
export function unitsLeftAlone({ unread = [], waiting = [] }: LeftAlone): readonly string[] {
  return [...new Set([...unread, ...waiting].map(({ unit }) => unit))];
}

/** A title, and what every switch that could not be read said; empty where there is none. */
export function leftAloneText(left: LeftAlone, paint: Paint): readonly string[] {
  const units = unitsLeftAlone(left);
  if (units.length === 0) return [];
  const { unread = [], waiting = [] } = left;
  const title = wrapped(
    `nothing is planned for ${named(units)}, nor sent there`,
    `${paint.removed('Left alone')}:`,
    '  ',
  );
  // A hint that several have is told once, below the last of them.
  const last = new Set(new Map(unread.map((one) => [one.hint, one])).values());
  const lines = unread.flatMap((one) => [
    ...unreadLines(one),
    ...(last.has(one) ? hintLines(one, paint) : []),
  ]);
  return [[title, ...lines, ...waiting.map(waitingLine)].join('\n')];
}

/** `1 unit left alone: rack2`; empty where there is none. */
export function leftAloneWords(left: LeftAlone): string {
  const units = unitsLeftAlone(left);
  return units.length === 0 ? '' : `${counted(units.length, 'unit')} left alone: ${named(units)}`;
}

/** `rack1, rack2`, printable; those that are too many for a line are counted. */
export function named(units: readonly string[]): string {
  const names = printable(units.slice(0, namesShown).join(', '));
  const more = units.length - namesShown;
  return more > 0 ? `${names} and ${String(more)} more` : names;
}

function unreadLines(one: UnreadSwitch): readonly string[] {
  const { unit, code, output } = one;
  const words = `could not be read: ${one.switch}: ${ownWords(one)} (${code})`;
  return [
    wrapped(printable(words), `  - ${printable(unit)}:`, '    '),
    ...(output === undefined ? [] : answerLines(output).map((line) => `  ${line}`)),
  ];
}

function hintLines({ hint }: UnreadSwitch, paint: Paint): readonly string[] {
  return hint === undefined ? [] : [wrapped(printable(hint), `    ${paint.faint('hint:')}`, '      ')];
}

function waitingLine({ unit, message }: WaitingUnit): string {
  const rest = message.startsWith(`${unit} `) ? message.slice(unit.length + 1) : message;
  return wrapped(printable(rest), `  - ${printable(unit)}:`, '    ');
}
