import assert from 'node:assert/strict';
import ssh2 from 'ssh2';
import { freshHostKey } from '../../src/lab/host-keys.ts';

describe('a fresh host key of the lab', () => {
  it('can always be read again', () => {
    for (let round = 0; round < 1000; round += 1) {
      const { privateKey, line } = freshHostKey();
      assert.ok(!(ssh2.utils.parseKey(privateKey) instanceof Error));
      assert.match(line, /^ssh-ed25519 [A-Za-z0-9+/]{68}$/);
    }
  });
});
