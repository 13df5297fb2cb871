import assert from 'node:assert/strict';
import path from 'node:path';
import { openSite } from '../../src/app.ts';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';

describe('a plan that was made from virtual switches', () => {
  let site: LabSite;
  before(async () => {
    site = await labSite(pairSite());
  });
  after(() => site.stop());

  it('is never sent to the network, where empty switches would look alike', async () => {
    const plan = await site.plan();
    const place = path.join(site.directory, 'site.yaml');
    const network = openSite({ path: place, stateDirectory: path.join(site.directory, 'state'), lab: false });
    try {
      await assert.rejects(network.apply(plan, { requestedBy: 'test' }), { code: 'plan-of-lab' });
    } finally {
      await network.close();
    }
  });
});
