/** What a real lab could leave on its machine, read from the kernel and not from the lab. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Namespaces that every device of a lab has for itself. */
export const kindsOfNamespace = ['net', 'mnt', 'uts', 'ipc', 'pid'] as const;

/** `net:[4026532001]` and the others of processes. */
export function namespacesOf(pids: readonly (number | string)[]): ReadonlySet<string> {
  const links = pids.flatMap((pid) => kindsOfNamespace.map((kind) => namespaceOf(pid, kind)));
  return new Set(links.filter((link) => link !== undefined));
}

/** Now, in hundredths of a second since the machine started, as the start of processes is given. */
export function ticksNow(): number {
  return Math.ceil(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 100);
}

/**
 * Processes in any of these namespaces that were there at a time: the kernel gives the number of a namespace that is
 * gone to the next one, which may be that of another lab.
 */
export function processesIn(namespaces: ReadonlySet<string>, ticks = ticksNow()): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter(
    (pid) => startOf(pid) <= ticks && [...namespacesOf([pid])].some((one) => namespaces.has(one)),
  );
}

/** Folders of labs that a process has started. */
export function foldersOf(pid: number): readonly string[] {
  const owned = new RegExp(`^twinleaf-real-\\d+-${String(pid)}-`);
  return readdirSync(tmpdir()).filter((name) => owned.test(name));
}

/** Interfaces, bridges, named namespaces, mounts and firewall tables of the machine itself. */
export function hostTraces(): Readonly<Record<string, readonly string[]>> {
  const lines = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { encoding: 'utf8' }).trim().split('\n').sort();
  return {
    interfaces: lines('ip', '-o', 'link', 'show').map((line) => line.split(': ')[1] ?? ''),
    bridges: lines('ip', '-o', 'link', 'show', 'type', 'bridge'),
    routes: lines('ip', 'route', 'show', 'table', 'all'),
    named: lines('ip', 'netns', 'list'),
    mounts: readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[4] ?? '')
      .sort(),
    tables: lines('nft', 'list', 'tables'),
  };
}

function startOf(pid: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    // It has ended meanwhile.
    return Infinity;
  }
}

function namespaceOf(pid: number | string, kind: string): string | undefined {
  try {
    return readlinkSync(`/proc/${String(pid)}/ns/${kind}`);
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
