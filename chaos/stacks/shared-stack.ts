/** A Redis of its own for every history, and a database of its own; a server of its own where that is to crash. */
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../../test/services/postgres.ts';
import { redisIsMissing, startRedis, type RedisService } from '../../test/services/redis.ts';
import { stateFiles, type StartStack, type Stack } from './stack.ts';

/** What all shared histories of a process use. */
export interface Services {
  readonly startStack: StartStack;
  stop(): Promise<void>;
}

/** Undefined where Redis or PostgreSQL is not installed. */
export async function startServices(): Promise<Services | undefined> {
  if (redisIsMissing() !== undefined) return undefined;
  const postgres = await startPostgres();
  if (postgres === undefined) return undefined;
  let count = 0;
  return {
    startStack: async (directory, { mayCrash }) => {
      count += 1;
      const own = mayCrash ? await startPostgres() : undefined;
      const name = `chaos_${String(process.pid)}_${String(count)}`;
      const stack = await sharedStack(directory, own ?? postgres, name);
      if (own === undefined) return stack;
      let crashes = Promise.resolve();
      return {
        ...stack,
        crashPostgres: (forMs) => {
          crashes = crashes.then(() => crash(own, forMs));
          return crashes;
        },
        stop: async () => {
          await stack.stop();
          await own.stop();
        },
      };
    },
    stop: () => postgres.stop(),
  };
}

async function crash(postgres: PostgresServer, forMs: number): Promise<void> {
  await postgres.crash();
  await pause(forMs);
  await postgres.restart();
}

async function sharedStack(directory: string, postgres: PostgresServer, database: string): Promise<Stack> {
  await asAdministrator(postgres, `CREATE DATABASE ${database}`);
  const url = postgres.url.replace(/\/postgres$/, `/${database}`);
  const redis = await startRedis();
  return {
    environment: { DATABASE_URL: url, REDIS_URL: redis.url },
    restartRedis: async () => {
      await redis.stop();
      await redis.start();
    },
    flushRedis: async () => {
      await withRedis(redis, (client) => client.flushall());
    },
    crashPostgres: () => Promise.resolve(),
    contents: async () => {
      const found = new Map<string, string | Buffer>(await stateFiles(directory));
      for (const [table, text] of await tables(url)) found.set(`table ${table}`, text);
      for (const [key, text] of await withRedis(redis, keys)) found.set(`Redis key ${key}`, text);
      return found;
    },
    stop: async () => {
      await redis.remove();
      await asAdministrator(postgres, `DROP DATABASE ${database} WITH (FORCE)`);
    },
  };
}

async function asAdministrator({ url }: PostgresServer, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Every row of every table, as text. */
async function tables(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found = new Map<string, string>();
    for (const { name } of rows) {
      const all = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      found.set(name, all.rows.map(({ row }) => row).join('\n'));
    }
    return found;
  } finally {
    await client.end();
  }
}

async function withRedis<Value>(
  redis: RedisService,
  work: (client: Redis) => Promise<Value>,
): Promise<Value> {
  const client = new Redis(redis.url);
  client.on('error', () => undefined);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

async function keys(client: Redis): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const key of await client.keys('*')) {
    const value = await valueOf(client, key);
    // Some keys have a time to live.
    if (value !== undefined) found.set(key, JSON.stringify(value));
  }
  return found;
}

async function valueOf(client: Redis, key: string): Promise<unknown> {
  switch (await client.type(key)) {
    case 'string':
      return client.get(key);
    case 'hash':
      return client.hgetall(key);
    case 'list':
      return client.lrange(key, 0, -1);
    case 'set':
      return client.smembers(key);
    case 'zset':
      return client.zrange(key, 0, -1);
    case 'stream':
      return client.xrange(key, '-', '+');
    default:
      return undefined;
  }
}
