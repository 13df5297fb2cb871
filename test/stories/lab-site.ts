/** A site with its virtual switches, reached over SSH as a person's commands reach them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labFilePath, openSite } from '../../src/app.ts';
import { drivers } from '../../src/drivers/registry.ts';
import type { Timing } from '../../src/engine/timing.ts';
import type { RunResult, UseCases } from '../../src/engine/use-cases.ts';
import type { Plan, Waiver } from '../../src/fabric/plan/plan.ts';
import { labFile } from '../../src/lab/lab-file.ts';
import { labPlan } from '../../src/lab/lab-plan.ts';
import { startLab, type Lab, type LabOptions } from '../../src/lab/start-lab.ts';

/** Short where a real network needs minutes; the lab converges at once. */
const timing: Partial<Timing> = {
  verifyMs: 1500,
  pollMs: 50,
  firstTimerSeconds: 30,
  secondTimerSeconds: 15,
  reachAgainMs: 1500,
};

export interface LabSite {
  readonly lab: Lab;
  readonly directory: string;
  /** Replaces the site; its switches and cables stay. */
  write(yaml: string): Promise<void>;
  /** Opens the site anew, as every command does, and closes it afterwards. */
  with<Value>(work: (site: UseCases) => Promise<Value>): Promise<Value>;
  plan(waivers?: readonly Waiver[]): Promise<Plan>;
  /** Plans and applies. */
  apply(waivers?: readonly Waiver[]): Promise<RunResult>;
  /** Running configurations by hostname. */
  running(): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface LabSiteOptions extends Pick<LabOptions, 'startup' | 'schedule'> {
  readonly timing?: Partial<Timing>;
  /** Leave the host keys unpinned. */
  readonly untrusted?: boolean;
}

export async function labSite(yaml: string, options: LabSiteOptions = {}): Promise<LabSite> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-'));
  const file = path.join(directory, 'site.yaml');
  const stateDirectory = path.join(directory, '.twinleaf');
  await writeFile(file, yaml);
  await mkdir(stateDirectory);
  const open = (lab: boolean): UseCases =>
    openSite({ path: file, stateDirectory, lab, timing: { ...timing, ...options.timing } });
  const reading = open(false);
  const { fabric } = await reading.readSite();
  await reading.close();
  const kinds = new Map([...drivers].map(([name, driver]) => [name, driver.virtual] as const));
  const { startup, schedule } = options;
  const lab = await startLab(labPlan(fabric, kinds), {
    ...(startup === undefined ? {} : { startup }),
    ...(schedule === undefined ? {} : { schedule }),
  });
  await writeFile(labFilePath(stateDirectory), JSON.stringify(labFile(lab)));

  const withSite = async <Value>(work: (site: UseCases) => Promise<Value>): Promise<Value> => {
    const site = open(true);
    try {
      return await work(site);
    } finally {
      await site.close();
    }
  };
  if (options.untrusted !== true) {
    await withSite(async (site) => site.pinHostKeys(await site.readHostKeys()));
  }
  return {
    lab,
    directory,
    write: (text) => writeFile(file, text),
    with: withSite,
    plan: (waivers = []) => withSite((site) => site.plan({ waivers })),
    apply: (waivers = []) =>
      withSite(async (site) => site.apply(await site.plan({ waivers }), { requestedBy: 'test' })),
    running: () =>
      Object.fromEntries([...lab.switches].map(([hostname, one]) => [hostname, one.virtual.runningConfig()])),
    stop: async () => {
      await lab.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
