/**
 * A process on a site and its lab: `work` does jobs until SIGTERM, `apply` plans and applies. It tells every
 * journal entry as a line `step phase switch`, and `apply` at last the states of its jobs.
 */
import { openSite } from '../../src/app.ts';
import type { Progress } from '../../src/engine/use-cases.ts';

const [path = '', role = '', leaseMs = ''] = process.argv.slice(2);
const site = openSite({
  path,
  lab: true,
  timing: {
    verifyMs: 3000,
    pollMs: 50,
    firstTimerSeconds: 30,
    secondTimerSeconds: 15,
    reachAgainMs: 3000,
    leaseMs: Number(leaseMs),
  },
});
const onProgress = ({ step, phase, switch: hostname }: Progress): void => {
  const words = [step, phase, ...(hostname === undefined ? [] : [hostname])].join(' ');
  process.stdout.write(`${words}\n`);
};
const stop = new AbortController();
process.once('SIGTERM', () => {
  stop.abort();
});
if (role === 'work') {
  const working = site.work({ concurrency: 4, onProgress, signal: stop.signal });
  process.stdout.write('ready\n');
  await working;
} else {
  const { jobs } = await site.apply(await site.plan({ waivers: [] }), { requestedBy: 'test' });
  process.stdout.write(`ended ${jobs.map(({ state }) => state).join(' ')}\n`);
}
await site.close();
