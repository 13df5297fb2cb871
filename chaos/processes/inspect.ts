/** What the store and a new plan say once nothing is at work any more. */
import type { JobRecord, JobSummary, Store, StoredExchange } from '../../src/engine/store.ts';
import type { UseCases } from '../../src/engine/use-cases.ts';
import type { Plan } from '../../src/fabric/plan/plan.ts';
import type { InspectedJob, Inspection } from './orders.ts';

/** `permuted`: the same site written in another order; closed afterwards. */
export async function inspect(site: UseCases, permuted: UseCases | undefined): Promise<Inspection> {
  const store = await site.store();
  const summaries = await store.listJobs();
  const plans = await plansOf(store, summaries);
  const told = await Promise.all(
    summaries.map(async (summary) => ({
      job: await recordOf(store, summary),
      exchanges: await store.readExchanges(summary.id),
    })),
  );
  const jobs = told.map(({ job, exchanges }) => inspected(job, exchanges, plans));
  const exchanges = told.flatMap((one) => one.exchanges);
  const plan = permuted === undefined ? undefined : await site.plan({ waivers: [] });
  const other = await permuted?.plan({ waivers: [] });
  await permuted?.close();
  return {
    jobs,
    applied: (await store.readState())?.switches ?? [],
    transcripts: exchanges.map(({ command, output }) => command + output).join(''),
    plans: JSON.stringify([...plans.values()]),
    commands: plan === undefined ? [] : commandsOf(plan),
    permutedCommands: other === undefined ? [] : commandsOf(other),
    refusals: (plan?.refusals ?? []).map(({ code, message }) => `${code}: ${message}`),
  };
}

async function plansOf(store: Store, jobs: readonly JobSummary[]): Promise<ReadonlyMap<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const id of new Set(jobs.map(({ plan }) => plan))) {
    const plan = await store.readPlan(id);
    if (plan !== undefined) plans.set(id, plan);
  }
  return plans;
}

async function recordOf(store: Store, summary: JobSummary): Promise<JobRecord> {
  return (await store.readJob(summary.id)) ?? { ...summary, steps: [] };
}

function inspected(
  job: JobRecord,
  exchanges: readonly StoredExchange[],
  plans: ReadonlyMap<string, Plan>,
): InspectedJob {
  const allocations = plans.get(job.plan)?.allocations ?? [];
  const vlans = allocations
    .filter(({ kind }) => kind === 'vlan')
    .map(({ owner, value }) => [owner, value] as const);
  const typed = exchanges.map(({ switch: hostname, command, at }) => ({ switch: hostname, command, at }));
  return { ...job, vlans: Object.fromEntries(vlans), typed };
}

function commandsOf(plan: Plan): readonly string[] {
  return plan.units.flatMap(({ switches }) =>
    switches.flatMap(({ switch: hostname, commands }) =>
      commands.map((command) => `${hostname}: ${command}`),
    ),
  );
}
