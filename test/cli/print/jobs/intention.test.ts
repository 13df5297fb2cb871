import assert from 'node:assert/strict';
import { intentionText } from '../../../../src/cli/print/jobs/intention.ts';
import { paint } from '../../../../src/cli/print/paint.ts';
import { fullPlan } from '../../sample-plan.ts';

describe('what is about to happen to a job', () => {
  const job = { id: 'j-1', unit: 'rack1' };
  const [unit] = fullPlan.units;
  const [first] = unit?.switches ?? [];
  assert.ok(unit && first);
  const commands = ['no spanning-tree vlan-id 4094', 'no vlan 9'];
  const one = {
    ...first,
    commands,
    wayBack: commands,
    intended: 'no spanning-tree vlan-id 4094\nvlan 100\n',
  };
  const told = (goal: 'resume' | 'undo') =>
    intentionText(job, goal, { ...unit, switches: [one] }, paint(false))
      .split('\n')
      .slice(-2);

  it('marks a line of the intended configuration as one that adds, as the plan does', () => {
    assert.deepEqual(told('resume'), ['    + no spanning-tree vlan-id 4094', '    - no vlan 9']);
  });

  it('marks every line with `no` as one that takes away, where the way leads back', () => {
    assert.deepEqual(told('undo'), ['    - no spanning-tree vlan-id 4094', '    - no vlan 9']);
  });
});
