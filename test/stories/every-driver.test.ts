import assert from 'node:assert/strict';
import { attached, goldenDrivers, goldenSite } from './golden-sites.ts';
import { assertSucceeded, complaints } from '../lab/outcome.ts';
import { labSite, type LabSite } from './lab-site.ts';

const networks = { mgmt: 100, app: 120, backup: 130 };
const widened = {
  ...attached,
  networks,
  groups: { databases: { servers: ['db01'], connections: ['mgmt', 'app*', 'backup*'] } },
};

for (const words of goldenDrivers) {
  describe(`the main job on ${words.driver}`, function () {
    this.timeout(60_000);
    let site: LabSite;
    before(async () => {
      site = await labSite(goldenSite(attached, words));
    });
    after(() => site.stop());

    it('makes a pair and a bond from nothing, and finds both up', async () => {
      assertSucceeded(await site.apply());
      assert.deepEqual(await complaints(site), []);
    });

    it('changes nothing when it is applied again, and shows no drift', async () => {
      const before = site.running();
      assert.deepEqual((await site.apply()).jobs, []);
      assert.deepEqual(site.running(), before);
      const drift = await site.with((one) => one.drift());
      assert.deepEqual(
        drift.flatMap(({ commands }) => commands),
        [],
      );
    });

    it('goes back on both members where the second one refuses a line', async () => {
      const before = site.running();
      await site.write(goldenSite(widened, words));
      const second = site.lab.switches.get('sw2');
      second?.faults.refuse(/130/);
      const { jobs } = await site.apply();
      second?.faults.clear();
      assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.switch], ['rolled-back', 'sw2']);
      assert.deepEqual(site.running(), before);
    });

    it('adds a network', async () => {
      assertSucceeded(await site.apply());
      assert.deepEqual(await complaints(site), []);
    });

    it('takes everything of the server away again', async () => {
      await site.write(goldenSite({ ...widened, groups: {} }, words));
      const { jobs } = await site.apply(['allow-removals']);
      assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.message], ['succeeded', undefined]);
      assert.deepEqual((await site.plan()).units, []);
    });
  });

  describe(`a bond with one untagged network on ${words.driver}`, function () {
    this.timeout(60_000);
    const untagged = { ...attached, groups: { databases: { servers: ['db01'], connections: ['mgmt'] } } };
    let site: LabSite;
    before(async () => {
      site = await labSite(goldenSite(untagged, words));
      await site.apply();
    });
    after(() => site.stop());

    it('moves to another VLAN, one member after the other', async () => {
      await site.write(goldenSite({ ...untagged, networks: { ...untagged.networks, mgmt: 140 } }, words));
      assertSucceeded(await site.apply());
      assert.deepEqual(await complaints(site), []);
    });
  });
}
