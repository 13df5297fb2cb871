/** A plan for people: what is at risk first, then every command, then one line that sums it up. */
import type { Plan, SwitchPlan, UnitPlan } from '../../../fabric/plan/plan.ts';
import { errorText } from '../../error-report.ts';
import { markedCommands } from './command-lines.ts';
import { leftAloneText, leftAloneWords } from './left-alone.ts';
import { lagTable } from './lag-table.ts';
import { columns, counted, wrapped } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { firmRefusals, isOutage, missingWaivers } from './plan-guards.ts';
import { planSummary } from './plan-json.ts';
import { printable, printableValue } from '../printable.ts';
import { warningLines } from '../warnings-text.ts';

/** The whole text, without a line end; readable in 100 columns, commands apart, which are never broken. */
export function planText(plan: Plan, paint: Paint): string {
  const shown = printableValue(plan);
  const intended = intendedLines(plan);
  return [
    `${paint.title(`Plan for ${shown.fabric}`)}  ${paint.faint(shown.id)}`,
    ...leftAloneText(plan, paint),
    ...overriddenTemplates(shown),
    ...removals(shown, paint),
    ...indexMoves(shown, paint),
    ...adoptions(shown, paint),
    ...wrongCables(shown, paint),
    ...shown.units.map((unit) => unitText(unit, intended, paint)),
    ...lagTable(changedLags(shown), paint),
    ...blastRadius(shown, paint),
    ...(shown.warnings.length === 0 ? [] : [warningLines(shown.warnings, paint)]),
    ...firmRefusals(plan).map((refusal) => errorText(refusal, paint)),
    summaryLine(shown, paint),
  ].join('\n\n');
}

/** Templates of the site render what is pushed, so they are named where it is shown. */
function overriddenTemplates({ overriddenTemplates: names }: Plan): readonly string[] {
  return names.length === 0 ? [] : [wrapped(names.join(', '), 'Templates of this site:', '  ')];
}

/** A bond in a unit that stays as it is would only hide the others; `--json` has them all. */
function changedLags({ lags, units }: Plan): Plan['lags'] {
  const changed = new Set(units.map(({ unit }) => unit));
  return lags.filter(({ unit }) => changed.has(unit));
}

/** By switch, from the plan as it is: made printable, its configurations have no lines any more. */
type IntendedLines = ReadonlyMap<string, ReadonlySet<string>>;

function intendedLines({ units }: Plan): IntendedLines {
  const lines = units.flatMap(({ switches }) =>
    switches.map((one): [string, ReadonlySet<string>] => [
      one.switch,
      new Set(one.intended.split('\n').map((line) => printable(line.trim()))),
    ]),
  );
  return new Map(lines);
}

function unitText(unit: UnitPlan, intended: IntendedLines, paint: Paint): string {
  const members = unit.switches.map((one) => one.switch).join(', ');
  const after = unit.dependsOn.length === 0 ? '' : `, after ${unit.dependsOn.join(', ')}`;
  return [
    `${paint.title(unit.unit)}  ${paint.faint(`(${members}${after})`)}`,
    ...unit.switches.map((one) => switchText(one, intended.get(one.switch), paint)),
  ].join('\n');
}

function switchText(one: SwitchPlan, intended: ReadonlySet<string> | undefined, paint: Paint): string {
  if (one.commands.length === 0) return `  ${one.switch}  ${paint.faint('nothing to change')}`;
  const disruptive = one.disruptive ? `, ${paint.warning('a port stops forwarding for a moment')}` : '';
  return [
    `  ${paint.title(one.switch)}  ${counted(one.commands.length, 'command')}${disruptive}`,
    ...markedCommands(one.commands, paint, intended).map((line) => `    ${line}`),
  ].join('\n');
}

function removals({ removals: list, waivers }: Plan, paint: Paint): readonly string[] {
  if (list.length === 0) return [];
  const title = guardTitle('Taken away', 'allow-removals', waivers, paint);
  return [
    [title, ...list.map((one) => wrapped(one.message, `  - ${one.kind} ${one.name}:`, '    '))].join('\n'),
  ];
}

function indexMoves({ indexMoves: list, waivers }: Plan, paint: Paint): readonly string[] {
  if (list.length === 0) return [];
  const title = guardTitle('Port indexes that move', 'accept-index-moves', waivers, paint);
  return [[title, ...list.map((one) => wrapped(one.message, '  -', '    '))].join('\n')];
}

function adoptions({ adopts: list, waivers }: Plan, paint: Paint): readonly string[] {
  if (list.length === 0) return [];
  const blocks = list.flatMap((one) => [
    wrapped(one.message, `  - ${one.switch}:`, '    '),
    ...[one.section, ...one.lines].map((line) => `      | ${line}`),
  ]);
  return [[guardTitle('In the way, and not ours', 'adopt', waivers, paint), ...blocks].join('\n')];
}

function wrongCables({ refusals, waivers }: Plan, paint: Paint): readonly string[] {
  const list = refusals.filter(({ code }) => code === 'guard-no-lldp-check');
  if (list.length === 0) return [];
  const title = guardTitle('Cables that lead elsewhere', 'no-lldp-check', waivers, paint);
  return [[title, ...list.map(({ message }) => wrapped(message, '  -', '    '))].join('\n')];
}

function blastRadius({ blastRadius: list, waivers }: Plan, paint: Paint): readonly string[] {
  if (list.length === 0) return [];
  const rows = list.map((one) => [
    one.server,
    `${String(one.legsBefore)} to ${isOutage(one) ? paint.removed('none') : String(one.legsDuring)}`,
    one.seconds === null ? 'unknown' : `${String(one.seconds)} s`,
    one.step,
  ]);
  const title = list.some(isOutage)
    ? guardTitle('Servers that lose legs', 'allow-outage', waivers, paint)
    : paint.title('Servers that lose legs');
  return [`${title}\n${columns(['server', 'legs', 'for', 'while'], rows, '  ')}`];
}

function guardTitle(
  text: string,
  waiver: Plan['waivers'][number],
  given: Plan['waivers'],
  paint: Paint,
): string {
  const state = given.includes(waiver)
    ? paint.faint(`(--${waiver} given)`)
    : paint.removed(`needs --${waiver}`);
  return `${paint.title(text)}  ${state}`;
}

function summaryLine(plan: Plan, paint: Paint): string {
  const { unitsChanged, switchesChanged, commands, warnings } = planSummary(plan);
  const warned = warnings === 0 ? '' : ` ${counted(warnings, 'warning')}.`;
  const left = leftAloneWords(plan);
  const refused = `${left === '' ? '' : ` ${paint.removed(left)}.`}${refusedWords(plan, paint)}`;
  if (unitsChanged === 0) {
    const which = left === '' ? 'The switches' : 'The other switches';
    return `${paint.title('No changes.')} ${which} are as described.${warned}${refused}`;
  }
  return (
    `${paint.title('Plan:')} ${counted(unitsChanged, 'unit')}, ` +
    `${counted(switchesChanged, 'switch', 'switches')}, ${counted(commands, 'command')}.${warned}${refused}`
  );
}

function refusedWords(plan: Plan, paint: Paint): string {
  if (plan.refusals.length === 0) return '';
  const missing = missingWaivers(plan).map((waiver) => `--${waiver}`);
  const needs = missing.length === 0 ? '' : `: needs ${missing.join(' ')}`;
  return `\n${paint.removed('Refused')}${needs}.`;
}
