/**
 * A lab in a process of its own, so that its memory and its share of a core are not the worker's. Arguments:
 * the site, its state directory, and for how many milliseconds a switch thinks about each line. Says `ready` to its parent, and ends when the parent lets go of it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { labFilePath, openSite, virtualSwitchKinds } from '../../src/app.ts';
import { labFile } from '../../src/lab/lab-file.ts';
import { labPlan } from '../../src/lab/lab-plan.ts';
import { startLab } from '../../src/lab/start-lab.ts';

const [path = '', stateDirectory = '', thinkingMs = '0'] = process.argv.slice(2);
const site = openSite({ path, stateDirectory, lab: false });
const { fabric } = await site.readSite();
await site.close();
const lab = await startLab(labPlan(fabric, virtualSwitchKinds()));
if (Number(thinkingMs) > 0) {
  for (const { faults } of lab.switches.values()) faults.setDelay(Number(thinkingMs));
}
await mkdir(stateDirectory, { recursive: true });
await writeFile(labFilePath(stateDirectory), JSON.stringify(labFile(lab)));
process.once('disconnect', () => {
  void lab.stop();
});
process.send?.('ready');
