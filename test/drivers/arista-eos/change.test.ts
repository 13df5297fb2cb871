import assert from 'node:assert/strict';
import { change } from '../../../src/drivers/arista-eos/change.ts';
import { DeviceError } from '../../../src/fabric/errors.ts';

describe('how Arista EOS is changed', () => {
  it('types lines into a session whose name begins with the same six characters every time', () => {
    assert.deepEqual(change.open('7-rack1'), ['configure session tlprov-7-rack1']);
  });

  it('lets no odd character into the name of a session', () => {
    assert.deepEqual(change.open('a b;reload'), ['configure session tlprov-a-b-reload']);
  });

  it('commits under a timer in hours, minutes and seconds, and confirms and reverts from outside', () => {
    assert.deepEqual(change.selfReverting?.commit('7', 300), ['commit timer 00:05:00']);
    assert.deepEqual(change.selfReverting.commit('7', 3725), ['commit timer 01:02:05']);
    assert.deepEqual(change.selfReverting.confirm('7'), ['configure session tlprov-7 commit']);
    assert.deepEqual(change.selfReverting.revert('7'), ['configure session tlprov-7 abort']);
  });

  it('aborts a session by the name that the switch lists it under', () => {
    assert.deepEqual(change.abandon('tlprov-7').at(-1), 'configure session tlprov-7 abort');
  });

  it('lists pending sessions and tells which one waits for its confirmation', () => {
    const output = JSON.stringify({
      maxSavedSessions: 1,
      sessions: {
        'tlprov-1': { state: 'completed', description: '' },
        bob: { state: 'pending', instances: {} },
        'tlprov-2': { state: 'pendingCommitTimer', commitBy: 2_348_657.4 },
      },
    });
    assert.deepEqual(change.pending?.read(output), [
      { name: 'bob', isTimed: false },
      { name: 'tlprov-2', isTimed: true },
    ]);
  });

  it('reads the timed session of newer releases, which name it beside the list', () => {
    const output = JSON.stringify({
      commitTimerSessionName: 'tlprov-2',
      commitTimerExpireTime: 2_348_657.4,
      sessions: { 'tlprov-2': { state: 'completed' } },
    });
    assert.deepEqual(change.pending?.read(output), [{ name: 'tlprov-2', isTimed: true }]);
  });

  it('does not take unreadable output for an empty list', () => {
    for (const output of ['', '% Invalid input', '[]', '{}', '{"sessions":{"a":{}}}']) {
      assert.throws(
        () => change.pending?.read(output),
        (error) => error instanceof DeviceError && error.code === 'output-unreadable',
      );
    }
  });
});
