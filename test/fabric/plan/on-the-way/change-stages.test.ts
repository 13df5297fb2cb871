import assert from 'node:assert/strict';
import { changeStages } from '../../../../src/fabric/plan/on-the-way/change-stages.ts';

const commands = ['no vlan 9', 'feature x', 'interface 1', ' shutdown'];

describe('the stages of a change', () => {
  it('are one where lines may all be typed together', () => {
    assert.deepEqual(changeStages(commands, {}), [commands]);
  });

  it('keep their own order, with what must be in force first and what is taken last apart', () => {
    const stages = changeStages(commands, { beforehand: [/^feature /], afterwards: [/^no vlan /] });
    assert.deepEqual(stages, [['feature x'], ['interface 1', ' shutdown'], ['no vlan 9']]);
  });

  it('are only those that have lines', () => {
    assert.deepEqual(changeStages(['no vlan 9'], { beforehand: [/^feature /], afterwards: [/^no vlan /] }), [
      ['no vlan 9'],
    ]);
    assert.deepEqual(changeStages([], { afterwards: [/^no vlan /] }), []);
  });
});
