import assert from 'node:assert/strict';
import { changeMethodOf } from '../../../src/drivers/change-method.ts';
import { changeStages } from '../../../src/fabric/plan/on-the-way/change-stages.ts';
import { ciscoNxos } from '../../../src/drivers/cisco-nxos/driver.ts';
import { hasStagedCommit, stagedChange } from '../../../src/drivers/cisco-nxos/staged-change.ts';

describe('the two-stage commit of Cisco NX-OS', () => {
  it('is there from release 10.2(1) on', () => {
    for (const version of ['10.2(1)', '10.2(3)F', '10.3(4a)', '10.6(1)', '11.1(1)']) {
      assert.ok(hasStagedCommit({ version }), version);
    }
    for (const version of ['9.3(13)', '9.2(4)', '10.1(2)', '7.0(3)I7(9)', 'unknown', '']) {
      assert.ok(!hasStagedCommit({ version }), version);
    }
  });

  it('is how a switch of such a release is changed, and a checkpoint how one of an older is', () => {
    const nexus = { hostname: 'leaf-a', model: 'Nexus9000 C93180YC-FX', isExpectedSystem: true };
    assert.equal(changeMethodOf(ciscoNxos, { ...nexus, version: '10.3(4a)' }), stagedChange);
    assert.equal(changeMethodOf(ciscoNxos, { ...nexus, version: '9.3(13)' }), ciscoNxos.change);
  });

  it('is confirmed by an empty commit in its mode, and taken back by nothing but another commit', () => {
    const timed = stagedChange.selfReverting;
    assert.deepEqual(timed?.commit('7', 120), ['commit confirmed 120']);
    assert.deepEqual(timed.confirm('7'), ['configure dual-stage', 'commit', 'end']);
    assert.deepEqual(timed.revert('7'), []);
    assert.deepEqual([timed.leastSeconds, timed.mostSeconds], [30, 65_535]);
  });

  it('has features committed ahead, and nothing else', () => {
    const lines = ['vlan 10', '  name app', 'feature vpc', 'vpc domain 1', 'no feature udld'];
    assert.deepEqual(changeStages(lines, stagedChange), [
      ['feature vpc'],
      ['vlan 10', '  name app', 'vpc domain 1', 'no feature udld'],
    ]);
  });
});
