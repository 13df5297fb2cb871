/** A process that does what `twinleaf` does, on orders over its channel, so that it can be killed in the middle. */
import { writeFile } from 'node:fs/promises';
import { openSite } from '../../src/app.ts';
import { onInterruption } from '../../src/cli/interruption.ts';
import type { Store } from '../../src/engine/store.ts';
import type { RunResult, UseCases } from '../../src/engine/use-cases.ts';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { inspect } from './inspect.ts';
import type { Message, Outcome, Place, StoreDeath } from './orders.ts';

/** Of the order that takes jobs until it is told to stop. */
let stopping = new AbortController();

// Between two orders nobody is there to be interrupted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

process.on('message', (message: Message | 'stop') => {
  if (message === 'stop') stopping.abort();
  else void answered(message);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function answered(message: Message): Promise<void> {
  stopping = new AbortController();
  setEnvironment(message.place);
  const site = open(message.place);
  const interruption = onInterruption(() => undefined);
  const outcome = await outcomeOf(site, message, AbortSignal.any([stopping.signal, interruption.signal]));
  interruption.end();
  await site.close();
  process.send?.({ id: message.id, outcome });
}

const settable = ['DATABASE_URL', 'REDIS_URL', 'TWINLEAF_REDIS_PREFIX'] as const;

function setEnvironment({ environment }: Place): void {
  for (const name of settable) {
    const value = environment[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

function open({ path, stateDirectory, timing }: Place): UseCases {
  return openSite({ path, stateDirectory, timing, lab: true });
}

async function outcomeOf(site: UseCases, message: Message, signal: AbortSignal): Promise<Outcome> {
  try {
    if (message.death !== undefined) arm(await site.store(), message.death);
    return await done(site, message, signal);
  } catch (error) {
    if (error instanceof TwinleafError) return { kind: 'refused', code: error.code, message: error.message };
    console.error(error);
    return {
      kind: 'refused',
      code: 'crash',
      message: error instanceof Error ? (error.stack ?? '') : String(error),
    };
  }
}

async function done(
  site: UseCases,
  { place, requestedBy, order }: Message,
  signal: AbortSignal,
): Promise<Outcome> {
  const options = { requestedBy, signal, onProgress: console.log };
  const endOf = ({ run, jobs }: RunResult): Outcome => ({ kind: 'jobs', run, jobs });
  switch (order.kind) {
    case 'apply': {
      const plan = await site.plan({ waivers: order.waivers, signal });
      return endOf(await site.apply(plan, { ...options, ...limitOf(order) }));
    }
    case 'save-plan': {
      const plan = await site.plan({ waivers: order.waivers, signal });
      await writeFile(order.file, `${JSON.stringify(plan, null, 2)}\n`);
      return { kind: 'done' };
    }
    case 'apply-plan':
      return endOf(await site.apply(await site.readPlanFile(order.file), { ...options, ...limitOf(order) }));
    case 'rollback': {
      const plan = await site.planRollback(order.name, { waivers: order.waivers, signal });
      return endOf(await site.apply(plan, options));
    }
    case 'settle':
      return { kind: 'jobs', jobs: await site.settle(options) };
    case 'pursue':
      return endOf(await site.pursue(order.job, order.goal, options));
    case 'cancel':
      await site.cancel(order.job, requestedBy);
      return { kind: 'done' };
    case 'work':
      await site.work({ concurrency: 4, signal, onProgress: console.log });
      return { kind: 'done' };
    case 'inspect':
      return { kind: 'inspection', inspection: await inspect(site, permutedSite(place, order.permuted)) };
  }
}

function limitOf({ maxUnavailable }: { readonly maxUnavailable?: number }) {
  return maxUnavailable === undefined ? {} : { maxUnavailable };
}

function permutedSite(place: Place, path: string | undefined): UseCases | undefined {
  return path === undefined ? undefined : open({ ...place, path });
}

/** The store is one object for the whole site, so a method put in its place is what every part of it calls. */
function arm(store: Store, { method, nth, moment, signal }: StoreDeath): void {
  const original = Reflect.get(store, method) as (...given: readonly unknown[]) => Promise<unknown>;
  let calls = 0;
  Reflect.set(store, method, async (...given: readonly unknown[]) => {
    calls += 1;
    if (calls === nth && moment === 'before') process.kill(process.pid, signal);
    const value = await original.call(store, ...given);
    if (calls === nth && moment === 'after') process.kill(process.pid, signal);
    return value;
  });
}
