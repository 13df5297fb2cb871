/**
 * A process that plans and applies a site on its lab and kills itself at the named journal entry, written as
 * `step phase switch`, such as `change done sw1` or `confirming done`. Arguments: site, entry, lease and
 * deadline of verification in ms.
 */
import { openSite } from '../../src/app.ts';

const [path = '', entry = '', leaseMs = '', verifyMs = ''] = process.argv.slice(2);
const site = openSite({
  path,
  lab: true,
  timing: {
    verifyMs: Number(verifyMs),
    pollMs: 50,
    firstTimerSeconds: 30,
    secondTimerSeconds: 15,
    reachAgainMs: 1500,
    leaseMs: Number(leaseMs),
  },
});
await site.apply(await site.plan({ waivers: ['allow-removals'] }), {
  requestedBy: 'doomed',
  onProgress: ({ step, phase, switch: hostname }) => {
    const words = [step, phase, ...(hostname === undefined ? [] : [hostname])].join(' ');
    if (words === entry) process.kill(process.pid, 'SIGKILL');
  },
});
await site.close();
