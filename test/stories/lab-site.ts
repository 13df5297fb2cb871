/** A site with its virtual switches, reached over SSH as a person's commands reach them. */
import { virtualSwitchKinds } from '../../src/app.ts';
import type { Timing } from '../../src/engine/timing.ts';
import { labFile } from '../../src/lab/lab-file.ts';
import { labPlan } from '../../src/lab/lab-plan.ts';
import { startLab, type Lab, type LabOptions } from '../../src/lab/start-lab.ts';
import { siteWithLab, trustAll, type SiteWithLab } from '../lab/site-with-lab.ts';

/** Short where a real network needs minutes; the lab converges at once. */
const timing: Partial<Timing> = {
  verifyMs: 1500,
  pollMs: 50,
  firstTimerSeconds: 30,
  secondTimerSeconds: 15,
  reachAgainMs: 1500,
};

export interface LabSite extends SiteWithLab<Lab> {
  /** Running configurations by hostname. */
  running(): Readonly<Record<string, string>>;
}

interface LabSiteOptions extends Pick<LabOptions, 'startup' | 'schedule'> {
  readonly timing?: Partial<Timing>;
  /** Leave the host keys unpinned. */
  readonly untrusted?: boolean;
}

export async function labSite(yaml: string, options: LabSiteOptions = {}): Promise<LabSite> {
  const { startup, schedule, untrusted = false } = options;
  const site = await siteWithLab(yaml, { ...timing, ...options.timing }, async (fabric) => {
    const lab = await startLab(labPlan(fabric, virtualSwitchKinds()), {
      ...(startup === undefined ? {} : { startup }),
      ...(schedule === undefined ? {} : { schedule }),
    });
    return { lab, file: labFile(lab) };
  });
  if (!untrusted) await trustAll(site);
  const { switches } = site.lab;
  const running = () =>
    Object.fromEntries([...switches].map(([hostname, one]) => [hostname, one.virtual.runningConfig()]));
  return { ...site, running };
}
