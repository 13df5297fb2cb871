/** Reading every switch of a plan: over SSH, or from a directory of saved configurations. */
import path from 'node:path';
import { changeMethodOf } from '../../drivers/change-method.ts';
import type { RunningFacts } from '../../fabric/model/running-facts.ts';
import type { Hearing } from '../../fabric/plan/cabling/hearing.ts';
import type { UnreadSwitch } from '../../fabric/plan/plan.ts';
import type { ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { parseConfig } from '../../fabric/remediation/parse-config.ts';
import type { ObservedSwitch } from '../../fabric/verify/observed-switch.ts';
import { checkIdentity, observe, readRunning } from '../switches/read-switch.ts';
import { driverOf, type Site } from './site.ts';
import { textIfPresent } from './site-files.ts';
import { askSwitches, type AskingOptions } from '../switches/unread-switch.ts';
import { unitOf } from './applied-state.ts';

export interface ReadSwitch {
  readonly hostname: string;
  readonly running: ConfigTree;
  readonly facts: RunningFacts;
  /** MACs learnt on ports that are up; empty where the configuration came from a file. */
  readonly learntMacs: ReadonlyMap<string, readonly string[]>;
  /** It puts an unconfirmed change back by itself; of a saved configuration: every release does. */
  readonly isSelfReverting: boolean;
  /** What it says about its cables; absent where the configuration came from a file. */
  readonly hearing?: Hearing;
}

/** What could be read, by hostname, and what could not. */
export interface FabricReading {
  readonly read: ReadonlyMap<string, ReadSwitch>;
  readonly unread: readonly UnreadSwitch[];
}

export interface ReadingOptions extends AskingOptions {
  /** Of saved configurations; absent: the switches are asked. */
  readonly runningDirectory?: string;
  readonly signal?: AbortSignal;
}

/** The running configuration of these switches. Throws UnreadError unless what was read is enough. */
export async function readFabric(
  site: Site,
  hostnames: readonly string[],
  options: ReadingOptions,
): Promise<FabricReading> {
  const { runningDirectory, signal } = options;
  const switches = hostnames.map((hostname) => ({ hostname, unit: unitOf(hostname, site.intent) }));
  const { read, unread } = await askSwitches(
    switches,
    ({ hostname }) =>
      runningDirectory === undefined
        ? readLive(site, hostname, signal)
        : readSaved(site, hostname, runningDirectory),
    options,
  );
  return { read: new Map(read.map((one) => [one.hostname, one])), unread };
}

/** A missing file is an empty switch. */
async function readSaved(site: Site, hostname: string, directory: string): Promise<ReadSwitch> {
  const driver = driverOf(site, hostname);
  const running = parseConfig(
    (await textIfPresent(path.join(directory, `${hostname}.cfg`))) ?? '',
    driver.rules,
  );
  return {
    hostname,
    running,
    facts: driver.readFacts(running),
    learntMacs: new Map(),
    isSelfReverting: driver.change.selfReverting !== undefined,
  };
}

async function readLive(site: Site, hostname: string, signal: AbortSignal | undefined): Promise<ReadSwitch> {
  const open = await site.access.open(hostname, signal === undefined ? {} : { signal });
  try {
    const identity = await checkIdentity(open);
    const running = await readRunning(open);
    const hearing = hearingOf(await observe(open));
    return {
      hostname,
      running,
      facts: open.driver.readFacts(running),
      learntMacs: hearing.learntMacs,
      hearing,
      isSelfReverting: changeMethodOf(open.driver, identity).selfReverting !== undefined,
    };
  } finally {
    await open.session.close();
  }
}

/** What a switch that was looked at says about its cables. */
export function hearingOf(observed: ObservedSwitch): Hearing {
  return {
    speaksLldp: observed.isDeaf !== true,
    neighbours: observed.neighbours,
    ports: new Map([...observed.ports].map(([port, { state }]) => [port, state] as const)),
    learntMacs: learntOn(observed),
  };
}

function learntOn(observed: ObservedSwitch): ReadonlyMap<string, readonly string[]> {
  const learnt = new Map<string, string[]>();
  for (const { mac, port } of observed.macs) {
    if (observed.ports.get(port)?.state === 'up') learnt.set(port, [...(learnt.get(port) ?? []), mac]);
  }
  return learnt;
}
