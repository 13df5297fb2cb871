/** A plan as a comment on a pull request: what is at risk first, every command folded away, a line that sums up. */
import type { Plan, PlannedLag, SwitchPlan, UnitPlan } from '../../../fabric/plan/plan.ts';
import type { ErrorReport } from '../../error-report.ts';
import { counted } from '../layout.ts';
import { paint } from '../paint.ts';
import { groupedWarnings } from '../warnings-text.ts';
import { markedCommands } from './command-lines.ts';
import { named, unitsLeftAlone } from './left-alone.ts';
import { codeBlock, codeText, markdownTable, plainText } from './markdown.ts';
import { firmRefusals, isOutage, missingWaivers } from './plan-guards.ts';
import { planSummary } from './plan-json.ts';

/** By this line a pipeline finds its earlier comment. */
const mark = '<!-- twinleaf plan -->';

/** A comment may have 65,536 characters; what follows the commands needs some of them. */
const roomForUnits = 40_000;
const shownRows = 50;
/** What a switch answered is long, and made safe it is longer. */
const leftAloneRows = 20;
const excerptLength = 200;

/** The whole document, with a line end. */
export function planMarkdown(plan: Plan, isLab: boolean): string {
  const lab = isLab ? '**LAB** &mdash; virtual switches, not the network\n\n' : '';
  return document([
    `${mark}\n${lab}### Plan for ${plainText(plan.fabric)}: ${verdict(plan)}`,
    ...leftAlone(plan),
    summaryTable(plan),
    ...refused(plan),
    ...section(
      'Taken away',
      list(plan.removals, (one) => `${one.kind} ${codeText(one.name)}: ${plainText(one.message)}`),
    ),
    ...section(
      'Port indexes that move',
      list(plan.indexMoves, (one) => plainText(one.message)),
    ),
    ...section('In the way, and not ours', list(plan.adopts, adoption)),
    ...section('Servers that lose legs', blastRadius(plan)),
    ...units(plan),
    ...section('Fallback', fallbacks(plan)),
    ...section(
      'Warnings',
      list(groupedWarnings(plan.warnings), ({ code, text }) => `${codeText(code)} ${plainText(text)}`),
    ),
    ...overriddenTemplates(plan),
    `<sub>plan ${codeText(plan.id)} &middot; Twinleaf ${plainText(plan.toolVersion)} &middot; ${plainText(plan.createdAt)}</sub>`,
  ]);
}

/** What a pipeline posts where no plan could be made. */
export function errorsMarkdown(errors: readonly ErrorReport[]): string {
  const told = list(errors, (one) => {
    const where =
      one.file === undefined
        ? ''
        : ` ${codeText(`${one.file}:${String(one.line ?? 1)}:${String(one.column ?? 1)}`)}`;
    const isSaid = one.hint === undefined || one.message.includes(one.hint);
    const hint = isSaid ? '' : ` &mdash; ${plainText(one.hint)}`;
    return `${codeText(one.code)}${where} ${plainText(one.message)}${hint}`;
  });
  return document([`${mark}\n### No plan: ${counted(errors.length, 'problem')}`, ...told]);
}

function document(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

function verdict(plan: Plan): string {
  if (plan.refusals.length > 0) return 'refused';
  const changes = plan.units.length === 0 ? 'no changes' : 'changes';
  const left = unitsLeftAlone(plan).length;
  return left === 0 ? changes : `${changes}, ${counted(left, 'unit')} left alone`;
}

/** Above everything: whoever approves the plan approves that these units get nothing. */
function leftAlone(plan: Plan): readonly string[] {
  const { unread = [], waiting = [] } = plan;
  if (unread.length === 0) return [];
  const rows = [
    ...unread.map(({ unit, switch: hostname, code, message, output = '', hint = '' }) => [
      codeText(unit),
      codeText(hostname),
      [
        `${codeText(code)} ${plainText(message)}`,
        ...[excerpt(output), hint].filter((text) => text !== '').map(plainText),
      ].join('<br>'),
    ]),
    ...waiting.map(({ unit, message }) => [codeText(unit), '', plainText(message)]),
  ];
  const units = codeText(named(unitsLeftAlone(plan)));
  return [
    `> [!CAUTION]\n> **Left alone**: nothing is planned for ${units}, and nothing will be sent there.`,
    cutTable(['unit', 'could not be read', 'why'], rows, leftAloneRows),
  ];
}

/** The end of an answer tells most. */
function excerpt(output: string): string {
  const text = output.trim();
  return text.length > excerptLength ? `...${text.slice(-excerptLength)}` : text;
}

function summaryTable(plan: Plan): string {
  const { unitsChanged, switchesChanged, commands, warnings } = planSummary(plan);
  return markdownTable(
    ['units', 'switches', 'commands', 'servers that lose legs', 'warnings'],
    [[unitsChanged, switchesChanged, commands, plan.blastRadius.length, warnings].map(String)],
  );
}

/** The guards with the flags that lift them, and what no flag lifts. */
function refused(plan: Plan): readonly string[] {
  if (plan.refusals.length === 0) return [];
  const missing = missingWaivers(plan);
  const rows = plan.refusals.map(({ code, message, hint }) => {
    const waiver = missing.find((one) => code === `guard-${one}`);
    const lifted = waiver === undefined ? plainText(hint ?? 'no flag lifts this') : codeText(`--${waiver}`);
    return [codeText(code), plainText(message), lifted];
  });
  const flags = missing.map((waiver) => codeText(`--${waiver}`)).join(' ');
  const needs = flags === '' ? '' : ` It needs ${flags}.`;
  const firm = firmRefusals(plan).length === 0 ? '' : ' Some of it no flag lifts.';
  return [
    `**Refused**: nothing of this will be sent.${needs}${firm}`,
    cutTable(['guard', 'why', 'lifted by'], rows),
  ];
}

function section(title: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`**${title}**`, ...blocks];
}

function list<One>(all: readonly One[], text: (one: One) => string): readonly string[] {
  if (all.length === 0) return [];
  const more = all.length - shownRows;
  const lines = all.slice(0, shownRows).map((one) => `- ${text(one)}`);
  return [[...lines, ...(more > 0 ? [`- and ${String(more)} more`] : [])].join('\n')];
}

function cutTable(head: readonly string[], rows: readonly (readonly string[])[], most = shownRows): string {
  const more = rows.length - most;
  const table = markdownTable(head, rows.slice(0, most));
  return more > 0 ? `${table}\n\n...and ${String(more)} more` : table;
}

function adoption({ switch: hostname, section: header, lines, message }: Plan['adopts'][number]): string {
  const shown = [header, ...lines].map((line) => codeText(line.trim())).join(', ');
  return `${codeText(hostname)} ${plainText(message)}: ${shown}`;
}

function blastRadius({ blastRadius: all }: Plan): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map((one) => [
    codeText(one.server),
    `${String(one.legsBefore)} to ${isOutage(one) ? '**none**' : String(one.legsDuring)}`,
    one.seconds === null ? 'unknown' : `${String(one.seconds)} s`,
    plainText(one.step),
  ]);
  return [cutTable(['server', 'legs', 'for', 'while'], rows)];
}

/** Units one after the other until the room is used up; a unit is shown whole or not at all. */
function units(plan: Plan): readonly string[] {
  const shown: string[] = [];
  let room = roomForUnits;
  for (const unit of plan.units) {
    const block = unitBlock(unit);
    if (block.length > room) break;
    room -= block.length;
    shown.push(block);
  }
  const more = plan.units.slice(shown.length);
  if (more.length === 0) return shown;
  const words = `${counted(more.length, 'more unit')} with ${counted(commandsOf(more), 'command')} did not fit; the saved plan has them.`;
  return [...shown, words];
}

function unitBlock(unit: UnitPlan): string {
  const changed = unit.switches.filter(({ commands }) => commands.length > 0);
  const disruptive = changed.some((one) => one.disruptive) ? ', a port stops forwarding for a moment' : '';
  const after = unit.dependsOn.length === 0 ? '' : `, after ${unit.dependsOn.map(codeText).join(', ')}`;
  const summary = `${codeText(unit.unit)}: ${counted(commandsOf([unit]), 'command')}${disruptive}${after}`;
  return [
    `<details><summary>${summary}</summary>`,
    ...changed.map((one) => `${codeText(one.switch)}\n\n${codeBlock('diff', commandLines(one))}`),
    '</details>',
  ].join('\n\n');
}

function commandLines({ commands, intended }: SwitchPlan): readonly string[] {
  return markedCommands(commands, paint(false), new Set(intended.split('\n').map((line) => line.trim())));
}

function commandsOf(all: readonly UnitPlan[]): number {
  return all.reduce(
    (sum, { switches }) => sum + switches.reduce((own, { commands }) => own + commands.length, 0),
    0,
  );
}

/** What every bond of a changed unit can hope for when its server does not speak LACP. */
function fallbacks({ lags, units: changed }: Plan): readonly string[] {
  const names = new Set(changed.map(({ unit }) => unit));
  const shown = lags.filter(({ unit }) => names.has(unit));
  if (shown.length === 0) return [];
  const table = cutTable(
    ['unit', 'LAG', 'for', 'fallback', 'claim', 'evidence', 'why'],
    shown.map(fallbackRow),
  );
  return [
    `<details><summary>${counted(shown.length, 'link aggregation')}</summary>\n\n${table}\n\n</details>`,
  ];
}

function fallbackRow({ unit, kind, id, server, bond, fallback }: PlannedLag): readonly string[] {
  return [
    codeText(unit),
    `${kind} ${String(id)}`,
    codeText(`${server}/bond${String(bond)}`),
    fallback.enabled ? `on, ${codeText(fallback.port)}` : 'off',
    plainText(fallback.claim),
    plainText(fallback.evidence),
    plainText(fallback.why),
  ];
}

function overriddenTemplates({ overriddenTemplates: names }: Plan): readonly string[] {
  return names.length === 0 ? [] : [`Templates of this site: ${names.map(codeText).join(', ')}`];
}
