import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ClientLog } from '../../../src/transport/openssh/client-log.ts';

/** As OpenSSH 9.2 writes it at level DEBUG1, shortened. */
const login = [
  'debug1: Connecting to 192.0.2.11 [192.0.2.11] port 22.',
  'debug1: Connection established.',
  'debug1: Server host key: ssh-ed25519 SHA256:zntsDqOMnYq2+s3nzpEMIFlgXQxKLmLYR0iTIw1dw+c',
  'debug1: Authentications that can continue: publickey,password',
  'debug1: Next authentication method: publickey',
  'debug1: Next authentication method: password',
  'Authenticated to 192.0.2.11 ([192.0.2.11]:22) using "password".',
  'debug1: Entering interactive session.',
  'Transferred: sent 3788, received 3468 bytes, in 0.2 seconds',
  'Timeout, server 192.0.2.11 not responding.',
  '',
].join('\r\n');

function stateOf(log: ClientLog): unknown {
  return {
    hostKey: log.hostKey,
    offered: log.offered,
    tried: log.tried,
    words: log.words,
    is: [log.isLoginBegun, log.isInteractive, log.isHostKeyRefused, log.isHostKeyRevoked],
  };
}

const expected = {
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:zntsDqOMnYq2+s3nzpEMIFlgXQxKLmLYR0iTIw1dw+c' },
  offered: ['publickey', 'password'],
  tried: ['publickey', 'password'],
  words: ['Timeout, server 192.0.2.11 not responding.'],
  is: [true, true, false, false],
};

describe('the log of ssh', () => {
  it('tells how far it has come, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: login.length })), (cuts) => {
        const log = new ClientLog();
        const ends = [...cuts.toSorted((a, b) => a - b), login.length];
        ends.forEach((end, at) => {
          log.take(login.slice(at === 0 ? 0 : ends[at - 1], end));
        });
        assert.deepEqual(stateOf(log), expected);
      }),
    );
  });

  it('tells that the host key was refused, without the frame around the warning', () => {
    const log = new ClientLog();
    log.take(
      [
        '@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@',
        '@       WARNING: REVOKED HOST KEY DETECTED!               @',
        '@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@',
        'The ED25519 host key for the-switch is marked as revoked.',
        'Host key verification failed.',
        '',
      ].join('\r\n'),
    );
    assert.ok(log.isHostKeyRefused && log.isHostKeyRevoked && !log.isLoginBegun);
    assert.deepEqual(log.words, [
      'The ED25519 host key for the-switch is marked as revoked.',
      'Host key verification failed.',
    ]);
  });
});
