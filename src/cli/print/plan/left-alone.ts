/** What a plan leaves alone because it could not be read: above everything else, so that nobody approves it unawares. */
import type { UnreadSwitch, WaitingUnit } from '../../../fabric/plan/plan.ts';
import type { LeftAlone } from '../../error-report.ts';
import { counted, wrapped } from '../layout.ts';
import type { Paint } from '../paint.ts';

/** Names of the units, each once, in order. */
export function unitsLeftAlone({ unread = [], waiting = [] }: LeftAlone): readonly string[] {
  return [...new Set([...unread, ...waiting].map(({ unit }) => unit))];
}

/** A title, and what every switch that could not be read said; empty where there is none. */
export function leftAloneText(left: LeftAlone, paint: Paint): readonly string[] {
  const units = unitsLeftAlone(left);
  if (units.length === 0) return [];
  const { unread = [], waiting = [] } = left;
  const title = `${paint.removed('Left alone')}: nothing is planned for ${units.join(', ')}, nor sent there`;
  return [
    [title, ...unread.flatMap((one) => unreadLines(one, paint)), ...waiting.map(waitingLine)].join('\n'),
  ];
}

/** `1 unit left alone: rack2`; empty where there is none. */
export function leftAloneWords(left: LeftAlone): string {
  const units = unitsLeftAlone(left);
  return units.length === 0 ? '' : `${counted(units.length, 'unit')} left alone: ${units.join(', ')}`;
}

function unreadLines({ unit, message, code, output, hint }: UnreadSwitch, paint: Paint): readonly string[] {
  return [
    wrapped(`could not be read: ${message} (${code})`, `  - ${unit}:`, '    '),
    ...(output === undefined || output === '' ? [] : output.split('\n').map((line) => `      | ${line}`)),
    ...(hint === undefined || message.includes(hint) ? [] : [`    ${paint.faint('hint:')} ${hint}`]),
  ];
}

function waitingLine({ unit, message }: WaitingUnit): string {
  const rest = message.startsWith(`${unit} `) ? message.slice(unit.length + 1) : message;
  return wrapped(rest, `  - ${unit}:`, '    ');
}
