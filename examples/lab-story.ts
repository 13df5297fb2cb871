/** Tells a story on virtual switches: the commands that a person would type, each with how it must end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Virtual switches start in a second or two, on a machine that has other things to do in some more. */
const labStartMs = 120_000;

export interface Storyteller {
  /** A folder that is gone when the story has ended. */
  readonly scratch: string;
  /** Runs a command, shows it and what it prints, and gives that; throws if it does not end as promised. */
  readonly type: (args: readonly string[], promised: number) => Promise<string>;
}

/** Starts a lab for a site, tells the story, and stops the lab; throws if anything is not as promised. */
export async function tellOnLab(site: string, story: (teller: Storyteller) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'twinleaf-story-'));
  const state = join(scratch, 'state');
  const labFile = join(state, 'lab.json');
  let lab: ChildProcess | undefined;
  try {
    tell('A virtual switch for every switch of the site');
    console.log(`\n$ twinleaf lab ${site} &`);
    lab = start(['lab', site], state, 'inherit');
    await until(() => existsSync(labFile), lab);
    await story({ scratch, type: (args, promised) => typed(args, promised, state) });
    await stop(lab);
    if (existsSync(labFile)) throw new Error('the lab left its lab.json behind');
    tell('Everything was as promised');
  } finally {
    if (lab !== undefined) await stop(lab);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A heading. */
export function tell(text: string): void {
  console.log(`\n--- ${text} ${'-'.repeat(Math.max(3, 95 - text.length))}`);
}

/** Throws unless the text is what was promised. */
export function expect(text: string, promised: RegExp): void {
  if (!promised.test(text)) throw new Error(`promised was a text like ${String(promised)}`);
}

function start(args: readonly string[], state: string, output: 'pipe' | 'inherit'): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    env: { ...process.env, TWINLEAF_STATE: state },
    stdio: ['ignore', output, 'inherit'],
  });
}

async function typed(args: readonly string[], promised: number, state: string): Promise<string> {
  console.log(`\n$ twinleaf ${args.join(' ')}`);
  const child = start(args, state, 'pipe');
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    process.stdout.write(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === promised) return printed;
  throw new Error(`twinleaf ${args.join(' ')} ended with ${String(code)}, promised was ${String(promised)}`);
}

async function until(isThere: () => boolean, lab: ChildProcess): Promise<void> {
  const deadline = Date.now() + labStartMs;
  while (!isThere()) {
    if (lab.exitCode !== null || Date.now() > deadline) throw new Error('the lab did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stop(lab: ChildProcess): Promise<void> {
  if (lab.exitCode !== null) return;
  const closed = once(lab, 'close');
  lab.kill('SIGINT');
  await closed;
}
