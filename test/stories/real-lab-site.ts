/** A site with a lab of real switches, reached over OpenSSH; and what its servers say of each other. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labFilePath, openSite, virtualSwitchKinds } from '../../src/app.ts';
import type { RunResult, UseCases } from '../../src/engine/use-cases.ts';
import type { Waiver } from '../../src/fabric/plan/plan.ts';
import type { Device } from '../../src/lab/real/device.ts';
import { startRealLab, type RealLab } from '../../src/lab/real/start-real-lab.ts';

/** Why no real lab can be had on this machine; undefined where one can. */
export { missingForRealLab as whyNoRealLab } from '../../src/lab/real/requirements.ts';

export interface RealLabSite {
  /** Where `site.yaml` lies. */
  readonly directory: string;
  readonly lab: RealLab;
  write(yaml: string): Promise<void>;
  with<Value>(work: (site: UseCases) => Promise<Value>): Promise<Value>;
  apply(waivers?: readonly Waiver[]): Promise<RunResult>;
  stop(): Promise<void>;
}

export async function realLabSite(yaml: string): Promise<RealLabSite> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-'));
  const file = path.join(directory, 'site.yaml');
  const stateDirectory = path.join(directory, '.twinleaf');
  await writeFile(file, yaml);
  await mkdir(stateDirectory);
  const timing = { verifyMs: 20_000, pollMs: 100, firstTimerSeconds: 120, secondTimerSeconds: 60 };
  const open = (lab: boolean): UseCases => openSite({ path: file, stateDirectory, lab, timing });
  const reading = open(false);
  const { fabric } = await reading.readSite();
  await reading.close();
  const lab = await startRealLab(fabric, virtualSwitchKinds());
  await writeFile(labFilePath(stateDirectory), JSON.stringify(lab.labFile));
  const withSite = async <Value>(work: (site: UseCases) => Promise<Value>): Promise<Value> => {
    const site = open(true);
    try {
      return await work(site);
    } finally {
      await site.close();
    }
  };
  await withSite(async (site) => site.pinHostKeys(await site.readHostKeys()));
  return {
    directory,
    lab,
    write: (text) => writeFile(file, text),
    with: withSite,
    apply: (waivers = []) =>
      withSite(async (site) => site.apply(await site.plan({ waivers }), { requestedBy: 'test' })),
    stop: async () => {
      await lab.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The address of a server in a network, without prefix length. */
export function addressOf(lab: RealLab, server: string, network: string): string {
  const found = lab.servers.get(server)?.interfaces.find((one) => one.network === network);
  return found?.address.split('/')[0] ?? '';
}

function deviceOf(lab: RealLab, name: string): Device {
  const device = lab.servers.get(name)?.device ?? lab.switches.get(name);
  if (device === undefined) throw new Error(`there is no device ${name}`);
  return device;
}

/** How many of ten pings are answered. */
export async function answered(lab: RealLab, from: string, address: string): Promise<number> {
  const device = deviceOf(lab, from);
  const printed = await device.run('sh', '-c', `ping -c 10 -i 0.05 -W 1 ${address} || true`);
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

export async function delay(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
