import assert from 'node:assert/strict';
import { SafetyError } from '../../src/fabric/errors.ts';
import { fetchHostKey } from '../../src/transport/host-key.ts';
import { isDeviceError } from '../contracts/transport-carrier.ts';
import { keyPair } from './key-pair.ts';
import { Bench, thrownBy } from './opening.ts';
import { defaultPassword } from './scripted-switch.ts';
import { sshAgent } from './ssh-agent.ts';

// What every transport owes on the way in is in the transport contract; this is what ssh2 alone does.
describe('logging in to a switch over ssh2', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());

  it('tries keyboard-interactive with the same secret when the password is refused', async () => {
    const { port, logins } = await bench.switch({ methods: ['password', 'keyboard-interactive'] });
    const error = await thrownBy(
      bench.open(port, { authentication: { kind: 'password', password: 'not-the-password' } }),
    );
    isDeviceError(error, 'auth-failed');
    assert.deepEqual(logins, ['password', 'keyboard-interactive']);
  });

  it('says that an encrypted private key cannot be used without its passphrase', async () => {
    const pair = keyPair('ed25519', 'open sesame');
    const { port } = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
    const error = await thrownBy(
      bench.open(port, { authentication: { kind: 'key', privateKey: pair.private } }),
    );
    isDeviceError(error, 'auth-failed');
    assert.match(error.message, /private key cannot be used/);
  });

  it('lets a lab session go to localhost and anywhere in 127.0.0.0/8', async () => {
    const { port } = await bench.switch();
    assert.equal((await bench.open(port, { host: 'localhost' })).mode, 'privileged');
  });
});

describe('logging in over ssh2 through an agent', () => {
  const bench = new Bench();
  const agent = sshAgent();
  afterEach(() => bench.clear());

  for (const [what, socket, words] of [
    ['has no key that the switch knows', agent.socket, /tried agent/],
    ['does not listen', agent.deadSocket, /agent said:/],
  ] as const) {
    it(`tells of an agent that ${what}`, async () => {
      const { port } = await bench.switch({ methods: ['publickey'], publicKey: keyPair().public });
      const error = await thrownBy(bench.open(port, { authentication: { kind: 'agent', socket: socket() } }));
      isDeviceError(error, 'auth-failed');
      assert.match(error.message, words);
    });
  }
});

describe('the host key of a switch', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());

  it('is fetched without logging in', async () => {
    const { port, hostKeys, logins } = await bench.switch();
    const key = await fetchHostKey(bench.target(port), 5_000);
    assert.deepEqual([key], hostKeys);
    assert.deepEqual(logins, []);
  });

  it('is fetched in the preferred type where the switch has several', async () => {
    const keys = [keyPair(), keyPair('ecdsa')];
    const { port } = await bench.switch({ hostKeys: keys.map((key) => key.private) });
    const preferred = await fetchHostKey(bench.target(port), 5_000, ['ecdsa-sha2-nistp256']);
    assert.equal(preferred.type, 'ecdsa-sha2-nistp256');
  });

  it('cannot be fetched from outside the loopback range for a lab', async () => {
    const error = await thrownBy(fetchHostKey({ ...bench.target(22), host: '192.0.2.1' }, 5_000));
    assert.ok(error instanceof SafetyError);
  });

  it('leaves the password out of everything that is thrown about it', async () => {
    const { port } = await bench.switch();
    const error = await thrownBy(bench.open(port, {}, { checkHostKey: () => 'unknown' }));
    assert.ok(error instanceof Error);
    assert.ok(!JSON.stringify([error.message, error.stack, error]).includes(defaultPassword));
  });
});
