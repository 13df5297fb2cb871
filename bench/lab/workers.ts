/** One apply by one worker and by several, on Redis and PostgreSQL, to switches that take their time. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../test/services/postgres.ts';
import { redisIsMissing, startRedis } from '../../test/services/redis.ts';
import type { Figure } from '../figure.ts';
import { withLabSite } from './lab-site.ts';
import { change } from './push.ts';
import { singleSwitches } from './single-switches.ts';

export interface WorkersSize {
  readonly switches: number;
  /** What a switch thinks about each line, in milliseconds. */
  readonly thinkingMs: number;
  readonly workers: number;
}

/** The whole of it against a quarter, with something for what only one can do at a time. */
const boundTimes = 0.35;

/** Needs Redis and PostgreSQL. */
export async function benchWorkers({
  switches,
  thinkingMs,
  workers,
}: WorkersSize): Promise<readonly Figure[]> {
  const one = await applySeconds(switches, thinkingMs, 1);
  const several = await applySeconds(switches, thinkingMs, workers);
  const what = `${switches} switches that take ${thinkingMs} ms a line, workers on Redis with one unit at once`;
  return [
    {
      name: `${what}: the time of ${workers} workers against that of one`,
      measured: several / one,
      unit: 'times',
      bound: boundTimes,
      because: 'The workers share the cores with each other, the switches, Redis and PostgreSQL.',
    },
    { name: '  one worker', measured: one, unit: 's' },
    { name: `  ${workers} workers`, measured: several, unit: 's' },
  ];
}

/** Whether there can be workers here. */
export function hasServices(): boolean {
  return redisIsMissing() === undefined;
}

async function applySeconds(switches: number, thinkingMs: number, workers: number): Promise<number> {
  const postgres = await startPostgres();
  if (postgres === undefined) throw new Error('PostgreSQL is not installed');
  const redis = await startRedis();
  // The services keep no process from ending, and so not this one while it waits for their end.
  const awake = setInterval(() => undefined, 60_000);
  const services = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
  try {
    return await inEnvironment(services, () =>
      withLabSite(
        singleSwitches(switches),
        async ({ site, place }) => {
          const crew = await Promise.all(Array.from({ length: workers }, () => startedWorker(place)));
          try {
            return (await change(site)).jobSeconds;
          } finally {
            await Promise.all(crew.map(ended));
          }
        },
        thinkingMs,
      ),
    );
  } finally {
    await redis.remove();
    await postgres.stop();
    clearInterval(awake);
  }
}

async function inEnvironment<Value>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<Value>,
): Promise<Value> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

async function startedWorker(place: readonly [string, string]): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('worker-process.ts', import.meta.url));
  const child = fork(program, [...place, '1'], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
}
