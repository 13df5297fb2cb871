/** What every transport owes its callers on the way in: methods, secrets, greeting. */
import assert from 'node:assert/strict';
import { keyPair } from '../transport/key-pair.ts';
import { thrownBy } from '../transport/opening.ts';
import { sshAgent } from '../transport/ssh-agent.ts';
import { CarrierBench, isDeviceError, type Carrier } from './transport-carrier.ts';

const wrong = { authentication: { kind: 'password', password: 'not-the-password' } } as const;

/** Passwords, questions, keys, agents. */
export function loginContract(carrier: Carrier): void {
  describe('logs in', () => {
    const bench = new CarrierBench(carrier);
    afterEach(() => bench.clear());

    it('with a password', async () => {
      const one = await bench.switch();
      const session = await bench.reach(one);
      assert.equal(session.mode, 'privileged');
      assert.deepEqual(one.logins, ['password']);
    });

    it('where only keyboard-interactive is offered, whatever it asks for', async () => {
      const one = await bench.switch({ methods: ['keyboard-interactive'] });
      await bench.reach(one);
      assert.deepEqual(one.logins, ['keyboard-interactive']);
    });

    it('without giving the secret to a second question', async () => {
      const one = await bench.switch({
        methods: ['keyboard-interactive'],
        secondQuestion: 'New password: ',
      });
      await bench.reach(one);
    });

    it('not with a wrong password: one connection, the words of the server, no secret', async () => {
      const one = await bench.switch();
      const error = await thrownBy(bench.reach(one, wrong, { attempts: 5 }));
      isDeviceError(error, 'auth-failed');
      assert.match(error.message, /"admin".*tried password.*offers password/);
      assert.equal(error.retryable, false);
      assert.equal(one.connections(), 1);
      assert.deepEqual(one.logins, ['password']);
      assert.doesNotMatch(JSON.stringify([error.message, error.details, error.stack]), /not-the-password/);
    });

    it('not where no method on offer fits the credentials', async () => {
      const one = await bench.switch({ methods: ['publickey'] });
      const error = await thrownBy(bench.reach(one));
      isDeviceError(error, 'auth-failed');
      assert.match(error.message, /none of the methods it offers fits.*offers publickey/);
    });

    for (const type of ['ed25519', 'rsa'] as const) {
      it(`with a private key (${type})`, async () => {
        const pair = keyPair(type);
        const one = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
        await bench.reach(one, { authentication: { kind: 'key', privateKey: pair.private } });
      });
    }

    it('with an encrypted private key and its passphrase, and not without', async () => {
      const pair = keyPair('ed25519', 'open sesame');
      const one = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
      const key = { kind: 'key', privateKey: pair.private } as const;
      await bench.reach(one, { authentication: { ...key, passphrase: 'open sesame' } });
      for (const authentication of [key, { ...key, passphrase: 'wrong phrase' }]) {
        const error = await thrownBy(bench.reach(one, { authentication }));
        isDeviceError(error, 'auth-failed');
        assert.doesNotMatch(JSON.stringify([error.message, error.details]), /wrong phrase/);
      }
    });

    it('not with another private key than the one the switch knows', async () => {
      const one = await bench.switch({ methods: ['publickey'], publicKey: keyPair().public });
      const authentication = { kind: 'key', privateKey: keyPair().private } as const;
      const error = await thrownBy(bench.reach(one, { authentication }));
      isDeviceError(error, 'auth-failed');
      assert.match(error.message, /tried publickey/);
    });

    it('and gives the banner and the message of the day as greeting', async () => {
      const one = await bench.switch({
        loginBanner: 'Keep out #1\r\nPassword: none\r\n',
        motd: 'Rack > 7 #\r\nMind the gap\r\n',
      });
      const session = await bench.reach(one);
      assert.equal(session.greeting, 'Keep out #1\nPassword: none\nRack > 7 #\nMind the gap');
    });
  });
  agentContract(carrier);
}

function agentContract(carrier: Carrier): void {
  describe('logs in through an agent', () => {
    const bench = new CarrierBench(carrier);
    const agent = sshAgent();
    afterEach(() => bench.clear());

    it('that holds the key', async () => {
      const pair = keyPair();
      agent.add(pair.private);
      const one = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
      await bench.reach(one, { authentication: { kind: 'agent', socket: agent.socket() } });
    });

    it('and not through one without a key that the switch knows, nor where none listens', async () => {
      const one = await bench.switch({ methods: ['publickey'], publicKey: keyPair().public });
      for (const at of [agent.socket(), agent.deadSocket()]) {
        const error = await thrownBy(bench.reach(one, { authentication: { kind: 'agent', socket: at } }));
        isDeviceError(error, 'auth-failed');
      }
    });
  });
}
