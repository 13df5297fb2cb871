/** What a job cost: time for each step, commands and bytes. */
import type { JobStep, StepName, StoredExchange } from '../../../engine/store.ts';
import { columns, counted } from '../layout.ts';
import { printable } from '../printable.ts';

/** Times in milliseconds, lengths in bytes. */
export interface JobCost {
  /** Null while it has not ended. */
  readonly durationMs: number | null;
  readonly commands: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** How long switches took to answer, added up. */
  readonly waitedMs: number;
  /** In the order in which they were first begun; `switch` is null for steps of the whole unit. */
  readonly steps: readonly StepCost[];
}

export interface StepCost {
  readonly step: StepName;
  readonly switch: string | null;
  readonly durationMs: number;
}

interface CostlyJob {
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly steps: readonly JobStep[];
  readonly exchanges: readonly StoredExchange[];
}

/** Adds up what the journal and the transcript of a job say. */
export function jobCost({ startedAt, endedAt, steps, exchanges }: CostlyJob): JobCost {
  // A job that a second worker took up was started anew; its first step tells when it really began.
  const begun = [startedAt, steps[0]?.at].filter((at) => at !== undefined).toSorted()[0];
  const sum = (of: (one: StoredExchange) => number): number =>
    exchanges.reduce((total, one) => total + of(one), 0);
  return {
    durationMs: begun === undefined || endedAt === undefined ? null : between(begun, endedAt),
    commands: exchanges.length,
    bytesSent: sum(({ command }) => Buffer.byteLength(command) + 1),
    bytesReceived: sum(({ output }) => Buffer.byteLength(output)),
    waitedMs: Math.round(sum(({ elapsedMs }) => elapsedMs)),
    steps: stepCosts(steps),
  };
}

/** One line for the whole and a line for each step that took a time. */
export function costText(cost: JobCost): string {
  const total = cost.durationMs === null ? 'not ended' : seconds(cost.durationMs);
  const whole =
    `Cost: ${total}, ${seconds(cost.waitedMs)} of answers; ${counted(cost.commands, 'command')}, ` +
    `${bytes(cost.bytesSent)} sent, ${bytes(cost.bytesReceived)} read`;
  const rows = cost.steps.map((one) => [
    one.step,
    printable(one.switch ?? 'the unit'),
    seconds(one.durationMs),
  ]);
  return rows.length === 0 ? whole : `${whole}\n${columns(['step', 'of', 'time'], rows, '  ')}`;
}

/** From each start of a step to its next end on the same switch; several of one kind are added up. */
function stepCosts(steps: readonly JobStep[]): readonly StepCost[] {
  const costs = new Map<string, StepCost>();
  const begun = new Map<string, string>();
  for (const { step, phase, switch: hostname, at } of steps) {
    const key = `${step} ${hostname ?? ''}`;
    if (phase === 'started') begun.set(key, at);
    const start = begun.get(key);
    if (phase === 'started' || start === undefined) continue;
    begun.delete(key);
    const durationMs = (costs.get(key)?.durationMs ?? 0) + between(start, at);
    costs.set(key, { step, switch: hostname ?? null, durationMs });
  }
  return [...costs.values()];
}

function between(start: string, end: string): number {
  return Math.max(0, Date.parse(end) - Date.parse(start));
}

function seconds(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function bytes(count: number): string {
  return count < 1000 ? `${String(count)} B` : `${(count / 1000).toFixed(1)} kB`;
}
