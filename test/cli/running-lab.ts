import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cli, root, twinleaf } from './child.ts';

/** A new site in a folder of its own with a lab of its own, both as processes. */
export interface RunningLab {
  readonly site: string;
  readonly file: string;
  readonly process: ChildProcess;
  /** Stops the lab and removes the site. */
  readonly end: () => Promise<void>;
}

/** Starts `twinleaf lab` on the site that `twinleaf init` writes, with faults as typed. */
export async function runningLab(...faults: readonly string[]): Promise<RunningLab> {
  const site = await mkdtemp(join(tmpdir(), 'twinleaf-lab-'));
  await twinleaf(['init', site]);
  const child = started(['lab', site, ...faults]);
  const file = join(site, '.twinleaf', 'lab.json');
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error('the lab did not start');
    await pause(50);
  }
  const end = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await once(child, 'close');
    }
    await rm(site, { recursive: true, force: true });
  };
  return { site, file, process: child, end };
}

/** Starts a command and gives the process; its output can be read from it. */
export function started(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}
