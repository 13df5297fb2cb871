/** `npm run lab:real [PATH]`: the real lab of a site until Ctrl-C, reached with `--lab` like a virtual one. */
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { labFilePath, openSite, stateBeside, virtualSwitchKinds } from '../../src/app.ts';
import { columns, counted } from '../../src/cli/print/layout.ts';
import { missingForRealLab } from '../../src/lab/real/requirements.ts';
import { startRealLab, type RealLab } from '../../src/lab/real/start-real-lab.ts';

const place = process.argv[2] ?? path.relative('', path.join(import.meta.dirname, 'site.yaml'));
const stateDirectory = process.env['TWINLEAF_STATE'] ?? stateBeside(place);
const file = labFilePath(stateDirectory);

/** Where one logs in, who is where, and what to type next. */
function welcome({ switches, servers, labFile, loopbacks }: RealLab): string {
  const switchRows = [...switches.values()].map(({ name, pid }) => {
    const { host = '', port = 0 } = labFile.switches[name] ?? {};
    return [name, loopbacks.get(name) ?? '', `ssh -p ${String(port)} admin@${host}`, String(pid)];
  });
  const serverRows = [...servers.values()].map(({ device: { name, pid }, interfaces }) => {
    const addresses = interfaces.map(({ network, address }) => `${network} ${address}`);
    return [name, addresses.join(', '), String(pid)];
  });
  return [
    `LAB  running until Ctrl-C; ${file} has the password`,
    columns(['switch', 'loopback', 'routing (as root: a shell)', 'process'], switchRows),
    columns(['server', 'addresses', 'process'], serverRows),
    'A shell in any of them: nsenter -a -t PROCESS bash',
    `Next, in another terminal: twinleaf trust ${place} --lab, then twinleaf apply ${place} --lab`,
  ].join('\n\n');
}

async function fabricOfSite() {
  const site = openSite({ path: place, stateDirectory, lab: false });
  const { fabric } = await site.readSite();
  await site.close();
  return fabric;
}

async function runLab(interruption: AbortSignal): Promise<void> {
  const fabric = await fabricOfSite();
  const switches = counted(fabric.switches.length, 'switch', 'switches');
  console.log(`Starting ${switches} and ${counted(fabric.endpoints.length, 'server')}.`);
  const lab = await startRealLab(fabric, virtualSwitchKinds());
  const text = `${JSON.stringify(lab.labFile, null, 2)}\n`;
  const alive = setInterval(() => undefined, 60_000);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o600 });
    console.log(`\n${welcome(lab)}\n`);
    if (!interruption.aborted) await once(interruption, 'abort');
    console.log('Stopping the lab.');
    // Another lab of the same site may have written its own by now.
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file);
  } finally {
    clearInterval(alive);
    await lab.stop();
  }
}

const missing = missingForRealLab();
if (missing === undefined) {
  const interruption = new AbortController();
  // Ctrl-C reaches this process more than once: from the terminal, and handed on by what has started it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interruption.abort();
    });
  }
  await runLab(interruption.signal).catch((error: unknown) => {
    // What the lab is made with gets the Ctrl-C as well.
    if (!interruption.signal.aborted) throw error;
    console.log('Stopped before it was up.');
  });
} else {
  console.error(missing);
  process.exitCode = 1;
}
