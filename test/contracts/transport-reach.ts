/** What every transport owes its callers before the login: the right switch, in bounded time, or the reason. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SafetyError, TwinleafError } from '../../src/fabric/errors.ts';
import { checkAgainst, knownHostsLine, readKnownHosts } from '../../src/transport/known-hosts.ts';
import { keyPair } from '../transport/key-pair.ts';
import { patience, thrownBy } from '../transport/opening.ts';
import { CarrierBench, isDeviceError, type Carrier } from './transport-carrier.ts';

/** Addresses, deadlines, retries, interruption. */
export function reachContract(carrier: Carrier): void {
  describe('reaches a switch', () => {
    const bench = new CarrierBench(carrier);
    const closing: (() => void)[] = [];
    afterEach(async () => {
      await bench.clear();
      for (const close of closing.splice(0)) close();
    });

    async function listen(serve: (socket: Socket) => void): Promise<number> {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket.on('error', () => undefined));
        serve(socket);
      }).listen(0, '127.0.0.1');
      closing.push(() => {
        for (const socket of sockets) socket.destroy();
        server.close();
      });
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    }

    it('or fails, and may be tried again, where nobody listens', async () => {
      const port = await listen(() => undefined);
      for (const close of closing.splice(0)) close();
      const error = await thrownBy(bench.reach({ port, hostKeys: [] }));
      isDeviceError(error, 'connect-failed');
      assert.equal(error.retryable, true);
      assert.match(error.message, /refused/i);
    });

    it('or fails where the name does not exist', async () => {
      const target = { host: 'no-such-host.invalid', loopbackOnly: false };
      const error = await thrownBy(bench.reach({ port: 22, hostKeys: [] }, target));
      isDeviceError(error, 'connect-failed');
      assert.match(error.message, /no-such-host\.invalid/);
    });

    it('or gives up on what answers nothing', async () => {
      const port = await listen(() => undefined);
      const deadlines = { ...patience, connectMs: 300 };
      const error = await thrownBy(bench.reach({ port, hostKeys: [] }, {}, { deadlines }));
      isDeviceError(error, 'connect-failed');
      assert.match(error.message, /within 300 ms/);
    });

    it('or gives up on what is no SSH server', async () => {
      const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      isDeviceError(await thrownBy(bench.reach({ port, hostKeys: [] })), 'connect-failed');
    });

    it('in as many attempts as it may make while the connection is cut', async () => {
      const flaky = await bench.switch({ cutsConnections: 2 });
      const session = await bench.reach(flaky, {}, { attempts: 3 });
      assert.equal(session.mode, 'privileged');
      assert.equal(flaky.connections(), 3);
      const broken = await bench.switch({ cutsConnections: 9 });
      isDeviceError(await thrownBy(bench.reach(broken, {}, { attempts: 2 })), 'connect-failed');
      assert.equal(broken.connections(), 2);
    });

    it('or fails where the switch opens no shell', async () => {
      const one = await bench.switch({ hasNoShell: true });
      const error = await thrownBy(bench.reach(one));
      isDeviceError(error, 'connect-failed');
      assert.match(error.message, /no shell/);
    });

    it('and opens the terminal with the columns of the dialect', async () => {
      const one = await bench.switch();
      await bench.reach(one);
      assert.deepEqual(one.windows, [{ cols: 32767, rows: 512 }]);
    });

    it('or stops at once when it is interrupted', async () => {
      const one = await bench.switch({ slowMs: 60_000 });
      const controller = new AbortController();
      const opening = thrownBy(bench.reach(one, {}, { signal: controller.signal }));
      while (one.open() === 0) await sleep(10);
      controller.abort();
      const error = await opening;
      assert.ok(error instanceof TwinleafError, String(error));
      assert.equal(error.code, 'interrupted');
      for (let turn = 0; one.open() > 0 && turn < 500; turn += 1) await sleep(10);
      assert.equal(one.open(), 0);
    });

    it('or does not begin when it was interrupted before', async () => {
      const one = await bench.switch();
      const error = await thrownBy(bench.reach(one, {}, { signal: AbortSignal.abort() }));
      assert.ok(error instanceof TwinleafError);
      assert.equal(error.code, 'interrupted');
      assert.equal(one.connections(), 0);
    });

    for (const host of ['192.0.2.1', '::1', 'localhost.example.net', '127.0.0.1.example.net', '128.0.0.1']) {
      it(`but keeps a lab session away from ${host}`, async () => {
        const error = await thrownBy(bench.reach({ port: 22, hostKeys: [] }, { host, loopbackOnly: true }));
        assert.ok(error instanceof SafetyError);
        assert.equal(error.code, 'lab-not-loopback');
        assert.match(error.message, /^sw1: .*127\.0\.0\.0\/8/);
      });
    }
  });
}

/** Pinned keys and nothing else, before anything is said about the user. */
export function hostKeyContract(carrier: Carrier): void {
  describe('judges the host key', () => {
    const bench = new CarrierBench(carrier);
    afterEach(() => bench.clear());

    it('and stops before the login when nothing is pinned, with the fingerprint', async () => {
      const one = await bench.switch();
      const error = await thrownBy(bench.reach({ port: one.port, hostKeys: [] }, {}, { attempts: 3 }));
      isDeviceError(error, 'host-key-unknown');
      assert.equal(error.details['fingerprint'], one.hostKeys[0]?.fingerprint);
      assert.equal(error.details['keyType'], 'ssh-ed25519');
      assert.ok(error.message.includes(one.hostKeys[0]?.fingerprint ?? '?'));
      assert.match(error.message, /twinleaf trust/);
      assert.equal(error.retryable, false);
      assert.deepEqual([one.logins, one.connections()], [[], 1]);
    });

    for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
      it(`and stops when another key is pinned than the ${type} key it shows`, async () => {
        const other = await bench.switch();
        const one = await bench.switch({ hostKeys: [keyPair(type).private] });
        const error = await thrownBy(
          bench.reach({ port: one.port, hostKeys: other.hostKeys }, {}, { attempts: 3 }),
        );
        isDeviceError(error, 'host-key-changed');
        assert.equal(error.details['fingerprint'], one.hostKeys[0]?.fingerprint);
        assert.deepEqual([one.logins, one.connections()], [[], 1]);
      });
    }

    it('and stops when the key is revoked', async () => {
      const one = await bench.switch();
      const [key] = one.hostKeys;
      assert.ok(key !== undefined);
      const checkHostKey = checkAgainst(readKnownHosts(`@revoked ${knownHostsLine(key)}`));
      const error = await thrownBy(bench.reach(one, {}, { checkHostKey }));
      isDeviceError(error, 'host-key-changed');
      assert.match(error.message, /revoked/);
      assert.deepEqual(one.logins, []);
    });

    it('by the pinned type where the switch has keys of several', async () => {
      const one = await bench.switch({
        hostKeys: [keyPair().private, keyPair('ecdsa').private, keyPair('rsa').private],
      });
      for (const key of one.hostKeys) await bench.reach({ port: one.port, hostKeys: [key] });
    });

    it('by what is pinned for that port and no other', async () => {
      const one = await bench.switch();
      const [key] = one.hostKeys;
      assert.ok(key !== undefined);
      const pinned = readKnownHosts(knownHostsLine({ ...key, port: one.port === 22 ? 23 : 22 }));
      const error = await thrownBy(bench.reach(one, {}, { checkHostKey: checkAgainst(pinned) }));
      isDeviceError(error, 'host-key-unknown');
    });
  });
}
