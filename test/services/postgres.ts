/** A PostgreSQL server of our own for tests: a fresh cluster on loopback that nothing else uses. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** A running server; it ends with this process at the latest. */
export interface PostgresServer {
  /** With user and password, for a database that is there. */
  readonly url: string;
  /** Stops the server and removes what it stored. */
  stop(): Promise<void>;
  /** Kills every process of the server at once, as a power cut would. */
  crash(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  restart(): Promise<void>;
}

const user = 'twinleaf';
/** The server trusts everybody on loopback; the password is there to be looked for in messages. */
const password = 'planted-secret';
const patienceMs = 30_000;

let shared: Promise<PostgresServer | undefined> | undefined;

/** One server for all tests of this process; undefined where PostgreSQL is not installed. */
export function sharedPostgres(): Promise<PostgresServer | undefined> {
  return (shared ??= startPostgres());
}

/** Starts a server; undefined where PostgreSQL is not installed. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const programs = programDirectory();
  return programs === undefined ? undefined : new Cluster(programs).started();
}

/** Debian keeps the programs of each version out of the path. */
function programDirectory(): string | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = [...versions.map((version) => join(base, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return candidates.find((directory) => existsSync(join(directory, 'initdb')));
}

class Cluster implements PostgresServer {
  readonly #programs: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'twinleaf-postgres-'));
  readonly #account = ordinaryAccount();
  readonly #atExit = () => {
    this.#remove();
  };
  #port = 0;
  #server: ChildProcess | undefined;

  constructor(programs: string) {
    this.#programs = programs;
    if (this.#account !== undefined) chownSync(this.#directory, this.#account.uid, this.#account.gid);
    process.once('exit', this.#atExit);
  }

  get url(): string {
    return `postgresql://${user}:${password}@127.0.0.1:${this.#port}/postgres`;
  }

  async started(): Promise<this> {
    const options = [
      '--username',
      user,
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ];
    this.#run('initdb', '--pgdata', this.#data, ...options);
    this.#port = await freePort();
    await this.restart();
    return this;
  }

  async restart(): Promise<void> {
    // What a killed server leaves behind keeps the next one away for a moment.
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      this.#server = this.#spawn();
      if (await this.#answers()) return;
      await pause(100);
    }
    throw new Error(`PostgreSQL does not start: ${readFileSync(this.#log, 'utf8')}`);
  }

  async crash(): Promise<void> {
    const server = this.#server;
    if (server?.pid === undefined || !isRunning(server)) return;
    const { pid } = server;
    const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    const gone = once(server, 'exit');
    server.ref();
    for (const each of [pid, ...children.stdout.split(/\s+/).filter(Boolean).map(Number)]) kill(each);
    await gone;
  }

  stop(): Promise<void> {
    process.off('exit', this.#atExit);
    this.#remove();
    return Promise.resolve();
  }

  get #data(): string {
    return join(this.#directory, 'data');
  }

  get #log(): string {
    return join(this.#directory, 'log');
  }

  #remove(): void {
    if (isRunning(this.#server)) {
      this.#run('pg_ctl', 'stop', '--pgdata', this.#data, '--mode', 'immediate', '--silent');
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** A server that dies with this process, however that ends, and keeps nothing from ending. */
  #spawn(): ChildProcess {
    const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=100', `unix_socket_directories=`];
    const log = openSync(this.#log, 'a');
    const server = spawn(
      'setpriv',
      [
        ...this.#asAccount,
        ...['--pdeathsig', 'QUIT', join(this.#programs, 'postgres')],
        ...['-D', this.#data, '-h', '127.0.0.1', '-p', String(this.#port)],
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      { stdio: ['ignore', log, log], cwd: this.#directory },
    );
    server.unref();
    return server;
  }

  /** Waits until the server lets somebody in; false if it has ended instead. */
  async #answers(): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (!isRunning(this.#server)) return false;
      const client = new pg.Client(this.url);
      const isIn = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end();
      if (isIn) return true;
      await pause(20);
    }
    return false;
  }

  #run(program: string, ...words: readonly string[]): void {
    const command = [...this.#asAccount, join(this.#programs, program), ...words];
    const { status, stderr } = spawnSync('setpriv', command, { encoding: 'utf8', cwd: this.#directory });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  }

  get #asAccount(): readonly string[] {
    if (this.#account === undefined) return [];
    const { uid, gid } = this.#account;
    return ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  }
}

/** PostgreSQL refuses to run as root; `nobody` may run it. Undefined for everybody else. */
function ordinaryAccount(): { readonly uid: number; readonly gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
}

function isRunning(server: ChildProcess | undefined): boolean {
  return server?.exitCode === null && server.signalCode === null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It may have ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
