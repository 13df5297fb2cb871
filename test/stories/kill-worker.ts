/** A worker in a process of its own that dies at a given entry of its journal. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LabSite } from './lab-site.ts';

/** Short enough to be waited for. */
export const leaseMs = 600;

/** Plans and applies the site; settles when the worker is dead and its lease has run out. */
export async function workerKilledAt(
  site: Pick<LabSite, 'directory'>,
  entry: string,
  verifyMs = 1_500,
): Promise<void> {
  const script = fileURLToPath(new URL('doomed-worker.ts', import.meta.url));
  const place = path.join(site.directory, 'site.yaml');
  const args = ['--import', 'tsx', script, place, entry, String(leaseMs), String(verifyMs)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  await sleep(leaseMs);
}
