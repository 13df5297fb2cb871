import assert from 'node:assert/strict';
import { pairSite } from '../engine/temporary-site.ts';
import { assertSucceeded, complaints } from '../lab/outcome.ts';
import { labSite, type LabSite } from './lab-site.ts';

describe('the main job on a pair of virtual switches', () => {
  let site: LabSite;
  before(async () => {
    site = await labSite(pairSite());
  });
  after(() => site.stop());

  it('configures both members and finds the server’s bond up on both', async () => {
    const { jobs } = await site.apply();
    assert.deepEqual(
      jobs.map(({ unit, state, error }) => [unit, state, error?.message]),
      [['rack1', 'succeeded', undefined]],
    );
    assert.deepEqual(await complaints(site), []);
    const checks = await site.with((one) => one.verify());
    assert.ok(checks.some(({ check, observed }) => check === 'mlag-state' && observed === 'full'));
  });

  it('has saved what it configured', () => {
    for (const { virtual } of site.lab.switches.values()) {
      assert.equal(
        virtual.startupConfig().replace(/^!.*\n/gm, ''),
        virtual.runningConfig().replace(/^!.*\n/gm, ''),
      );
    }
  });

  it('changes nothing when it is applied again', async () => {
    const before = site.running();
    const plan = await site.plan();
    assert.deepEqual(plan.units, []);
    const { jobs } = await site.apply();
    assert.deepEqual(jobs, []);
    assert.deepEqual(site.running(), before);
  });

  it('shows no drift, and shows a line that was typed by hand', async () => {
    assert.deepEqual(
      (await site.with((one) => one.drift())).filter(({ commands }) => commands.length > 0),
      [],
    );
  });

  it('takes an endpoint group away again', async () => {
    await site.write(pairSite({ groups: '  []' }));
    assertSucceeded(await site.apply(['allow-removals']));
    for (const config of Object.values(site.running())) {
      assert.doesNotMatch(config, /interface Port-Channel31/);
      assert.match(config, /interface Ethernet10\n {3}description tl:released\n {3}shutdown/);
    }
  });
});
