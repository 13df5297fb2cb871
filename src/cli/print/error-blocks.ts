/** Several errors for people: switches that could not be read for one kind of reason are told together. */
import type { UnreadSwitch } from '../../fabric/plan/plan.ts';
import { answerLines, errorText, nextLines } from '../error-report.ts';
import type { ErrorReport } from '../error-report.ts';
import { counted, wrapped } from './layout.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** A switch that could not be read, as an entry of `errors`. */
type UnreadReport = ErrorReport & Pick<UnreadSwitch, 'unit' | 'switch'>;

/**
 * A block for each error; one for all switches that could not be read and have the same code, with every switch by
 * name, its own words once, and hint and next command below them.
 */
export function errorBlocks(reports: readonly ErrorReport[], paint: Paint): readonly string[] {
  const told = new Set<string>();
  return reports.flatMap((report) => {
    if (!isUnread(report)) return [errorText(report, paint)];
    if (told.has(report.code)) return [];
    told.add(report.code);
    const group = reports.filter(isUnread).filter(({ code }) => code === report.code);
    return [group.length === 1 ? errorText(report, paint) : unreadBlock(group, paint)];
  });
}

/** What a switch said, without its name and without the hint, where one stands at the end of it. */
export function ownWords({ switch: hostname, message, hint }: UnreadSwitch | UnreadReport): string {
  const words = message.startsWith(`${hostname}: `) ? message.slice(hostname.length + 2) : message;
  return hint !== undefined && words.endsWith(`; ${hint}`) ? words.slice(0, -hint.length - 2) : words;
}

function isUnread(report: ErrorReport): report is UnreadReport {
  return report.unit !== undefined && report.switch !== undefined;
}

function unreadBlock(group: readonly UnreadReport[], paint: Paint): string {
  const [first] = group;
  const hints = new Set(group.flatMap(({ hint }) => hint ?? []));
  return [
    `${paint.removed('error:')} ${counted(group.length, 'switch', 'switches')} could not be read (${first?.code ?? ''})`,
    ...alike(group).flatMap(switchLines),
    ...[...hints].map((hint) => wrapped(printable(hint), `  ${paint.faint('hint:')}`, '    ')),
    ...group.flatMap(({ next }) => nextLines(next).map((line) => `  ${line}`)),
  ].join('\n');
}

/** Those that failed with the same words, in order of the first of each. */
function alike(group: readonly UnreadReport[]): readonly (readonly [UnreadReport, ...UnreadReport[]])[] {
  const sets = new Map<string, [UnreadReport, ...UnreadReport[]]>();
  for (const one of group) {
    const said = JSON.stringify([ownWords(one), one.command, one.output]);
    const set = sets.get(said);
    if (set === undefined) sets.set(said, [one]);
    else set.push(one);
  }
  return [...sets.values()];
}

function switchLines(set: readonly [UnreadReport, ...UnreadReport[]]): readonly string[] {
  const [one] = set;
  const names = set.map((each) => each.switch).join(', ');
  const { command, output } = one;
  return [
    wrapped(printable(`${names}: ${ownWords(one)}`), '   ', '      '),
    ...(command === undefined ? [] : [`      told: ${printable(command.trim())}`]),
    ...(output === undefined ? [] : answerLines(output).map((line) => `    ${line}`)),
  ];
}
