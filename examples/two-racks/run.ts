/**
 * The main job, end to end, on virtual switches over real SSH: the same commands that a person would type, and
 * after each the check that it ended as promised. Run it with `npm run demo`.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSeq, parseDocument } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = 'examples/two-racks';
const scratch = mkdtempSync(join(tmpdir(), 'twinleaf-demo-'));
const state = join(scratch, 'state');
const command = ['--import', 'tsx', join(root, 'src/cli/main.ts')];
const labFile = join(state, 'lab.json');
/** Virtual switches start in a second or two, on a machine that has other things to do in some more. */
const labStartMs = 120_000;

function start(args: readonly string[], output: 'pipe' | 'inherit'): ChildProcess {
  return spawn(process.execPath, [...command, ...args], {
    cwd: root,
    env: { ...process.env, TWINLEAF_STATE: state },
    stdio: ['ignore', output, 'inherit'],
  });
}

/** Runs a command, shows it and what it prints, and gives that; throws if it does not end as promised. */
async function type(args: readonly string[], promised: number): Promise<string> {
  console.log(`\n$ twinleaf ${args.join(' ')}`);
  const child = start(args, 'pipe');
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    process.stdout.write(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === promised) return printed;
  throw new Error(`twinleaf ${args.join(' ')} ended with ${String(code)}, promised was ${String(promised)}`);
}

function tell(text: string): void {
  console.log(`\n--- ${text} ${'-'.repeat(Math.max(3, 95 - text.length))}`);
}

function expect(text: string, promised: RegExp): void {
  if (!promised.test(text)) throw new Error(`promised was a text like ${String(promised)}`);
}

async function startLab(): Promise<ChildProcess> {
  console.log(`\n$ twinleaf lab ${site} &`);
  const lab = start(['lab', site], 'inherit');
  const deadline = Date.now() + labStartMs;
  while (!existsSync(labFile)) {
    if (lab.exitCode !== null || Date.now() > deadline) throw new Error('the lab did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return lab;
}

async function stopLab(lab: ChildProcess): Promise<void> {
  if (lab.exitCode !== null) return;
  const closed = once(lab, 'close');
  lab.kill('SIGINT');
  await closed;
}

/** The same site in another folder, without one endpoint group; gives the folder. */
function siteWithout(group: string): string {
  const folder = join(scratch, 'two-racks');
  cpSync(join(root, site), folder, { recursive: true });
  const file = join(folder, 'groups.yaml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  const groups = document.get('endpointGroups');
  const names = (document.toJS() as { endpointGroups: { name: string }[] }).endpointGroups.map(
    ({ name }) => name,
  );
  if (!isSeq(groups) || !names.includes(group)) throw new Error(`the site has no endpoint group ${group}`);
  groups.delete(names.indexOf(group));
  writeFileSync(file, document.toString());
  return relative(root, folder);
}

async function provision(): Promise<void> {
  tell('The site, and which cable is which port index');
  await type(['validate', site], 0);
  expect(await type(['ports', site, '--server', 'esx03', '--explain'], 0), /#0 \* .*leaf1a +Ethernet10/);

  tell('Host keys are pinned once; nothing else ever accepts an unknown one');
  await type(['trust', site, '--lab', '--yes'], 0);

  tell('What would change, exactly (exit code 2: there are changes)');
  expect(await type(['plan', site, '--lab'], 2), /Plan: 3 units, 5 switches, \d+ commands\./);

  tell('The push: one member of a pair at a time, verified, confirmed, saved');
  expect(await type(['apply', site, '--lab', '--yes'], 0), /3 of 3 units applied and verified/);

  tell('Is the network in the described state?');
  expect(await type(['verify', site, '--lab'], 0), /Verify: [1-9]\d* ok, 0 waiting, 0 wrong\./);

  tell('Applying the same site again changes nothing');
  expect(await type(['apply', site, '--lab', '--yes'], 0), /No changes\./);
}

async function takeAway(): Promise<void> {
  tell('An endpoint group is taken away: first refused (exit code 1), then allowed by name');
  const smaller = siteWithout('db-servers');
  await type(['apply', smaller, '--lab', '--yes'], 1);
  await type(['apply', smaller, '--lab', '--yes', '--allow-removals'], 0);
  expect(await type(['verify', smaller, '--lab'], 0), /Verify: [1-9]\d* ok, 0 waiting, 0 wrong\./);
  expect(await type(['drift', smaller, '--lab'], 0), /Drift: 0 of 5 switches/);

  tell('What was done');
  await type(['jobs', 'list', '--site', smaller, '--lab'], 0);
}

let lab: ChildProcess | undefined;
try {
  tell('A virtual switch for every switch of the site');
  lab = await startLab();
  await provision();
  await takeAway();
  await stopLab(lab);
  if (existsSync(labFile)) throw new Error('the lab left its lab.json behind');
  tell('Everything was as promised');
} finally {
  if (lab !== undefined) await stopLab(lab);
  rmSync(scratch, { recursive: true, force: true });
}
