import assert from 'node:assert/strict';
import { vlanList } from '../../../src/fabric/render/vlan-list.ts';

describe('a list of VLANs', () => {
  it('is sorted by number, without repetition, with neighbours folded', () => {
    assert.equal(vlanList([21, 10, 20, 22, 10]), '10,20-22');
    assert.equal(vlanList([9, 10, 100]), '9-10,100');
  });

  it('is empty for no VLANs', () => {
    assert.equal(vlanList([]), '');
  });
});
