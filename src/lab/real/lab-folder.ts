/**
 * Where a running real lab keeps its keys and logs. It is all that a lab leaves behind whose process was killed: its
 * devices end with that process, and nothing of the machine was changed. So a folder says whose it is, and every
 * start takes away those whose owner is gone.
 */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'twinleaf-real-';

/** A new folder of this process. */
export async function makeLabFolder(): Promise<string> {
  await sweepLabFolders();
  const owner = [placeOfProcesses(), process.pid, startOf(process.pid) ?? 0].join('-');
  return mkdtemp(path.join(tmpdir(), `${prefix}${owner}-`));
}

/** Takes away the folders of labs whose process has ended without stopping them. */
async function sweepLabFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const [place, pid, start] = name.startsWith(prefix) ? name.slice(prefix.length).split('-') : [];
    if (place !== placeOfProcesses() || startOf(Number(pid)) === start) continue;
    await rm(path.join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A process number means something in its own namespace only, and several of these may share one disk. */
function placeOfProcesses(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
}

/** When a process started, in ticks since the machine did (proc(5), field 22); undefined where there is none. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
