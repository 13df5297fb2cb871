/** The only place where everything is wired together: rooms below know each other's contracts, never each other. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drivers } from './drivers/registry.ts';
import type { VirtualSwitchKind } from './drivers/virtual-switch.ts';
import { useCasesOf, type Surroundings } from './engine/open-site.ts';
import { textIfPresent } from './engine/site/site-files.ts';
import { readTemplates } from './engine/site/site-templates.ts';
import type { LabAddresses } from './engine/site/ssh-access.ts';
import type { Store } from './engine/store.ts';
import { defaultTiming, type Timing } from './engine/timing.ts';
import type { DiffConfigurations, UseCases, WorkerOptions } from './engine/use-cases.ts';
import { TwinleafError } from './fabric/errors.ts';
import { parseConfig } from './fabric/remediation/parse-config.ts';
import { remediation } from './fabric/remediation/remediation.ts';

type StoreDoors = Pick<Surroundings, 'openStore' | 'openEmptyStore' | 'hasStore'>;
type JobDoors = Pick<Surroundings, 'doJobs' | 'workJobs'>;
type Environment = Readonly<Record<string, string | undefined>>;

export interface SiteOptions {
  /** File or directory of YAML. */
  readonly path: string;
  /** Default: `.twinleaf` beside the site. */
  readonly stateDirectory?: string;
  readonly lab: boolean;
  /** Default: what fits real switches. */
  readonly timing?: Partial<Timing>;
}

/** The use cases over a site. Nothing is read, opened or connected before one of them is asked. */
export function openSite(options: SiteOptions): UseCases {
  const base = options.stateDirectory ?? stateBeside(options.path);
  const timing = { ...defaultTiming, ...options.timing };
  return useCasesOf({
    path: options.path,
    stateDirectory: options.lab ? labStateDirectory(base) : base,
    ...(options.lab ? { readLab: () => readLab(base) } : {}),
    drivers,
    templates: () => readTemplates(path.join(packageDirectory(), 'templates'), 'templates'),
    environment: process.env,
    ...storeDoors(process.env, options.lab),
    ...jobDoors(process.env, options.lab, timing.leaseMs),
    timing,
    now: () => new Date(),
    newId: () => randomBytes(4).toString('hex'),
    toolVersion: toolVersion(),
  });
}

/** Remediation between two configurations of one operating system. */
export const diffConfigurations: DiffConfigurations = (name, running, intended) => {
  const driver = drivers.get(name);
  if (driver === undefined) {
    const hint = `known drivers: ${[...drivers.keys()].join(', ')}`;
    throw new TwinleafError('unknown-object', `there is no driver ${name}`, { hint });
  }
  const { rules } = driver;
  return remediation(parseConfig(running, rules), parseConfig(intended, rules), rules);
};

/** What a lab runs for each driver. */
export function virtualSwitchKinds(): ReadonlyMap<string, VirtualSwitchKind> {
  return new Map([...drivers].map(([name, { virtual }]) => [name, virtual] as const));
}

/** `.twinleaf` beside a file, or inside the directory of a site. */
export function stateBeside(site: string): string {
  const isDirectory = statSync(site, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return path.join(isDirectory ? site : path.dirname(site), '.twinleaf');
}

/** The lab has its own store and host keys, so that it cannot be mixed up with the real network. */
export function labStateDirectory(stateDirectory: string): string {
  return path.join(stateDirectory, 'lab');
}

/** Where a running lab says how to reach it. */
export function labFilePath(stateDirectory: string): string {
  return path.join(stateDirectory, 'lab.json');
}

async function readLab(stateDirectory: string): Promise<LabAddresses> {
  const file = labFilePath(stateDirectory);
  const text = await textIfPresent(file);
  if (text === undefined) {
    const hint = 'start one with `twinleaf lab` in another terminal';
    throw new TwinleafError('lab-not-running', `no lab is running for this site (${file} is missing)`, {
      hint,
    });
  }
  const { readLabFile } = await import('./lab/lab-file.ts');
  const lab = readLabFile(text, file);
  return { ...lab, switches: new Map(Object.entries(lab.switches)) };
}

/** Units that one process changes at the same time. */
const unitsAtOnce = 20;

/** The lab and the real network share neither tables nor queues. */
function schemaOf(isLab: boolean): string {
  return isLab ? 'twinleaf_lab' : 'twinleaf';
}

/** Where what is applied is remembered: a PostgreSQL if `DATABASE_URL` names one, else a file of the state directory. */
function storeDoors({ DATABASE_URL: url = '' }: Environment, isLab: boolean): StoreDoors {
  const files = () => import('./store/open-store.ts');
  const openEmptyStore: StoreDoors['openEmptyStore'] = async () => (await files()).openEmptyStore();
  if (url === '') {
    return {
      openStore: async (directory) => (await files()).openStore({ directory }),
      openEmptyStore,
      hasStore: async (directory) => isThere(path.join(directory, 'store.sqlite')),
    };
  }
  const place = { url, schema: schemaOf(isLab) };
  const room = () => import('./store/open-postgres-store.ts');
  return {
    openStore: async () => (await room()).openPostgresStore(place),
    openEmptyStore,
    hasStore: async () => (await room()).hasPostgresStore(place),
  };
}

/** How jobs are done: by workers if `REDIS_URL` names their Redis, else by the process that asks for them. */
function jobDoors({ REDIS_URL: url = '' }: Environment, isLab: boolean, leaseMs: number): JobDoors {
  const room = () => import('./jobs/do-jobs.ts');
  const queue = async (store: Store, fabric: string, onNotice?: WorkerOptions['onNotice']) => {
    const { redisQueue } = await import('./jobs/redis/redis-queue.ts');
    const name = `${schemaOf(isLab)}-${fabric}`;
    return redisQueue({ store, url, name, ...(onNotice === undefined ? {} : { onNotice }) });
  };
  return {
    doJobs: (store, fabric) => async (jobs, work, options) => {
      const { doneByWorkers, doneHere } = await room();
      const done =
        url === ''
          ? doneHere(store, { concurrency: unitsAtOnce, leaseMs })
          : doneByWorkers(store, () => queue(store, fabric));
      return done(jobs, work, options);
    },
    workJobs: async (store, fabric, work, { concurrency, onNotice, signal }) => {
      if (url === '') {
        const hint = 'set REDIS_URL; without it `twinleaf apply` does its jobs itself';
        throw new TwinleafError('usage', 'a worker takes its jobs from Redis, and REDIS_URL is not set', {
          hint,
        });
      }
      const { workUntil } = await room();
      await workUntil(signal, await queue(store, fabric, onNotice), work, { concurrency, leaseMs });
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The directory of package.json, from the sources as well as from the built code. */
function packageDirectory(): string {
  let directory = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(directory, 'package.json'))) directory = path.dirname(directory);
  return directory;
}

function toolVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageDirectory(), 'package.json'), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
