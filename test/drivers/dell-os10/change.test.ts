import assert from 'node:assert/strict';
import { change } from '../../../src/drivers/dell-os10/change.ts';

describe('how Dell OS10 is changed', () => {
  it('types lines into a transaction while everybody else is locked out', () => {
    assert.deepEqual(change.open('7'), ['lock', 'start transaction', 'configure terminal']);
    assert.deepEqual(change.commit('7'), ['end', 'commit', 'unlock']);
    assert.equal(change.isCandidate, true);
  });

  it('throws the candidate away and lets the others in again', () => {
    assert.deepEqual(change.abandon('7'), ['discard', 'unlock']);
  });

  it('has no timer, and says what takes its place', () => {
    assert.equal(change.selfReverting, undefined);
    assert.match(change.summary, /not put back by the switch itself but by computed negation/);
  });

  it('commits before it takes VLANs away, which are refused to go while a list of theirs changes', () => {
    const isLater = (line: string) => change.afterwards?.some((pattern) => pattern.test(line));
    assert.equal(isLater('no interface vlan20'), true);
    for (const line of [
      'interface vlan20',
      ' no switchport trunk allowed vlan 20',
      'no interface port-channel 11',
    ])
      assert.equal(isLater(line), false, line);
  });

  it('takes no failure for a save', () => {
    assert.match('', change.saved);
    assert.doesNotMatch('% Error: No space left on device', change.saved);
    assert.doesNotMatch('copying ...\n% Error: failed', change.saved);
  });
});
