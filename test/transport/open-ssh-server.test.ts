/** Against the real OpenSSH server with a shell that has a line editor. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DeviceError } from '../../src/fabric/errors.ts';
import type { CliDialect } from '../../src/transport/cli-dialect.ts';
import { fetchHostKey } from '../../src/transport/host-key.ts';
import { checkAgainst, readKnownHosts } from '../../src/transport/known-hosts.ts';
import { shellDialect } from '../contracts/transport-servers.ts';
import { Bench, thrownBy } from './opening.ts';
import { missingForSshd, RealSshd } from './real-sshd.ts';

/** A narrow terminal, and a second mode to walk to. */
const dialect: CliDialect = {
  ...shellDialect,
  modes: [...shellDialect.modes, { name: 'inner', prompt: /^leaf-a\(inner\)\$ $/, unless: [] }],
  ways: [
    { from: 'shell', to: 'inner', command: "PS1='leaf-a(inner)$ '" },
    { from: 'inner', to: 'shell', command: "PS1='leaf-a$ '" },
  ],
  terminalColumns: 80,
};

describe('a session with a real OpenSSH server', () => {
  const bench = new Bench();
  let server: RealSshd;

  before(async function () {
    const why = missingForSshd();
    if (why !== undefined) {
      console.log(`      (${why})`);
      this.skip();
    }
    server = await RealSshd.start({ hostKeyTypes: ['ed25519', 'rsa'] });
  });
  afterEach(async () => {
    await bench.clear();
    bench.transcript.length = 0;
  });
  after(() => (server as RealSshd | undefined)?.close());

  it('checks the key, runs commands, walks between prompts and notices a refusal', async () => {
    const pinned = readKnownHosts(
      `[127.0.0.1]:${String(server.port)} ${readFileSync(join(server.directory, 'host-rsa.pub'), 'utf8')}`,
    );
    const session = await bench.open(server.port, server.byKey, {
      dialect,
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
    const session = await bench.open(server.port, server.byKey, { dialect });
    for (const length of [60, 66, 67, 68, 72, 73, 79, 80, 81, 200, 500]) {
      const word = 'x'.repeat(length);
      assert.equal(await session.run(`echo ${word}`), word);
    }
  });

  it('deals out the answers of a batch that is typed ahead', async () => {
    const session = await bench.open(server.port, server.byKey, { dialect });
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
    const error = await thrownBy(bench.open(server.port, { username: userInfo().username }, { dialect }));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'auth-failed');
    assert.match(error.message, /it offers publickey/);
  });

  it('gives the key that ssh-keygen reads from the file', async () => {
    const { fingerprint } = await fetchHostKey(bench.target(server.port), 5_000);
    const printed = execFileSync('ssh-keygen', ['-lf', join(server.directory, 'host-ed25519.pub')], {
      encoding: 'utf8',
    });
    assert.equal(fingerprint, printed.split(' ')[1]);
  });

  it('notices that the shell has ended', async () => {
    const session = await bench.open(server.port, server.byKey, { dialect });
    const error = await thrownBy(session.run('exit 3'));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'session-lost');
    assert.equal(error.details.command, 'exit 3');
  });
}).timeout(60_000);
