/** A private Redis for tests: a free port on loopback, nothing written to disk, gone with the process. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface RedisService {
  readonly url: string;
  /** Kills it and everything in it; it may be started again. Nothing if it does not run. */
  stop(): Promise<void>;
  /** Lets it hang: connections stay and nothing answers; `resume` ends that. */
  pause(): void;
  resume(): void;
  /** On the same port and empty; settles when it answers. Nothing if it runs. */
  start(): Promise<void>;
  /** Ends it for good and removes its directory; the end of the process does the same. */
  remove(): Promise<void>;
}

/** Why there can be no Redis here; undefined if there can. */
export function redisIsMissing(): string | undefined {
  const { error } = spawnSync('redis-server', ['--version'], { stdio: 'ignore' });
  return error === undefined ? undefined : 'redis-server is not installed';
}

/** A Redis of one's own that answers; with a password where one is given. */
export async function startRedis(options: { readonly password?: string } = {}): Promise<RedisService> {
  const directory = mkdtempSync(join(tmpdir(), 'twinleaf-redis-'));
  const port = await freePort();
  const password = options.password === undefined ? [] : ['--requirepass', options.password];
  const listen = ['--bind', '127.0.0.1', '--port', String(port), '--dir', directory];
  const args = [...listen, '--save', '', '--appendonly', 'no', ...password];
  const url = `redis://${options.password === undefined ? '' : `:${options.password}@`}127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const removeAtOnce = (): void => {
    server?.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  };
  const stop = async (): Promise<void> => {
    const running = server;
    server = undefined;
    if (running?.exitCode !== null) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
  };
  const start = async (): Promise<void> => {
    if (server !== undefined) return;
    server = spawn('redis-server', args, { stdio: 'ignore' });
    // Tests that forget to end it do not keep the process.
    server.unref();
    await answers(url);
  };
  process.once('exit', removeAtOnce);
  await start();
  return {
    url,
    stop,
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
    start,
    remove: async () => {
      await stop();
      removeAtOnce();
      process.off('exit', removeAtOnce);
    },
  };
}

let shared: Promise<RedisService> | undefined;

/** The one Redis of this process that test files share; whoever stops it starts it again. */
export function sharedRedis(): Promise<RedisService> {
  shared ??= startRedis();
  return shared;
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 250 });
  client.on('error', () => undefined);
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port on loopback');
  const closed = once(server, 'close');
  server.close();
  await closed;
  return address.port;
}
