import assert from 'node:assert/strict';
import { change } from '../../../src/drivers/cisco-nxos/change.ts';

describe('how Cisco NX-OS is changed', () => {
  it('makes a checkpoint before the first line and goes back to it', () => {
    assert.deepEqual(change.open('7-rack1'), ['checkpoint tl-7-rack1', 'configure terminal']);
    assert.equal(change.abandon('7-rack1')[0], 'rollback running-config checkpoint tl-7-rack1');
  });

  it('leaves no checkpoint behind, whichever way it ends', () => {
    for (const lines of [change.commit('7'), change.abandon('7')]) {
      assert.equal(lines.at(-1), 'no checkpoint tl-7');
    }
  });

  it('finds its checkpoints among those of others, and forgets them by the names that it finds', () => {
    const summary = [
      'User Checkpoint Summary',
      '-'.repeat(80),
      '1) bobs-own:',
      'Created by bob',
      'Created at Fri, 06:38:57 29 Apr 2011',
      'Size is 15,757 bytes',
      'Description: None',
      '',
      '2) tl-86677bde-12:',
      'Created by admin',
      '',
      'System Checkpoint Summary',
      '-'.repeat(80),
      '3) system-fm-vpc:',
    ];
    assert.deepEqual(change.kept?.read(summary.join('\n')), ['tl-86677bde-12']);
    assert.deepEqual(change.forget?.('tl-86677bde-12'), ['no checkpoint tl-86677bde-12']);
  });

  it('lets no odd character into the name of a checkpoint', () => {
    assert.equal(change.open('a b;reload')[0], 'checkpoint tl-a-b-reload');
  });

  it('says that a line is in force as soon as it is typed, and that nothing puts it back by itself', () => {
    assert.equal(change.isCandidate, false);
    assert.equal(change.batch, false);
    assert.equal(change.selfReverting, undefined);
  });

  it('switches features on in the same go, so that its checkpoint is the state before them', () => {
    assert.equal(change.beforehand, undefined);
  });

  it('knows a save by what is printed at its end', () => {
    assert.match('[########################################] 100%\nCopy complete.\n', change.saved);
    assert.doesNotMatch('[###        ] 10%\nfailed to commit to flash', change.saved);
  });
});
