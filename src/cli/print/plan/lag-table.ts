/** The link aggregations of a plan with their members and what their fallback is worth. */
import type { PlannedLag } from '../../../fabric/plan/plan.ts';
import { columns, wrapped } from '../layout.ts';
import type { Paint } from '../paint.ts';

/** Title and table, then every reason once with the number by which the table names it; empty without LAGs. */
export function lagTable(lags: readonly PlannedLag[], paint: Paint): readonly string[] {
  if (lags.length === 0) return [];
  const reasons = [...new Set(lags.map(reason))];
  const rows = lags.flatMap((lag) => lagRows(lag, reasons.indexOf(reason(lag)) + 1));
  const head = ['unit', 'LAG', 'for', 'port', 'index', 'priority', 'fallback'];
  return [
    [
      paint.title('Link aggregations'),
      columns(head, rows, '  '),
      ...reasons.map((text, place) => wrapped(text, `  [${String(place + 1)}]`)),
    ].join('\n'),
  ];
}

function lagRows(lag: PlannedLag, note: number): readonly (readonly string[])[] {
  const { fallback } = lag;
  const state = fallback.enabled ? `on, ${fallback.port}` : 'off';
  return lag.members.map((member, place) => {
    const isFirst = place === 0;
    return [
      isFirst ? lag.unit : '',
      isFirst ? `${lag.kind} ${String(lag.id)}` : '',
      isFirst ? `${lag.server}/bond${String(lag.bond)}` : '',
      `${member.switch}/${member.port}`,
      `#${String(member.index)}`,
      String(member.lacpPriority),
      isFirst ? `${state} [${String(note)}]` : '',
    ];
  });
}

function reason({ fallback }: PlannedLag): string {
  return `${fallback.claim} (${fallback.evidence}): ${fallback.why}`;
}
