/** What was looked at, for people: everything that is not as it should be, and how much is. */
import type { Check } from '../../fabric/verify/check.ts';
import { columns } from './layout.ts';
import type { Paint } from './paint.ts';
import { printableValue } from './printable.ts';

export function checksText(checks: readonly Check[], paint: Paint): string {
  const shown = printableValue(checks);
  const open = shown.filter(({ state }) => state !== 'ok');
  const rows = open.map((check) => [
    check.state === 'wrong' ? paint.removed('wrong') : paint.warning('waiting'),
    check.switch,
    check.check,
    check.subject,
    check.expected,
    check.observed,
  ]);
  const head = ['state', 'switch', 'check', 'subject', 'expected', 'observed'];
  return [...(rows.length === 0 ? [] : [columns(head, rows)]), perSwitch(shown), summary(shown, paint)].join(
    '\n\n',
  );
}

function perSwitch(checks: readonly Check[]): string {
  const hostnames = [...new Set(checks.map((check) => check.switch))];
  const rows = hostnames.map((hostname) => {
    const own = checks.filter((check) => check.switch === hostname);
    return [hostname, count(own, 'ok'), count(own, 'waiting'), count(own, 'wrong')];
  });
  return columns(['switch', 'ok', 'waiting', 'wrong'], rows);
}

function summary(checks: readonly Check[], paint: Paint): string {
  const counts = (['ok', 'waiting', 'wrong'] as const).map((state) => `${count(checks, state)} ${state}`);
  return `${paint.title('Verify:')} ${counts.join(', ')}.`;
}

function count(checks: readonly Check[], state: Check['state']): string {
  return String(checks.filter((check) => check.state === state).length);
}
