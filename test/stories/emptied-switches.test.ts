import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { labFilePath, virtualSwitchKinds } from '../../src/app.ts';
import { labFile } from '../../src/lab/lab-file.ts';
import { labPlan } from '../../src/lab/lab-plan.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { assertSucceeded } from '../lab/outcome.ts';
import { trustAll } from '../lab/site-with-lab.ts';
import { attached, goldenDrivers, goldenSite } from './golden-sites.ts';
import { labSite } from './lab-site.ts';

for (const words of goldenDrivers) {
  describe(`switches on ${words.driver} that lost everything after it was applied`, function () {
    this.timeout(60_000);

    it('are configured again, though their peer-link is down between the members', async () => {
      const site = await labSite(goldenSite(attached, words));
      try {
        assertSucceeded(await site.apply());
        const { fabric } = await site.with((one) => one.readSite());
        const emptied = await startLab(labPlan(fabric, virtualSwitchKinds()), {});
        try {
          const file = labFilePath(path.join(site.directory, '.twinleaf'));
          await writeFile(file, JSON.stringify(labFile(emptied)));
          await trustAll(site);
          assertSucceeded(await site.apply());
        } finally {
          await emptied.stop();
        }
      } finally {
        await site.stop();
      }
    });
  });
}
