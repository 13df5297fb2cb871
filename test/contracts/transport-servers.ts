/** Every transport against servers that are not ours. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceError } from '../../src/fabric/errors.ts';
import type { CliDialect } from '../../src/transport/cli-dialect.ts';
import { Cable } from '../transport/cable.ts';
import { patience, thrownBy } from '../transport/opening.ts';
import {
  account,
  missingForAccounts,
  missingForSshd,
  missingForVtysh,
  RealSshd,
  type SshdHabits,
} from '../transport/real-sshd.ts';
import { CarrierBench, isDeviceError, type Carrier } from './transport-carrier.ts';

/** The shell that the server of the tests forces upon everybody. */
export const shellDialect: CliDialect = {
  modes: [{ name: 'shell', prompt: /^leaf-a\$ $/, unless: [] }],
  ways: [],
  homeMode: 'shell',
  onOpen: [],
  refusals: [/command not found/],
  notRefusals: [],
  noise: [],
  pager: { text: /^--More--/, answer: ' ' },
  passwordPrompt: /^Password: $/,
  terminalColumns: 500,
};

export const routerDialect: CliDialect = {
  ...shellDialect,
  modes: [
    { name: 'config', prompt: /^leaf-a\(config[\w-]*\)# $/, unless: [] },
    { name: 'privileged', prompt: /^leaf-a# $/, unless: [] },
  ],
  ways: [
    { from: 'privileged', to: 'config', command: 'configure terminal' },
    { from: 'config', to: 'privileged', command: 'end' },
  ],
  homeMode: 'privileged',
  refusals: [/^% /m],
};

const byPassword = {
  username: account.username,
  authentication: { kind: 'password', password: account.password },
} as const;

/** OpenSSH's server, with a shell that has a line editor. */
export function sshdContract(carrier: Carrier): void {
  const { bench, start } = realServers(carrier, missingForSshd());
  const shell = { dialect: shellDialect, deadlines: { ...patience, loginMs: 10_000 } };

  describe('with a real sshd', () => {
    skipWhere(missingForSshd());

    it('logs in with a key, runs commands and notices a refusal', async () => {
      const sshd = await start();
      const session = await bench.reach(sshd, sshd.byKey, shell);
      assert.equal(await session.run('echo one; echo; echo "two # three >"'), 'one\n\ntwo # three >');
      assert.equal((await session.run('seq 1 20000', 20_000)).split('\n').length, 20_000);
      const error = await thrownBy(session.run('no-such-command-anywhere'));
      isDeviceError(error, 'line-rejected');
      assert.equal(await session.run('echo still here'), 'still here');
    });

    it('reads ten megabytes', async () => {
      const sshd = await start();
      const session = await bench.reach(sshd, sshd.byKey, shell);
      const output = await session.run('head -c 7500000 /dev/zero | base64 -w 75', 60_000);
      assert.equal(output.replaceAll('\n', '').length, 10_000_000);
    });

    it('gives the banner and stops where the key is another', async () => {
      const directory = (await start()).directory;
      writeFileSync(join(directory, 'banner'), 'Keep out #1\n');
      const sshd = await start({ config: [`Banner ${join(directory, 'banner')}`] });
      const session = await bench.reach(sshd, sshd.byKey, shell);
      assert.equal(session.greeting, 'Keep out #1');
      const other = await start();
      const error = await thrownBy(
        bench.reach({ port: sshd.port, hostKeys: other.hostKeys }, sshd.byKey, shell),
      );
      isDeviceError(error, 'host-key-changed');
    });

    it('notices that the shell has ended', async () => {
      const sshd = await start();
      const session = await bench.reach(sshd, sshd.byKey, shell);
      isDeviceError(await thrownBy(session.run('exit 3')), 'session-lost');
    });

    it('tries again where the server drops connections because others are logging in', async () => {
      const sshd = await start();
      const full = await fullServer(sshd.directory);
      const cable = await Cable.to(full.port);
      try {
        const opening = bench.reach({ port: cable.port, hostKeys: sshd.hostKeys }, sshd.byKey, {
          ...shell,
          attempts: 8,
        });
        while (cable.connections < 2) await sleep(10);
        full.makeRoom();
        const session = await opening;
        assert.equal(await session.run('echo in'), 'in');
      } finally {
        await bench.clear();
        await cable.close();
        await full.close();
      }
    });
  });

  describe('with a real sshd that knows passwords', () => {
    skipWhere(missingForAccounts());

    for (const asksThroughPam of [false, true]) {
      const how = asksThroughPam ? 'keyboard-interactive' : 'password';
      it(`logs in by ${how}, and not with a wrong password`, async () => {
        const sshd = await start({ shell: 'bash', asksThroughPam });
        const session = await bench.reach(sshd, byPassword, shell);
        assert.equal(await session.run('id -un'), 'root');
        const wrong = { kind: 'password', password: 'not-the-password' } as const;
        const error = await thrownBy(
          bench.reach(sshd, { ...byPassword, authentication: wrong }, { ...shell, attempts: 4 }),
        );
        isDeviceError(error, 'auth-failed');
        assert.match(error.message, new RegExp(`tried ${how}.*offers .*${how}`));
        assert.doesNotMatch(JSON.stringify([error.message, error.details]), /not-the-password/);
      });
    }
  });
}

/** FRR's command line as login shell. */
export function routerContract(carrier: Carrier): void {
  const { bench, start } = realServers(carrier, missingForVtysh());

  describe('with the command line of a real router', () => {
    skipWhere(missingForVtysh());

    it('logs in, shows, configures and notices a refusal', async () => {
      const router = await start({ shell: 'vtysh' });
      const options = { dialect: routerDialect, deadlines: { ...patience, loginMs: 10_000 } };
      const session = await bench.reach(router, byPassword, options);
      assert.match(session.greeting, /FRRouting/);
      assert.match(await session.run('show version'), /FRRouting/);
      await session.enter('config');
      await session.runBatch(['interface lo', ' description set by a test', 'exit']);
      const error = await thrownBy(session.runBatch(['interface lo', 'no such line', 'exit']));
      assert.ok(error instanceof DeviceError);
      assert.deepEqual([error.code, error.details.command], ['line-rejected', 'no such line']);
      await session.enter('privileged');
      assert.match(await session.run('show running-config'), /description set by a test/);
    });
  });
}

/** Servers of one group of tests, ended after each. */
function realServers(
  carrier: Carrier,
  missing: string | undefined,
): { bench: CarrierBench; start: (habits?: SshdHabits) => Promise<RealSshd> } {
  const bench = new CarrierBench(carrier);
  const started: RealSshd[] = [];
  afterEach(async () => {
    await bench.clear();
    await Promise.all(started.splice(0).map((each) => each.close()));
  });
  const start = async (habits: SshdHabits = {}): Promise<RealSshd> => {
    if (missing !== undefined) throw new Error(missing);
    const one = await RealSshd.start(habits);
    started.push(one);
    return one;
  };
  return { bench, start };
}

function skipWhere(missing: string | undefined): void {
  before(function () {
    if (missing === undefined) return;
    console.log(`      (${missing})`);
    this.skip();
  });
}

/** A server that listens by itself, with one place for those who are logging in, and the place taken. */
async function fullServer(
  directory: string,
): Promise<{ port: number; makeRoom: () => void; close: () => Promise<void> }> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const file = join(directory, 'sshd_config');
  mkdirSync(join(directory, 'run'), { recursive: true });
  const own = ['-o', 'MaxStartups=1:100:1', '-o', `PidFile=${join(directory, 'run/pid')}`];
  const args = ['-D', '-e', '-f', file, '-p', String(port), '-o', 'ListenAddress=127.0.0.1', ...own];
  const server = spawn('/usr/sbin/sshd', args, { stdio: 'ignore' });
  const holder = await holding(port);
  return {
    port,
    makeRoom: () => holder.destroy(),
    close: async () => {
      holder.destroy();
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

/** A connection that says nothing, once the server has greeted it. */
async function holding(port: number): Promise<ReturnType<typeof connect>> {
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    const isGreeted = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    if (isGreeted) return socket.on('error', () => undefined);
    socket.destroy();
    await sleep(20);
  }
}
