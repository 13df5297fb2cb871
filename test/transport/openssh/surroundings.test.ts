/** What only the user's own `ssh` can do, and what it must leave alone. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkAgainst, knownHostsLine, readKnownHosts } from '../../../src/transport/known-hosts.ts';
import { fetchHostKeyByOpenssh } from '../../../src/transport/openssh/openssh-host-key.ts';
import { carriers, CarrierBench, isDeviceError } from '../../contracts/transport-carrier.ts';
import { keyPair } from '../key-pair.ts';
import { thrownBy } from '../opening.ts';
import { missingForSshd, RealSshd } from '../real-sshd.ts';
import { smallDialect } from '../small-dialect.ts';

const [carrier] = carriers.filter(({ name }) => name === 'openssh');
if (carrier === undefined) throw new Error('there is no such transport');
const { missing } = carrier;

/** The prompt of the real server's shell. */
const shellPrompt = {
  modes: [{ name: 'shell', prompt: /^leaf-a\$ $/, unless: [] }],
  homeMode: 'shell',
  onOpen: [],
};

/** The processes that this one has started, by their ids. */
function childrenHere(): readonly string[] {
  return readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
}

describe('ssh in its surroundings', () => {
  const bench = new CarrierBench(carrier);
  let directory = '';
  const usual = process.env['TMPDIR'];

  before(function () {
    if (missing === undefined) return;
    console.log(`      (${missing})`);
    this.skip();
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'twinleaf-surroundings-'));
    mkdirSync(join(directory, 'own'));
    process.env['TMPDIR'] = join(directory, 'own');
  });
  afterEach(async () => {
    await bench.clear();
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    rmSync(directory, { recursive: true });
  });
  const leftovers = (): readonly string[] => readdirSync(join(directory, 'own'));

  it('leaves no process, no open file and no file behind, however a session ends', async function () {
    if (process.platform !== 'linux') this.skip();
    const one = await bench.switch({ hangsAt: 'commit' });
    const wrong = { authentication: { kind: 'password', password: 'not-the-password' } } as const;
    const end = async (): Promise<void> => {
      await (await bench.reach(one)).close();
      await thrownBy(bench.reach(one, wrong));
      await thrownBy(bench.reach({ port: one.port, hostKeys: [] }));
      const controller = new AbortController();
      const session = await bench.reach(one, {}, { signal: controller.signal });
      const running = thrownBy(session.run('commit'));
      controller.abort();
      await running;
      await session.close();
    };
    const openFiles = (): number => readdirSync('/proc/self/fd').length;
    const before = childrenHere();
    await end();
    const files = openFiles();
    for (let turn = 0; turn < 4; turn += 1) await end();
    for (let turn = 0; openFiles() > files && turn < 100; turn += 1) await sleep(20);
    assert.deepEqual(childrenHere(), before);
    assert.ok(openFiles() <= files, `${String(openFiles())} open files instead of ${String(files)}`);
    assert.deepEqual(leftovers(), []);
  }).timeout(60_000);

  it('runs in a session of its own, with no secret in its environment or on its command line', async function () {
    if (process.platform !== 'linux') this.skip();
    process.env['LEAF_PASSWORD'] = 'correct-horse-battery';
    try {
      const before = childrenHere();
      const one = await bench.switch();
      await bench.reach(one);
      const [pid, ...others] = childrenHere().filter((each) => !before.includes(each));
      assert.ok(pid !== undefined && others.length === 0);
      // proc(5): pid (comm) state ppid pgrp session
      const [, , group, session] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(
        ' ',
      );
      assert.deepEqual([group, session], [pid, pid]);
      const told =
        readFileSync(`/proc/${pid}/environ`, 'utf8') + readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      assert.match(told, /PATH=/);
      assert.doesNotMatch(told, /correct-horse|LEAF_PASSWORD/);
      assert.deepEqual(leftovers(), []);
    } finally {
      delete process.env['LEAF_PASSWORD'];
    }
  });

  it('reads a key where it lies, and does not change it', async () => {
    const pair = keyPair('ed25519', 'open sesame');
    const file = join(directory, 'a key');
    writeFileSync(file, pair.private, { mode: 0o600 });
    const one = await bench.switch({ methods: ['publickey'], publicKey: pair.public });
    const key = { kind: 'key', privateKey: pair.private, file, passphrase: 'open sesame' } as const;
    await bench.reach(one, { authentication: key });
    assert.equal(readFileSync(file, 'utf8'), pair.private);
  });

  it('takes names and ports from the configuration that the site names', async () => {
    const one = await bench.switch();
    const configFile = join(directory, 'ssh config');
    const entry = ['Host leaf', 'HostName 127.0.0.1', `Port ${String(one.port)}`, 'User nobody'];
    const elsewhere = ['IgnoreUnknown UseKeychain', 'UseKeychain yes', 'RemoteCommand reboot'];
    writeFileSync(configFile, [...elsewhere, ...entry, ''].join('\n'));
    const [key] = one.hostKeys;
    assert.ok(key !== undefined);
    const line = knownHostsLine({ ...key, host: 'leaf', port: 22 });
    const target = { host: 'leaf', loopbackOnly: false, openssh: { configFile } };
    const checkHostKey = checkAgainst(readKnownHosts(line));
    const session = await bench.reach({ port: 22, hostKeys: [] }, target, { checkHostKey });
    assert.equal(session.mode, 'privileged');
  });

  it('keeps a lab session away from the configuration and the jump host', async () => {
    const one = await bench.switch();
    const configFile = join(directory, 'config');
    writeFileSync(configFile, 'Host *\n  ProxyCommand false\n');
    const openssh = { configFile, jumpHost: 'bastion.invalid' };
    const session = await bench.reach(one, { loopbackOnly: true, openssh });
    assert.equal(session.mode, 'privileged');
  });

  it('fails with its words where the configuration is broken', async () => {
    const one = await bench.switch();
    const configFile = join(directory, 'config');
    writeFileSync(configFile, 'NoSuchOption yes\n');
    const target = { loopbackOnly: false, openssh: { configFile } };
    const error = await thrownBy(bench.reach(one, target, { attempts: 3 }));
    isDeviceError(error, 'connect-failed');
    assert.match(error.message, /NoSuchOption|nosuchoption/);
    assert.equal(error.retryable, false);
  });

  it('sends no password to a jump host that asks for one', async () => {
    const bastion = await bench.switch();
    const one = await bench.switch();
    const known = join(directory, 'known');
    writeFileSync(known, bastion.hostKeys.map((key) => `${knownHostsLine(key)}\n`).join(''));
    const configFile = join(directory, 'config');
    const hop = ['Host bastion', 'HostName 127.0.0.1', `Port ${String(bastion.port)}`, 'User admin'];
    writeFileSync(configFile, [...hop, `UserKnownHostsFile "${known}"`, ''].join('\n'));
    const target = { loopbackOnly: false, openssh: { configFile, jumpHost: 'bastion' } };
    const error = await thrownBy(bench.reach(one, target, { attempts: 3 }));
    isDeviceError(error, 'connect-failed');
    assert.match(error.message, /password:", which nobody here can answer/);
    assert.deepEqual([bastion.logins, one.connections()], [[], 0]);
  });

  describe('with a jump host', () => {
    let bastion: RealSshd | undefined;
    before(function () {
      if (missingForSshd() === undefined) return;
      console.log(`      (${String(missingForSshd())})`);
      this.skip();
    });
    beforeEach(async () => {
      bastion = await RealSshd.start();
    });
    afterEach(async () => {
      await bastion?.close();
    });

    function configFor({ directory: at, port, hostKeys, byKey }: RealSshd, isKnown: boolean): string {
      const known = join(directory, 'known hosts');
      writeFileSync(known, isKnown ? hostKeys.map((key) => `${knownHostsLine(key)}\n`).join('') : '');
      const file = join(directory, 'ssh config');
      const lines = [
        'Host bastion',
        'HostName 127.0.0.1',
        `Port ${String(port)}`,
        `User ${byKey.username}`,
        `IdentityFile "${join(at, 'user')}"`,
        'IdentitiesOnly yes',
        `UserKnownHostsFile "${known}"`,
        'StrictHostKeyChecking yes',
      ];
      writeFileSync(file, `${lines.join('\n')}\n`);
      return file;
    }

    it('goes through it, with the pinned keys of the switch and the user’s own of the jump host', async () => {
      assert.ok(bastion !== undefined);
      const openssh = { configFile: configFor(bastion, true), jumpHost: 'bastion' };
      mkdirSync(join(directory, 'with a blank'));
      process.env['TMPDIR'] = join(directory, 'with a blank');
      const one = await bench.switch();
      const target = { loopbackOnly: false, openssh };
      const session = await bench.reach(one, target);
      assert.equal(session.mode, 'privileged');
      const other = await bench.switch();
      const changed = await thrownBy(bench.reach({ port: one.port, hostKeys: other.hostKeys }, target));
      isDeviceError(changed, 'host-key-changed');
      const { authentication: _none, ...asked } = bench.target(one.port, target);
      assert.deepEqual([await fetchHostKeyByOpenssh(asked, 10_000)], one.hostKeys);
    });

    it('stops where its host key is not known to the user', async () => {
      assert.ok(bastion !== undefined);
      const openssh = { configFile: configFor(bastion, false), jumpHost: 'bastion' };
      const one = await bench.switch();
      const error = await thrownBy(bench.reach(one, { loopbackOnly: false, openssh }, { attempts: 3 }));
      isDeviceError(error, 'connect-failed');
      assert.match(error.message, /Host key verification failed/);
      assert.deepEqual([error.retryable, one.connections()], [false, 0]);
    });
  });

  it('uses the certificate beside a key', async function () {
    if (missingForSshd() !== undefined) this.skip();
    const authority = join(directory, 'authority');
    const key = join(directory, 'key');
    for (const file of [authority, key]) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    }
    const { username } = userInfo();
    const sign = ['-q', '-s', authority, '-I', 'an admin', '-n', username, `${key}.pub`];
    execFileSync('ssh-keygen', sign);
    const sshd = await RealSshd.start({ config: [`TrustedUserCAKeys ${authority}.pub`] });
    try {
      const authentication = { kind: 'key', privateKey: readFileSync(key, 'utf8'), file: key } as const;
      const dialect = { ...smallDialect, ...shellPrompt };
      const session = await bench.reach(sshd, { username, authentication }, { dialect });
      assert.equal(await session.run('echo in'), 'in');
      await session.close();
      rmSync(`${key}-cert.pub`);
      isDeviceError(
        await thrownBy(bench.reach(sshd, { username, authentication }, { dialect })),
        'auth-failed',
      );
    } finally {
      await sshd.close();
    }
  });

  it('gives the host key of a switch without logging in', async () => {
    const one = await bench.switch();
    const { authentication: _none, ...asked } = bench.target(one.port, { openssh: {} });
    assert.deepEqual([await fetchHostKeyByOpenssh(asked, 10_000)], one.hostKeys);
    assert.deepEqual(one.logins, []);
  });

  it('fails with its words where there is no host key to give', async () => {
    const { authentication: _none, ...asked } = bench.target(1, { openssh: {} });
    const error = await thrownBy(fetchHostKeyByOpenssh(asked, 10_000));
    isDeviceError(error, 'connect-failed');
    assert.match(error.message, /refused/);
  });
}).timeout(60_000);
