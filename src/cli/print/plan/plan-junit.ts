/**
 * A plan as a JUnit report: a suite for each unit, a case for each switch. A refusal is a failure; a change is
 * none. The format is the one that build servers read (testsuites, testsuite, testcase, failure, system-out).
 */
import type { Warning } from '../../../fabric/errors.ts';
import type { Plan, SwitchPlan } from '../../../fabric/plan/plan.ts';
import type { ErrorReport } from '../../error-report.ts';
import { counted } from '../layout.ts';
import { unitsLeftAlone } from './left-alone.ts';
import { missingWaivers } from './plan-guards.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

interface Case {
  readonly name: string;
  readonly failure?: { readonly message: string; readonly type: string; readonly text: string };
  readonly output?: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly output?: string;
}

/** The whole document, with a line end. */
export function planJunit(plan: Plan, isLab: boolean): string {
  const units = plan.units.map(({ unit, switches }) => ({
    name: unit,
    cases: switches.map((one) => ({ name: one.switch, output: commandText(one) })),
  }));
  const guards = plan.refusals.map((refusal) => refusalCase(refusal, plan));
  const cases = guards.length === 0 ? [{ name: 'no guard refuses the plan' }] : guards;
  const title = isLab ? `LAB ${plan.fabric}` : plan.fabric;
  const guarded = { name: 'guards', cases, output: warningText(plan.warnings) };
  return report(title, [guarded, ...units, ...leftAloneSuites(plan)]);
}

/** A suite for each unit that was left alone, with a failure for each switch that could not be read. */
function leftAloneSuites(plan: Plan): readonly Suite[] {
  const { unread = [], waiting = [] } = plan;
  const cases = [
    ...unread.map(({ unit, switch: name, code: type, message, output = '', hint = '' }) => {
      return { unit, failed: { name, failure: { message, type, text: textOf([message, output, hint]) } } };
    }),
    ...waiting.map(({ unit, message }) => {
      return { unit, failed: { name: unit, failure: { message, type: 'unit-waits', text: message } } };
    }),
  ];
  return unitsLeftAlone(plan).map((name) => ({
    name,
    cases: cases.filter(({ unit }) => unit === name).map(({ failed }) => failed),
  }));
}

/** Where no plan could be made: a case for each error, and as in a plan for each switch that could not be read. */
export function errorsJunit(errors: readonly ErrorReport[]): string {
  const suites = new Map<string, Case[]>();
  for (const one of errors) {
    const suite = one.unit ?? 'plan';
    suites.set(suite, [...(suites.get(suite) ?? []), errorCase(one)]);
  }
  return report(
    'site',
    [...suites].map(([name, cases]) => ({ name, cases })),
  );
}

function errorCase({ code, message, file, line, unit, switch: hostname, ...more }: ErrorReport): Case {
  const place = file === undefined ? [] : [`${file}:${String(line ?? 1)}`];
  const name = unit === undefined ? [...place, code].join(' ') : (hostname ?? unit);
  const { output = '', hint = '' } = more;
  return { name, failure: { message, type: code, text: textOf([message, output, hint]) } };
}

/** What there is of these, a line each. */
function textOf(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function commandText({ commands, disruptive }: SwitchPlan): string {
  if (commands.length === 0) return 'nothing to change';
  const moment = disruptive ? ', a port stops forwarding for a moment' : '';
  return [`${counted(commands.length, 'command')}${moment}`, ...commands].join('\n');
}

function refusalCase({ code, message, hint }: Plan['refusals'][number], plan: Plan): Case {
  const waiver = missingWaivers(plan).find((one) => code === `guard-${one}`);
  const lifted = waiver === undefined ? [] : [`lifted by --${waiver}`];
  const text = [message, ...(hint === undefined ? [] : [hint]), ...lifted].join('\n');
  return { name: code, failure: { message, type: code, text } };
}

function warningText(warnings: readonly Warning[]): string {
  return warnings.map(({ code, message }) => `warning ${code}: ${message}`).join('\n');
}

function report(fabric: string, suites: readonly Suite[]): string {
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const root = element(
    'testsuites',
    { name: `twinleaf plan ${fabric}`, ...counts },
    suites.map(suiteElement),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.text}\n`;
}

function suiteElement({ name, cases, output }: Suite): Xml {
  return element('testsuite', { name, ...countsOf(cases) }, [
    ...cases.map((one) => caseElement(one, name)),
    ...outputElements(output),
  ]);
}

function caseElement({ name, failure, output }: Case, suite: string): Xml {
  const failed =
    failure === undefined
      ? []
      : [element('failure', { message: failure.message, type: failure.type }, failure.text)];
  return element('testcase', { classname: suite, name, time: '0' }, [...failed, ...outputElements(output)]);
}

function outputElements(output: string | undefined): readonly Xml[] {
  return output === undefined || output === '' ? [] : [element('system-out', {}, output)];
}

function countsOf(cases: readonly Case[]) {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  return { tests: String(cases.length), failures: String(failures), errors: '0', time: '0' };
}
