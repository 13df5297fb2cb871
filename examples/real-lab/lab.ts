/** `npm run lab:real [PATH]`: the real lab of a site until Ctrl-C, reached with `--lab` like a virtual one. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { labFilePath, openSite, stateBeside, virtualSwitchKinds } from '../../src/app.ts';
import { startRealLab } from '../../src/lab/real/start-real-lab.ts';

const place = process.argv[2] ?? path.join(import.meta.dirname, 'site.yaml');
const stateDirectory = process.env['TWINLEAF_STATE'] ?? stateBeside(place);

const site = openSite({ path: place, stateDirectory, lab: false });
const { fabric } = await site.readSite();
await site.close();

const lab = await startRealLab(fabric, virtualSwitchKinds());
const file = labFilePath(stateDirectory);
await mkdir(path.dirname(file), { recursive: true });
await writeFile(file, `${JSON.stringify(lab.labFile, null, 2)}\n`, { mode: 0o600 });
console.log(`LAB of real switches, running until Ctrl-C; ${file} says how to log in`);
for (const { device } of [
  ...lab.servers.values(),
  ...[...lab.switches.values()].map((one) => ({ device: one })),
]) {
  console.log(`${device.name}: ${device.inside(['bash']).join(' ')}`);
}

const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
});
const alive = setInterval(() => undefined, 60_000);
await ended;
clearInterval(alive);
await rm(file, { force: true });
await lab.stop();
