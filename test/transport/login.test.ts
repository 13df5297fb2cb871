import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceError, SafetyError, TwinleafError } from '../../src/fabric/errors.ts';
import { fetchHostKey } from '../../src/transport/host-key.ts';
import { checkAgainst, knownHostsLine, readKnownHosts } from '../../src/transport/known-hosts.ts';
import { keyPair } from './key-pair.ts';
import { Bench, patience, thrownBy } from './opening.ts';
import { defaultPassword } from './scripted-switch.ts';

function isDeviceError(error: unknown, code: string): asserts error is DeviceError {
  assert.ok(error instanceof DeviceError, String(error));
  assert.equal(error.code, code);
  assert.equal(error.details.switch, 'sw1');
  assert.match(error.message, /^sw1: /);
}

describe('logging in to a switch', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());

  it('works with a password', async () => {
    const { port, logins } = await bench.switch();
    const session = await bench.open(port);
    assert.equal(session.mode, 'privileged');
    assert.deepEqual(logins, ['password']);
  });

  it('works where only keyboard-interactive is offered', async () => {
    const { port, logins } = await bench.switch({ methods: ['keyboard-interactive'] });
    await bench.open(port);
    assert.deepEqual(logins, ['keyboard-interactive']);
  });

  it('tries keyboard-interactive with the same secret when the password is refused', async () => {
    const { port, logins } = await bench.switch({ methods: ['password', 'keyboard-interactive'] });
    const error = await thrownBy(
      bench.open(port, { authentication: { kind: 'password', password: 'not-the-password' } }),
    );
    isDeviceError(error, 'auth-failed');
    assert.deepEqual(logins, ['password', 'keyboard-interactive']);
  });

  it('gives the secret to the first hidden question only', async () => {
    const { port } = await bench.switch({
      methods: ['keyboard-interactive'],
      secondQuestion: 'New password: ',
    });
    await bench.open(port);
  });

  it('fails once with the user, the methods tried and the methods offered, and without the secret', async () => {
    const { port, connections } = await bench.switch();
    const error = await thrownBy(
      bench.open(
        port,
        { authentication: { kind: 'password', password: 'not-the-password' } },
        { attempts: 5 },
      ),
    );
    isDeviceError(error, 'auth-failed');
    assert.match(error.message, /"admin".*tried password.*offers password/);
    assert.equal(error.retryable, false);
    assert.equal(connections(), 1);
    assert.doesNotMatch(JSON.stringify([error.message, error.details, error.stack]), /not-the-password/);
  });

  it('says so when no method on offer fits the credentials', async () => {
    const { port } = await bench.switch({ methods: ['publickey'] });
    const error = await thrownBy(bench.open(port));
    isDeviceError(error, 'auth-failed');
    assert.match(error.message, /none of the methods it offers fits.*offers publickey/);
  });

  for (const type of ['ed25519', 'rsa'] as const) {
    it(`works with a private key (${type})`, async () => {
      const pair = keyPair(type);
      const { port } = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
      await bench.open(port, { authentication: { kind: 'key', privateKey: pair.private } });
    });
  }

  it('works with an encrypted private key and its passphrase', async () => {
    const pair = keyPair('ed25519', 'open sesame');
    const { port } = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
    const key = { kind: 'key', privateKey: pair.private } as const;
    await bench.open(port, { authentication: { ...key, passphrase: 'open sesame' } });

    for (const authentication of [key, { ...key, passphrase: 'wrong phrase' }]) {
      const error = await thrownBy(bench.open(port, { authentication }));
      isDeviceError(error, 'auth-failed');
      assert.match(error.message, /private key cannot be used/);
      assert.doesNotMatch(error.message, /wrong phrase/);
    }
  });

  it('fails with another private key than the one the switch knows', async () => {
    const [mine, theirs] = [keyPair(), keyPair()];
    const { port } = await bench.switch({ methods: ['publickey'], publicKey: theirs.public });
    const error = await thrownBy(
      bench.open(port, { authentication: { kind: 'key', privateKey: mine.private } }),
    );
    isDeviceError(error, 'auth-failed');
    assert.match(error.message, /tried publickey/);
  });

  it('gives the banner and the message of the day as greeting', async () => {
    const { port } = await bench.switch({
      loginBanner: 'Keep out #1',
      motd: 'Rack > 7 #\r\nMind the gap\r\n',
    });
    const session = await bench.open(port);
    assert.equal(session.greeting, 'Keep out #1\nRack > 7 #\nMind the gap');
  });
});

describe('logging in through an agent', () => {
  const bench = new Bench();
  let agent: ChildProcess | undefined;
  let directory = '';
  const socket = (): string => join(directory, 'agent');

  before(async function () {
    if (!['/usr/bin/ssh-agent', '/bin/ssh-agent'].some((path) => existsSync(path))) {
      console.log('      (no ssh-agent on this machine)');
      this.skip();
    }
    directory = mkdtempSync(join(tmpdir(), 'twinleaf-agent-'));
    agent = spawn('ssh-agent', ['-D', '-a', socket()], { stdio: 'ignore' });
    for (let turn = 0; !existsSync(socket()) && turn < 200; turn += 1) await sleep(25);
  });
  afterEach(() => bench.clear());
  after(async () => {
    if (agent !== undefined) {
      agent.kill();
      await once(agent, 'exit');
    }
    if (directory !== '') rmSync(directory, { recursive: true });
  });

  it('works with a key that the agent holds', async () => {
    const pair = keyPair();
    const file = join(directory, 'key');
    writeFileSync(file, pair.private, { mode: 0o600 });
    execFileSync('ssh-add', [file], { env: { ...process.env, SSH_AUTH_SOCK: socket() }, stdio: 'ignore' });
    const { port } = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
    await bench.open(port, { authentication: { kind: 'agent', socket: socket() } });
  });

  it('fails where the agent has no key that the switch knows', async () => {
    const { port } = await bench.switch({
      methods: ['publickey'],
      publicKey: keyPair().public,
    });
    const error = await thrownBy(bench.open(port, { authentication: { kind: 'agent', socket: socket() } }));
    isDeviceError(error, 'auth-failed');
    assert.match(error.message, /tried agent/);
  });

  it('says what is wrong where no agent listens', async () => {
    const { port } = await bench.switch({ methods: ['publickey'] });
    const error = await thrownBy(
      bench.open(port, { authentication: { kind: 'agent', socket: join(directory, 'nobody') } }),
    );
    isDeviceError(error, 'auth-failed');
    assert.match(error.message, /agent said:/);
  });
});

describe('reaching a switch', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());

  /** A port on which nobody listens any more. */
  async function deadPort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
  }

  it('fails with connect-failed, which may be tried again, where nobody listens', async () => {
    const port = await deadPort();
    const error = await thrownBy(bench.open(port));
    isDeviceError(error, 'connect-failed');
    assert.equal(error.retryable, true);
    assert.match(error.message, /ECONNREFUSED/);
  });

  it('fails with connect-failed where the name does not exist', async () => {
    const error = await thrownBy(bench.open(22, { host: 'no-such-host.invalid', loopbackOnly: false }));
    isDeviceError(error, 'connect-failed');
    assert.match(error.message, /no-such-host\.invalid/);
  });

  it('gives up on what answers nothing', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new Set<{ destroy(): void }>();
    server.on('connection', (socket) => sockets.add(socket));
    const { port } = server.address() as AddressInfo;
    const error = await thrownBy(bench.open(port, {}, { deadlines: { ...patience, connectMs: 200 } }));
    isDeviceError(error, 'connect-failed');
    assert.match(error.message, /within 200 ms/);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('gives up on what is no SSH server', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    isDeviceError(await thrownBy(bench.open(port)), 'connect-failed');
    server.close();
  });

  it('tries again, as often as it may, while the connection is cut', async () => {
    const flaky = await bench.switch({ cutsConnections: 2 });
    const session = await bench.open(flaky.port, {}, { attempts: 3 });
    assert.equal(session.mode, 'privileged');
    assert.equal(flaky.connections(), 3);

    const broken = await bench.switch({ cutsConnections: 9 });
    isDeviceError(await thrownBy(bench.open(broken.port, {}, { attempts: 2 })), 'connect-failed');
    assert.equal(broken.connections(), 2);
  });

  it('fails where the switch opens no shell', async () => {
    const { port } = await bench.switch({ hasNoShell: true });
    const error = await thrownBy(bench.open(port));
    isDeviceError(error, 'connect-failed');
    assert.match(error.message, /no shell/);
  });

  it('opens the terminal with the columns of the dialect', async () => {
    const { port, windows } = await bench.switch();
    await bench.open(port);
    assert.deepEqual(windows, [{ cols: 32767, rows: 512 }]);
  });

  it('stops at once when it is interrupted', async () => {
    const { port, open } = await bench.switch({ slowMs: 60_000 });
    const controller = new AbortController();
    const opening = thrownBy(bench.open(port, {}, { signal: controller.signal }));
    await sleep(200);
    controller.abort();
    const error = await opening;
    assert.ok(error instanceof TwinleafError);
    assert.equal(error.code, 'interrupted');
    for (let turn = 0; open() > 0 && turn < 200; turn += 1) await sleep(10);
    assert.equal(open(), 0);
  });

  it('does not begin when it was interrupted before', async () => {
    const { port, connections } = await bench.switch();
    const error = await thrownBy(bench.open(port, {}, { signal: AbortSignal.abort() }));
    assert.ok(error instanceof TwinleafError);
    assert.equal(error.code, 'interrupted');
    assert.equal(connections(), 0);
  });

  for (const host of ['192.0.2.1', '::1', 'localhost.example.net', '127.0.0.1.example.net', '128.0.0.1']) {
    it(`keeps a lab session away from ${host}`, async () => {
      const error = await thrownBy(bench.open(22, { host, loopbackOnly: true }));
      assert.ok(error instanceof SafetyError);
      assert.equal(error.code, 'lab-not-loopback');
      assert.match(error.message, /^sw1: .*127\.0\.0\.0\/8/);
    });
  }

  it('lets a lab session go to localhost and anywhere in 127.0.0.0/8', async () => {
    const { port } = await bench.switch();
    assert.equal((await bench.open(port, { host: 'localhost' })).mode, 'privileged');
  });
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

  it('is accepted when it is pinned', async () => {
    const { port } = await bench.switch();
    const line = knownHostsLine(await fetchHostKey(bench.target(port), 5_000));
    await bench.open(port, {}, { checkHostKey: checkAgainst(readKnownHosts(line)) });
  });

  it('stops the session before the login when it is not pinned', async () => {
    const { port, hostKeys, logins, connections } = await bench.switch();
    const error = await thrownBy(
      bench.open(port, {}, { checkHostKey: checkAgainst(readKnownHosts('')), attempts: 3 }),
    );
    isDeviceError(error, 'host-key-unknown');
    assert.ok(error.message.includes(hostKeys[0]?.fingerprint ?? '?'));
    assert.match(error.message, /twinleaf trust/);
    assert.equal(error.retryable, false);
    assert.deepEqual(logins, []);
    assert.equal(connections(), 1);
  });

  it('stops the session before the login when it has changed', async () => {
    const { port, hostKeys, logins } = await bench.switch();
    const other = keyPair().public;
    const pinned = checkAgainst(readKnownHosts(`[127.0.0.1]:${String(port)} ${other}`));
    const error = await thrownBy(bench.open(port, {}, { checkHostKey: pinned }));
    isDeviceError(error, 'host-key-changed');
    assert.ok(error.message.includes(hostKeys[0]?.fingerprint ?? '?'));
    assert.match(error.message, /twinleaf trust/);
    assert.deepEqual(logins, []);
  });

  it('stops the session when it is revoked', async () => {
    const { port } = await bench.switch();
    const line = knownHostsLine(await fetchHostKey(bench.target(port), 5_000));
    const pinned = checkAgainst(readKnownHosts(`${line}\n@revoked ${line}`));
    const error = await thrownBy(bench.open(port, {}, { checkHostKey: pinned }));
    isDeviceError(error, 'host-key-changed');
    assert.match(error.message, /revoked/);
  });

  it('is asked for in the pinned type where the switch has several', async () => {
    const keys = [keyPair(), keyPair('ecdsa')];
    const { port } = await bench.switch({ hostKeys: keys.map((key) => key.private) });
    for (const { public: pinned } of keys) {
      const known = readKnownHosts(`[127.0.0.1]:${String(port)} ${pinned}`);
      await bench.open(port, {}, { checkHostKey: checkAgainst(known) });
    }
    const preferred = await fetchHostKey(bench.target(port), 5_000, ['ecdsa-sha2-nistp256']);
    assert.equal(preferred.type, 'ecdsa-sha2-nistp256');
  });

  it('cannot be fetched from outside the loopback range for a lab', async () => {
    const error = await thrownBy(fetchHostKey({ ...bench.target(22), host: '192.0.2.1' }, 5_000));
    assert.ok(error instanceof SafetyError);
  });

  it('leaves the password out of everything that is thrown', async () => {
    const { port } = await bench.switch();
    const error = await thrownBy(bench.open(port, {}, { checkHostKey: () => 'unknown' }));
    assert.ok(error instanceof Error);
    assert.ok(!JSON.stringify([error.message, error.stack, error]).includes(defaultPassword));
  });
});
