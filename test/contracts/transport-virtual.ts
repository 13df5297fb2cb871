/** Every transport carries the main job to the virtual switches of every driver. */
import assert from 'node:assert/strict';
import { attached, goldenDrivers, goldenSite } from '../stories/golden-sites.ts';
import { labSite } from '../stories/lab-site.ts';
import type { Carrier } from './transport-carrier.ts';

/** From pinning the host keys to a second apply that changes nothing. */
export function virtualContract(carrier: Carrier): void {
  describe('with virtual switches', () => {
    for (const words of goldenDrivers) {
      it(`makes a pair and a bond on ${words.driver}, and puts both back where a line is refused`, async () => {
        const over = (yaml: string): string =>
          yaml.replaceAll('credentials: leafs }', `credentials: leafs, transport: ${carrier.name} }`);
        const site = await labSite(over(goldenSite(attached, words)));
        try {
          const { jobs } = await site.apply();
          assert.deepEqual(
            jobs.map(({ state, error }) => [state, error?.message]),
            [['succeeded', undefined]],
          );
          assert.deepEqual((await site.apply()).jobs, []);
          const before = site.running();
          const groups = { databases: { servers: ['db01'], connections: ['mgmt', 'app*', 'backup*'] } };
          const networks = { mgmt: 100, app: 120, backup: 130 };
          await site.write(over(goldenSite({ ...attached, networks, groups }, words)));
          site.lab.switches.get('sw2')?.faults.refuse(/130/);
          const refused = (await site.apply()).jobs;
          assert.deepEqual([refused[0]?.state, refused[0]?.error?.switch], ['rolled-back', 'sw2']);
          assert.deepEqual(site.running(), before);
        } finally {
          await site.stop();
        }
      });
    }
  });
}
