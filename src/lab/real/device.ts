/** One device of the real lab: a process tree with network, mounts, name and processes of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { deviceProgram } from './device-program.ts';

const execute = promisify(execFile);

/** Waiting for something that takes milliseconds on an idle machine. */
const patienceMs = 20_000;
const pollMs = 5;

/** What a device starts once its cables are plugged in. */
export type DeviceService = 'switching' | 'routing' | 'login' | 'neighbours';

export interface DeviceSetup {
  readonly name: string;
  /** Where the lab keeps its files; the device has a folder of its own in it. */
  readonly directory: string;
  readonly services: readonly DeviceService[];
  /** Files that the device finds below `/lab`. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Device {
  readonly name: string;
  /** Its process 1, as the machine counts. */
  readonly pid: number;
  /** The words that make a command run inside it. */
  inside(command: readonly string[]): readonly [string, ...string[]];
  /** Runs a command inside it and gives what it printed. Throws where it does not end with 0. */
  run(...command: readonly string[]): Promise<string>;
  /** Its cables are plugged in: its services may start. */
  start(): Promise<void>;
  /** Ends every process in it and with them its network. */
  stop(): Promise<void>;
}

/** Makes a device without any cable; it dies with this process. */
export async function makeDevice({ name, directory, services, files }: DeviceSetup): Promise<Device> {
  const folder = path.join(directory, name);
  await mkdir(folder);
  for (const [file, text] of Object.entries(files))
    await writeFile(path.join(folder, file), text, { mode: 0o600 });
  await execute('mkfifo', [path.join(folder, 'go')]);
  const program = ['bash', '-c', deviceProgram, 'device', folder, name, ...services];
  const apart = ['--net', '--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child=KILL'];
  // A group of its own: Ctrl-C in a terminal is for the lab, which takes its devices down.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...apart, ...program], {
    stdio: 'ignore',
    detached: true,
  });
  try {
    return new NamespaceDevice(name, await firstProcess(child, name), folder, child);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

class NamespaceDevice implements Device {
  readonly name: string;
  readonly pid: number;
  readonly #folder: string;
  readonly #child: ChildProcess;

  constructor(name: string, pid: number, folder: string, child: ChildProcess) {
    this.name = name;
    this.pid = pid;
    this.#folder = folder;
    this.#child = child;
  }

  inside(command: readonly string[]): readonly [string, ...string[]] {
    return ['nsenter', '-t', String(this.pid), '-m', '-u', '-i', '-n', '-p', '--', ...command];
  }

  async run(...command: readonly string[]): Promise<string> {
    const [program, ...args] = this.inside(command);
    return (await execute(program, args, { maxBuffer: 64 * 1024 * 1024 })).stdout;
  }

  async start(): Promise<void> {
    const go = await open(path.join(this.#folder, 'go'), 'w');
    await go.write('\n');
    await go.close();
    await until(
      () => Promise.resolve(existsSync(path.join(this.#folder, 'ready')) || undefined),
      `${this.name} is ready`,
    );
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    process.kill(this.pid, 'SIGKILL');
    await ended;
  }
}

/** The only child of `unshare`, which has the namespaces; once it has them it has a name of its own. */
async function firstProcess(child: ChildProcess, name: string): Promise<number> {
  const parent = String(child.pid);
  return until(async () => {
    if (child.exitCode !== null) throw new Error(`device ${name} did not start; it needs root on Linux`);
    const text = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
    return /^\d+/.test(text) ? Number.parseInt(text, 10) : undefined;
  }, `${name} has a process`);
}

async function until<Value>(look: () => Promise<Value | undefined>, what: string): Promise<Value> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
