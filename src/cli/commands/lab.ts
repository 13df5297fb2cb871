/** `twinleaf lab`: a virtual switch for every switch of the site, until Ctrl-C. */
import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Command } from 'commander';
import { TwinleafError } from '../../fabric/errors.ts';
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import type { Lab } from '../../lab/start-lab.ts';
import { readingSite } from '../context.ts';
import type { App, Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { writeTextFile } from '../files.ts';
import { whenInterrupted } from '../interruption.ts';
import { setFaults } from '../lab-faults.ts';
import type { FaultFlags } from '../lab-faults.ts';
import { columns } from '../print/layout.ts';

interface LabFlags extends FaultFlags {
  readonly startup?: string;
}

export function offerLab(program: Command, choose: Choose): void {
  program
    .command('lab')
    .description('virtual switches for every switch of the site, on loopback, until Ctrl-C')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--startup <dir>', 'start each switch with DIR/<hostname>.cfg where that exists')
    .option('--slow <switch=ms>', 'answer every line that much later', repeated)
    .option('--drop <switch=text>', 'cut the session at the next line with this text', repeated)
    .option('--refuse <switch=text>', 'refuse every line with this text', repeated)
    .option('--refuse-save <switch>', 'refuse to save the configuration', repeated)
    .action((path: string, flags: LabFlags) => {
      choose((context) => lab(context, path, flags), 'Stopping the lab.');
    });
}

function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function lab(context: Context, path: string, flags: LabFlags): Promise<ExitCode> {
  const app = await context.loadApp();
  const { fabric, stateDirectory } = await siteOfLab(context, path);
  const file = app.labFilePath(stateDirectory);
  await refuseSecondLab(file);
  const running = await startedLab(app, fabric, { stateDirectory, ...flags });
  try {
    const { labFile } = await import('../../lab/lab-file.ts');
    const text = `${JSON.stringify(labFile(running), null, 2)}\n`;
    await writeTextFile(file, text, 0o600);
    printLab(context, path, running, file);
    await whenInterrupted(context.signal).interrupted;
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
  } finally {
    await running.stop();
  }
  return exitCodes.done;
}

/** The lab stands in for the site itself, so the site is opened without `--lab`. */
async function siteOfLab(context: Context, path: string) {
  const plain = { ...context, options: { ...context.options, lab: false } };
  return readingSite(plain, path, async (site) => ({
    fabric: (await site.readSite()).fabric,
    stateDirectory: site.stateDirectory,
  }));
}

async function startedLab(
  app: App,
  fabric: ResolvedFabric,
  options: LabFlags & { readonly stateDirectory: string },
): Promise<Lab> {
  const { labPlan } = await import('../../lab/lab-plan.ts');
  const { startLab } = await import('../../lab/start-lab.ts');
  const running = await startLab(labPlan(fabric, app.virtualSwitchKinds()), {
    startup: await startupTexts(fabric, options.startup),
    keyDirectory: join(app.labStateDirectory(options.stateDirectory), 'host-keys'),
  });
  try {
    setFaults(running, options);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

async function startupTexts(
  fabric: ResolvedFabric,
  folder: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (folder === undefined) return texts;
  for (const { hostname } of fabric.switches) {
    const text = await readFile(join(folder, `${hostname}.cfg`), 'utf8').catch(() => undefined);
    if (text !== undefined) texts.set(hostname, text);
  }
  if (texts.size > 0) return texts;
  throw new TwinleafError('file-error', `${folder} has no <hostname>.cfg for any switch of the site`);
}

/** A file that a lab has left behind is no reason to stop; one that still listens is. */
async function refuseSecondLab(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const { readLabFile } = await import('../../lab/lab-file.ts');
  const [first] = Object.values(readLabFile(text, file).switches);
  if (first === undefined || !(await isListening(first.host, first.port))) return;
  throw new TwinleafError('file-error', `a lab is running for this site already (${file})`, {
    hint: 'stop it, or give this one another --state',
  });
}

async function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}

function printLab({ terminal, options }: Context, path: string, running: Lab, file: string): void {
  const switches = [...running.switches.values()].map(({ hostname, host, port }) => ({
    switch: hostname,
    host,
    port,
  }));
  if (terminal.isJson) {
    terminal.printJson({ lab: file, switches });
    return;
  }
  const rows = switches.map((one) => [one.switch, `${one.host}:${String(one.port)}`]);
  const state = options.state === undefined ? '' : ` --state ${options.state}`;
  terminal.print(
    [
      `${terminal.paint.warning('LAB')}  running until Ctrl-C; ${file} says how to log in`,
      columns(['switch', 'address'], rows),
      `Next, in another terminal: twinleaf trust ${path} --lab${state}`,
    ].join('\n\n'),
  );
}
