import type { JobRecord, Store } from '../../src/engine/store.ts';
import type { JobResult } from '../../src/engine/use-cases.ts';
import { fullPlan } from './sample-plan.ts';

/** A job on rack1 that has succeeded, unless something else is said. */
export function sampleJob(some: Partial<JobRecord> = {}): JobRecord {
  return {
    id: 'r-1-rack1',
    run: 'r-1',
    plan: 'p-1',
    unit: 'rack1',
    dependsOn: [],
    state: 'succeeded',
    goal: 'apply',
    isCancelRequested: false,
    requestedBy: 'ada@ops',
    createdAt: '2026-01-31T09:15:00.000Z',
    steps: [],
    ...some,
  };
}

/** The same as a use case gives it. */
export function sampleResult(some: Partial<JobRecord> = {}): JobResult {
  const { steps: _steps, ...job } = sampleJob(some);
  return { ...job, switches: ['sw1', 'sw2'] };
}

async function unexpected(): Promise<never> {
  return Promise.reject(new Error('the command asked the store for more than the test expects'));
}

/** A store that knows these jobs, of one run, and the plan of all of them; `dead` are ids. */
export function storeWith(jobs: readonly JobRecord[], dead: readonly string[] = []): Store {
  return {
    readState: unexpected,
    writeState: unexpected,
    createRun: unexpected,
    readPlan: async () => Promise.resolve(fullPlan),
    readRun: async (id) => {
      const own = jobs.filter(({ run }) => run === id);
      const [first] = own;
      return Promise.resolve(
        first === undefined
          ? undefined
          : {
              id,
              plan: 'p-1',
              fabric: 'ams1',
              requestedBy: 'ada@ops',
              createdAt: first.createdAt,
              jobs: own,
            },
      );
    },
    readJob: async (id) => Promise.resolve(jobs.find((job) => job.id === id)),
    listJobs: async (filter = {}) =>
      Promise.resolve(
        jobs
          .filter(({ state }) => filter.states?.includes(state) ?? true)
          .filter(({ unit }) => unit === (filter.unit ?? unit))
          .slice(0, filter.limit ?? jobs.length),
      ),
    moveJob: unexpected,
    claimJob: unexpected,
    cancelJob: unexpected,
    listDeadJobs: async () => Promise.resolve(jobs.filter(({ id }) => dead.includes(id))),
    addStep: unexpected,
    addExchanges: unexpected,
    readExchanges: async () => Promise.resolve([]),
    recordApplied: unexpected,
    recordFacts: unexpected,
    recordSwitch: unexpected,
    renewLease: unexpected,
    releaseLease: unexpected,
    close: async () => Promise.resolve(),
  };
}
