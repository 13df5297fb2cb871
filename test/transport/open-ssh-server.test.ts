/**
 * Against the real OpenSSH server with a shell that has a line editor. A listener on loopback hands every
 * connection to a server of its own (`sshd -i`), so that the system picks the port.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DeviceError } from '../../src/fabric/errors.ts';
import type { CliDialect } from '../../src/transport/cli-dialect.ts';
import { fetchHostKey } from '../../src/transport/host-key.ts';
import { checkAgainst, readKnownHosts } from '../../src/transport/known-hosts.ts';
import { Bench, thrownBy } from './opening.ts';

const sshd = '/usr/sbin/sshd';

const shellDialect: CliDialect = {
  modes: [
    { name: 'shell', prompt: /^leaf-a\$ $/, unless: [] },
    { name: 'inner', prompt: /^leaf-a\(inner\)\$ $/, unless: [] },
  ],
  ways: [
    { from: 'shell', to: 'inner', command: "PS1='leaf-a(inner)$ '" },
    { from: 'inner', to: 'shell', command: "PS1='leaf-a$ '" },
  ],
  homeMode: 'shell',
  onOpen: [],
  refusals: [/command not found/],
  notRefusals: [],
  noise: [],
  pager: { text: /^--More--/, answer: ' ' },
  passwordPrompt: /^Password: $/,
  terminalColumns: 80,
};

describe('a session with a real OpenSSH server', () => {
  const bench = new Bench();
  let directory = '';
  let server: Server | undefined;
  let port = 0;
  let privateKey = '';

  before(async function () {
    if (!existsSync(sshd)) {
      console.log(`      (no ${sshd} on this machine)`);
      this.skip();
    }
    directory = mkdtempSync(join(tmpdir(), 'twinleaf-sshd-'));
    for (const name of ['host-ed25519', 'host-rsa', 'user']) {
      const type = name.endsWith('rsa') ? 'rsa' : 'ed25519';
      execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', join(directory, name)]);
    }
    privateKey = readFileSync(join(directory, 'user'), 'utf8');
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    const config = join(directory, 'sshd_config');
    writeFileSync(
      config,
      [
        `HostKey ${join(directory, 'host-ed25519')}`,
        `HostKey ${join(directory, 'host-rsa')}`,
        `AuthorizedKeysFile ${join(directory, 'user.pub')}`,
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'PermitRootLogin yes',
        'PrintMotd no',
        "ForceCommand env PS1='leaf-a$ ' HISTFILE= bash --norc --noprofile -i",
        '',
      ].join('\n'),
    );
    server = createServer((socket) => {
      const child = spawn(sshd, ['-i', '-e', '-f', config], { stdio: ['pipe', 'pipe', 'ignore'] });
      socket.pipe(child.stdin);
      child.stdout.pipe(socket);
      for (const stream of [socket, child.stdin, child.stdout]) stream.on('error', () => child.kill());
      socket.on('close', () => child.kill());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    await bench.clear();
    bench.transcript.length = 0;
  });
  after(() => {
    server?.close();
    if (directory !== '') rmSync(directory, { recursive: true });
  });

  const user = (): { username: string; authentication: { kind: 'key'; privateKey: string } } => ({
    username: userInfo().username,
    authentication: { kind: 'key', privateKey },
  });

  it('checks the key, runs commands, walks between prompts and notices a refusal', async () => {
    const pinned = readKnownHosts(
      `[127.0.0.1]:${String(port)} ${readFileSync(join(directory, 'host-rsa.pub'), 'utf8')}`,
    );
    const session = await bench.open(port, user(), {
      dialect: shellDialect,
      checkHostKey: checkAgainst(pinned),
    });
    assert.equal(session.mode, 'shell');
    assert.equal(await session.run('echo one; echo; echo "two # three >"'), 'one\n\ntwo # three >');
    assert.equal(await session.run('true'), '');
    assert.equal((await session.run('seq 1 20000', 20_000)).split('\n').length, 20_000);
    await session.enter('inner');
    assert.equal(await session.run("printf 'no newline at the end\\n'"), 'no newline at the end');
    await session.enter('shell');
    const error = await thrownBy(session.run('no-such-command-anywhere'));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'line-rejected');
    assert.match(String(error.details.output), /no-such-command-anywhere: command not found/);
    assert.equal(await session.run('echo still here'), 'still here');
  });

  it('reads commands that are longer than the terminal is wide', async () => {
    const session = await bench.open(port, user(), { dialect: shellDialect });
    for (const length of [60, 66, 67, 68, 72, 73, 79, 80, 81, 200, 500]) {
      const word = 'x'.repeat(length);
      assert.equal(await session.run(`echo ${word}`), word);
    }
  });

  it('deals out the answers of a batch that is typed ahead', async () => {
    const session = await bench.open(port, user(), { dialect: shellDialect });
    const lines = Array.from({ length: 60 }, (_, at) => `echo answer-${String(at)} ${'y'.repeat(at)}`);
    await session.runBatch(['sleep 0.2', ...lines]);
    assert.deepEqual(
      bench.transcript.slice(-60).map(({ output }) => output),
      lines.map((line) => line.replace('echo ', '').trim()),
    );
    const error = await thrownBy(session.runBatch(['sleep 0.1', 'true', 'no-such-thing', 'echo after']));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.details.command, 'no-such-thing');
    assert.equal(bench.transcript.at(-1)?.output, 'after');
  });

  it('says which methods are offered when a login is refused', async () => {
    const error = await thrownBy(
      bench.open(port, { username: userInfo().username }, { dialect: shellDialect }),
    );
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'auth-failed');
    assert.match(error.message, /it offers publickey/);
  });

  it('gives the key that ssh-keygen reads from the file', async () => {
    const { fingerprint } = await fetchHostKey(bench.target(port), 5_000);
    const printed = execFileSync('ssh-keygen', ['-lf', join(directory, 'host-ed25519.pub')], {
      encoding: 'utf8',
    });
    assert.equal(fingerprint, printed.split(' ')[1]);
  });

  it('notices that the shell has ended', async () => {
    const session = await bench.open(port, user(), { dialect: shellDialect });
    const error = await thrownBy(session.run('exit 3'));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'session-lost');
    assert.equal(error.details.command, 'exit 3');
  });
}).timeout(60_000);
