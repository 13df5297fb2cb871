/** A site in a temporary directory with the switches of its own lab, which are reached as a person's commands reach them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labFilePath, openSite } from '../../src/app.ts';
import type { Timing } from '../../src/engine/timing.ts';
import type { RunResult, UseCases } from '../../src/engine/use-cases.ts';
import type { ResolvedFabric } from '../../src/fabric/model/resolved-fabric.ts';
import type { Plan, Waiver } from '../../src/fabric/plan/plan.ts';
import type { LabFile } from '../../src/lab/lab-file.ts';

export interface SiteWithLab<Lab> {
  readonly lab: Lab;
  /** Where `site.yaml` lies. */
  readonly directory: string;
  /** Replaces the site; its switches and cables stay. */
  write(yaml: string): Promise<void>;
  /** Opens the site anew, as every command does, and closes it afterwards. */
  with<Value>(work: (site: UseCases) => Promise<Value>): Promise<Value>;
  plan(waivers?: readonly Waiver[]): Promise<Plan>;
  /** Plans and applies. */
  apply(waivers?: readonly Waiver[]): Promise<RunResult>;
  stop(): Promise<void>;
}

interface StartedLab<Lab> {
  readonly lab: Lab;
  /** What `--lab` needs to reach it. */
  readonly file: LabFile;
}

/** Starts the lab of a site; the host keys of its switches are not known yet. */
export async function siteWithLab<Lab extends { stop(): Promise<void> }>(
  yaml: string,
  timing: Partial<Timing>,
  started: (fabric: ResolvedFabric) => Promise<StartedLab<Lab>>,
): Promise<SiteWithLab<Lab>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-'));
  const place = path.join(directory, 'site.yaml');
  const stateDirectory = path.join(directory, '.twinleaf');
  await writeFile(place, yaml);
  await mkdir(stateDirectory);
  const opened = async <Value>(isLab: boolean, work: (site: UseCases) => Promise<Value>): Promise<Value> => {
    const site = openSite({ path: place, stateDirectory, lab: isLab, timing });
    try {
      return await work(site);
    } finally {
      await site.close();
    }
  };
  const { fabric } = await opened(false, (site) => site.readSite());
  const { lab, file } = await started(fabric);
  await writeFile(labFilePath(stateDirectory), JSON.stringify(file));
  const inLab: SiteWithLab<Lab>['with'] = (work) => opened(true, work);
  return {
    lab,
    directory,
    write: (text) => writeFile(place, text),
    with: inLab,
    plan: (waivers = []) => inLab((site) => site.plan({ waivers })),
    apply: (waivers = []) =>
      inLab(async (site) => site.apply(await site.plan({ waivers }), { requestedBy: 'test' })),
    stop: async () => {
      await lab.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What a person does with `trust`, who compares nothing. */
export async function trustAll(site: Pick<SiteWithLab<unknown>, 'with'>): Promise<void> {
  await site.with(async (one) => one.pinHostKeys(await one.readHostKeys()));
}
