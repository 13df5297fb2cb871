/** What a request comes to when it is made: an order for a process, and what it wants. */
import { access } from 'node:fs/promises';
import type { NewestSuccess, Wanted } from './checks/truth.ts';
import { usualWaivers } from './generate/generate-requests.ts';
import type { Decision, Request } from './history/history.ts';
import type { InspectedJob, Order } from './processes/orders.ts';
import type { SiteModel } from './site/site-model.ts';

/** What is to be known at that moment. */
export interface Knowledge {
  /** Of earlier rounds. */
  readonly newest: NewestSuccess | undefined;
  /** Newest first. */
  readonly jobs: () => Promise<readonly InspectedJob[]>;
  /** Where a plan of that name lies or is to lie. */
  readonly planFile: (name: string) => string;
}

export interface Asked {
  readonly order: Order;
  /** The site that whoever asks has on his desk; absent: it does not matter. */
  readonly site?: SiteModel;
  readonly permutedBy?: number;
  readonly wanted?: Wanted;
}

/** Undefined where there is nothing to ask for. */
export async function asked(request: Request, knowledge: Knowledge): Promise<Asked | undefined> {
  const { newest, planFile } = knowledge;
  switch (request.kind) {
    case 'apply': {
      const { site, permutedBy, waivers } = request;
      const order: Order = { kind: 'apply', waivers, ...limitOf(request) };
      return { order, site, wanted: { site }, ...(permutedBy === undefined ? {} : { permutedBy }) };
    }
    case 'save-plan': {
      const { site, waivers } = request;
      return { order: { kind: 'save-plan', waivers, file: planFile(request.file) }, site };
    }
    case 'apply-plan': {
      const { site } = request;
      const file = planFile(request.file);
      if (!(await isThere(file))) return undefined;
      return { order: { kind: 'apply-plan', file, ...limitOf(request) }, site, wanted: { site } };
    }
    case 'rollback': {
      if (newest === undefined) return undefined;
      const order: Order = { kind: 'rollback', name: newest[request.of], waivers: usualWaivers };
      return { order, wanted: { backFrom: newest.run } };
    }
    case 'retry':
    case 'resume':
    case 'undo':
    case 'cancel':
      return decided(request.kind, await knowledge.jobs());
  }
}

function limitOf({ maxUnavailable }: { readonly maxUnavailable?: number }) {
  return maxUnavailable === undefined ? {} : { maxUnavailable };
}

/** States of the jobs that a decision is about. */
const meant: Readonly<Record<Decision, readonly string[]>> = {
  retry: ['failed', 'rolled-back', 'cancelled'],
  resume: ['half-applied', 'running'],
  undo: ['half-applied', 'running'],
  cancel: ['queued', 'running'],
};

function decided(what: Decision, jobs: readonly InspectedJob[]): Asked | undefined {
  const job = (jobs.find(({ state }) => meant[what].includes(state)) ?? jobs[0])?.id;
  if (job === undefined) return undefined;
  if (what === 'cancel') return { order: { kind: 'cancel', job } };
  return { order: { kind: 'pursue', job, goal: what === 'retry' ? 'apply' : what } };
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
