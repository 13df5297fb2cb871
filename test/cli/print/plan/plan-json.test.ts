import assert from 'node:assert/strict';
import { planJson } from '../../../../src/cli/print/plan/plan-json.ts';
import { emptyPlan, fullPlan } from '../../sample-plan.ts';

describe('plan --json', () => {
  it('has the keys of the contract and no others', () => {
    assert.deepEqual(Object.keys(planJson(fullPlan)), [
      'plan',
      'summary',
      'units',
      'lags',
      'blastRadius',
      'removals',
      'adopts',
      'indexMoves',
      'waivers',
      'warnings',
      'unread',
      'waiting',
    ]);
  });

  it('counts only switches that are given commands', () => {
    assert.deepEqual(planJson(fullPlan).summary, {
      unitsChanged: 1,
      switchesChanged: 1,
      commands: 5,
      warnings: 1,
    });
    assert.deepEqual(planJson(emptyPlan).summary, {
      unitsChanged: 0,
      switchesChanged: 0,
      commands: 0,
      warnings: 0,
    });
  });

  it('gives a switch its name, its exact commands and whether they disrupt', () => {
    assert.deepEqual(planJson(fullPlan).units[0]?.switches[0], {
      switch: 'sw1',
      commands: ['vlan 100', '   name tl:mgmt', 'interface port 10', '   no description', '   bond 31'],
      disruptive: true,
    });
  });
});
