/** A site whose virtual switches run in another process, reached over SSH as the command line reaches them. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { labFilePath, openSite } from '../../src/app.ts';
import type { Timing } from '../../src/engine/timing.ts';
import type { UseCases } from '../../src/engine/use-cases.ts';
import type { SourceFile } from '../../src/fabric/intent/source.ts';
import { readLabFile, type LabFile } from '../../src/lab/lab-file.ts';

/** The lab converges at once, so nothing is waited for that a real network would need. */
const timing: Partial<Timing> = { verifyMs: 30_000, pollMs: 50 };

export interface LabSite {
  /** Where the switches listen, and how one logs in. */
  readonly lab: LabFile;
  /** Host keys are pinned. */
  readonly site: UseCases;
  /** The site and its state directory, for other processes. */
  readonly place: readonly [string, string];
}

/** Does the work on a site whose lab runs for as long as the work does; its switches answer at once, or later. */
export async function withLabSite<Value>(
  files: readonly SourceFile[],
  work: (site: LabSite) => Promise<Value>,
  thinkingMs = 0,
): Promise<Value> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-bench-'));
  const stateDirectory = path.join(directory, '.twinleaf');
  for (const { name, text } of files) await writeFile(path.join(directory, name), text);
  const process = await labProcess([directory, stateDirectory, String(thinkingMs)]);
  const site = openSite({ path: directory, stateDirectory, lab: true, timing });
  try {
    await site.pinHostKeys(await site.readHostKeys());
    const lab = readLabFile(await readFile(labFilePath(stateDirectory), 'utf8'));
    return await work({ lab, site, place: [directory, stateDirectory] });
  } finally {
    await site.close();
    await ended(process);
    await rm(directory, { recursive: true, force: true });
  }
}

async function labProcess(args: readonly string[]): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('lab-process.ts', import.meta.url));
  const child = fork(program, args, { execArgv: ['--import', 'tsx'] });
  const failed = once(child, 'exit').then(() => {
    throw new Error('the lab has ended before it was ready');
  });
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
}
