/** The use cases over one site. Its files are read at the first use; the store is opened when it is needed. */
import path from 'node:path';
import type { Driver } from '../drivers/driver.ts';
import { IntentError } from '../fabric/errors.ts';
import { readIntent } from '../fabric/intent/read-intent.ts';
import { lastingMemory } from '../fabric/memory.ts';
import type { FabricIntent } from '../fabric/model/intent.ts';
import { formatConfig } from '../fabric/remediation/format-config.ts';
import { applyPlan } from './apply-plan.ts';
import { discoverSite } from './discover-site.ts';
import { cancelJob, pursueJob, settleJobs } from './jobs/control-jobs.ts';
import { jobWork, planReader, type DoJobs, type JobWork } from './jobs/do-jobs.ts';
import { currentSite } from './site/current-site.ts';
import { readHostKeys } from './site/host-keys.ts';
import { driftOfSite, verifySite } from './inspect-site.ts';
import { desiredWithReleases, intendedSwitch, type Rendering } from './switches/intended-config.ts';
import { pinKeys, pinnedKeys } from './site/pinned-keys.ts';
import { readPlanFile } from './site/plan-file.ts';
import { planRollback } from './plan-rollback.ts';
import { planSite } from './plan-site.ts';
import { recoverSite } from './recover-site.ts';
import { readSiteFiles, siteDirectory } from './site/site-files.ts';
import { siteTemplates } from './site/site-templates.ts';
import { givenAllocations, resolved, type Site } from './site/site.ts';
import { sshAccess, type LabAddresses } from './site/ssh-access.ts';
import type { Store } from './store.ts';
import type { Timing } from './timing.ts';
import type { RenderedSwitch, UseCases, WorkerOptions } from './use-cases.ts';

/** What a site needs from the outside, wired in one place. */
export interface Surroundings {
  /** File or directory of YAML. */
  readonly path: string;
  readonly stateDirectory: string;
  /** Present where commands go to virtual switches; throws `lab-not-running`. */
  readonly readLab?: () => Promise<LabAddresses>;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly templates: () => Promise<Rendering['templates']>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly openStore: (directory: string) => Promise<Store>;
  /** For those who only look where `hasStore` finds none; it lies nowhere. */
  readonly openEmptyStore: () => Promise<Store>;
  readonly hasStore: (directory: string) => Promise<boolean>;
  /** The fabric's name tells its jobs from those of others. */
  readonly doJobs: (store: Store, fabric: string) => DoJobs;
  /** Does whatever jobs there are until the signal fires. */
  readonly workJobs: (store: Store, fabric: string, work: JobWork, options: WorkerOptions) => Promise<void>;
  readonly timing: Timing;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly toolVersion: string;
}

/** Opens a site; nothing is read until a use case asks. */
export function useCasesOf(outside: Surroundings): UseCases {
  const { stateDirectory } = outside;
  let opened: Promise<Store> | undefined;
  const store = (): Promise<Store> => (opened ??= outside.openStore(stateDirectory));
  let empty: Promise<Store> | undefined;
  const storeToLookAt = async (): Promise<Store> =>
    opened !== undefined || (await outside.hasStore(stateDirectory))
      ? store()
      : (empty ??= outside.openEmptyStore());
  let read: Promise<Site> | undefined;
  const site = (): Promise<Site> => (read ??= readSite(outside, store));
  const memory = lastingMemory();
  const doJobs = async (): Promise<DoJobs> =>
    outside.doJobs(await store(), (await site()).intent.fabric.name);
  return {
    isLab: outside.readLab !== undefined,
    stateDirectory,
    readSite: async () => {
      const its = await site();
      return { intent: its.intent, fabric: resolved(its, its.intent, await givenAllocations(its)) };
    },
    render: async () => renderSite(await site()),
    readHostKeys: async (options) => readHostKeys(await site(), options),
    pinHostKeys: async (keys) => pinKeys((await site()).knownHostsFile, keys),
    plan: async (options) => planSite(await site(), options, memory),
    readPlanFile,
    apply: async (plan, options) => applyPlan(await site(), plan, await doJobs(), options),
    planRollback: async (name, options) =>
      planRollback({ ...(await site()), store: storeToLookAt }, name, options),
    pursue: async (id, goal, options) => pursueJob(await site(), { id, goal }, await doJobs(), options),
    settle: async (options) => settleJobs(await site(), doJobs, options),
    cancel: async (id, requestedBy) => cancelJob(await site(), id, requestedBy),
    work: async (options) => {
      const { name } = (await site()).intent.fabric;
      const current = await currentSite(outside.path, () => readSite(outside, store));
      const work = jobWork(current, { ...options, readPlan: planReader(await store()), parks: true });
      await outside.workJobs(await store(), name, work, options);
    },
    verify: async (options) => verifySite(await site(), options),
    drift: async (options) => driftOfSite(await site(), options),
    discover: async (options) => discoverSite(await site(), options),
    recover: async () => recoverSite(await site()),
    store,
    storeToLookAt,
    close: async () => {
      for (const one of [opened, empty]) await (await one)?.close();
    },
  };
}

/** Throws IntentError with every problem of the files. */
async function readSite(outside: Surroundings, store: () => Promise<Store>): Promise<Site> {
  const { drivers, stateDirectory, environment } = outside;
  const traits = new Map([...drivers].map(([name, driver]) => [name, driver.traits] as const));
  const reading = readIntent(await readSiteFiles(outside.path), traits);
  const { intent, problems } = reading;
  if (intent === undefined) throw new IntentError(problems);
  const directory = await siteDirectory(outside.path);
  const { templates, overridden } = await siteTemplates(await outside.templates(), directory);
  const lab = await outside.readLab?.();
  const knownHostsFile = knownHostsOf(intent.fabric, outside);
  const hostKeys = (): ReturnType<typeof pinnedKeys> => pinnedKeys(knownHostsFile);
  const secrets = { environment, directory };
  return {
    intent,
    reading,
    traits,
    rendering: { drivers, templates },
    overriddenTemplates: overridden,
    access: sshAccess({ intent, drivers, secrets, hostKeys, ...(lab === undefined ? {} : { lab }) }),
    stateDirectory,
    knownHostsFile,
    hostKeys,
    ...(lab === undefined ? {} : { lab }),
    store,
    storeIfPresent: async () => ((await outside.hasStore(stateDirectory)) ? store() : undefined),
    timing: outside.timing,
    now: outside.now,
    newId: outside.newId,
    toolVersion: outside.toolVersion,
  };
}

/** The lab never touches the keys of the real network. */
function knownHostsOf(fabric: FabricIntent, { stateDirectory, readLab }: Surroundings): string {
  const { knownHosts } = fabric;
  if (knownHosts === undefined || readLab !== undefined) return path.join(stateDirectory, 'known_hosts');
  return path.resolve(path.dirname(knownHosts.relativeTo), knownHosts.file);
}

async function renderSite(site: Site): Promise<readonly RenderedSwitch[]> {
  const fabric = resolved(site, site.intent, await givenAllocations(site));
  return [...desiredWithReleases(fabric, site.traits, new Map()).values()].map((desired) => {
    const { tree } = intendedSwitch(desired, site.rendering);
    const rules = site.rendering.drivers.get(desired.driver)?.rules;
    return {
      switch: desired.hostname,
      driver: desired.driver,
      config: rules === undefined ? '' : formatConfig(tree, rules),
    };
  });
}
