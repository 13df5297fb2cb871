/** What the servers of a real lab get to see of each other. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealLab } from '../../../src/lab/real/start-real-lab.ts';
import { deviceOf } from './real-lab-site.ts';

/** The address of a server in a network, without prefix length. */
export function addressOf(lab: RealLab, server: string, network: string): string {
  const found = lab.servers.get(server)?.interfaces.find((one) => one.network === network);
  return found?.address.split('/')[0] ?? '';
}

/** How many of ten pings are answered. */
export async function answered(lab: RealLab, from: string, address: string): Promise<number> {
  const printed = await deviceOf(lab, from).run('sh', '-c', `ping -c 10 -i 0.05 -W 1 ${address} || true`);
  return Number(/(\d+) received/.exec(printed)?.[1] ?? 0);
}

/** What a stream of pings, sixty a second, has seen. */
export interface PingReport {
  readonly sent: number;
  readonly lost: number;
  readonly duplicates: number;
  /** The longest time between two answers. */
  readonly longestGapMs: number;
}

/** Pings from one server or switch to another while something happens, and for four seconds after. */
export async function whilePinging(
  lab: RealLab,
  from: string,
  address: string,
  event: () => Promise<void>,
): Promise<PingReport> {
  const device = deviceOf(lab, from);
  const [program, ...args] = device.inside(['ping', '-D', '-i', '0.01', '-w', '300', address]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await delay(1_000);
  await event();
  await delay(4_000);
  const closed = once(child, 'close');
  await device.run('pkill', '-INT', '-x', 'ping');
  await closed;
  return report(printed);
}

function report(printed: string): PingReport {
  const times = [...printed.matchAll(/^\[([\d.]+)\] \d+ bytes from/gm)].map(
    ([, time]) => Number(time) * 1000,
  );
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const [, sent = '0', received = '0'] = /(\d+) packets transmitted, (\d+) received/.exec(printed) ?? [];
  return {
    sent: Number(sent),
    lost: Number(sent) - Number(received),
    duplicates: printed.match(/DUP!/g)?.length ?? 0,
    longestGapMs: Math.max(...gaps),
  };
}

/** Pings were sent all the time, none came twice, and no answer was missing for longer; prints what was lost. */
export function assertBounded(seen: PingReport, longestGapMs: number, what = ''): void {
  const lost = `${String(seen.lost)} of ${String(seen.sent)} pings lost`;
  console.log(`        ${what}${lost}, longest gap ${String(Math.round(seen.longestGapMs))} ms`);
  const shown = JSON.stringify(seen);
  assert.equal(seen.duplicates, 0, shown);
  assert.ok(seen.sent > 100, shown);
  assert.ok(seen.longestGapMs < longestGapMs, shown);
  assert.ok(seen.lost <= longestGapMs / 10, shown);
}
