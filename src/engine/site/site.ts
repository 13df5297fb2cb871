/** A site as the use cases see it: what was read from its files, and the ways to everything outside. */
import type { Driver } from '../../drivers/driver.ts';
import { IntentError, SafetyError } from '../../fabric/errors.ts';
import { compareProblems } from '../../fabric/intent/locator.ts';
import type { IntentReading } from '../../fabric/intent/read-intent.ts';
import { forgetful, type Memory } from '../../fabric/memory.ts';
import type { Allocations } from '../../fabric/model/allocation.ts';
import type { TraitsCatalog } from '../../fabric/model/driver-traits.ts';
import type { Intent } from '../../fabric/model/intent.ts';
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import { resolveFabric } from '../../fabric/resolve/resolve-fabric.ts';
import type { HostKeyCheck } from '../../transport/cli-session.ts';
import type { Rendering } from '../switches/intended-config.ts';
import type { HostKeyAccess, LabAddresses } from './ssh-access.ts';
import type { FabricState, Store } from '../store.ts';
import type { SwitchAccess } from '../switches/switch-access.ts';
import type { Timing } from '../timing.ts';

export interface Site {
  readonly intent: Intent;
  readonly reading: IntentReading;
  readonly rendering: Rendering;
  /** Templates of the site that replace built-in ones, as `driver/feature`. */
  readonly overriddenTemplates: readonly string[];
  readonly traits: TraitsCatalog;
  readonly access: SwitchAccess & HostKeyAccess;
  readonly stateDirectory: string;
  readonly knownHostsFile: string;
  readonly hostKeys: () => Promise<HostKeyCheck>;
  readonly lab?: LabAddresses;
  /** Opened, and made if it is missing. */
  readonly store: () => Promise<Store>;
  /** Only if there is one already. */
  readonly storeIfPresent: () => Promise<Store | undefined>;
  readonly timing: Timing;
  readonly now: () => Date;
  /** Unique, short enough to type, free of anything a switch could mistake. */
  readonly newId: () => string;
  readonly toolVersion: string;
}

/** The resolved fabric; throws IntentError with every problem, located in the site's files. */
export function resolved(
  site: Pick<Site, 'traits' | 'reading'>,
  intent: Intent,
  given: Allocations,
  memory: Memory = forgetful,
): ResolvedFabric {
  const { fabric, problems } = resolveFabric(intent, site.traits, given, memory);
  if (fabric === undefined) throw new IntentError(problems.map(site.reading.locate).sort(compareProblems));
  return fabric;
}

/**
 * What the store knows, undefined where there is no store or nothing in it. Throws `state-foreign` where it
 * knows another fabric.
 */
export async function stateOf(site: Site): Promise<FabricState | undefined> {
  const state = await (await site.storeIfPresent())?.readState();
  const { name } = site.intent.fabric;
  if (state === undefined || state.fabric === name) return state;
  const hint = 'give each fabric its own state directory with --state';
  const message = `the store in ${site.stateDirectory} belongs to fabric ${state.fabric}, not to ${name}`;
  throw new SafetyError('state-foreign', message, { hint });
}

/** What the store has given so far; nothing where there is no store. */
export async function givenAllocations(site: Site): Promise<Allocations> {
  return (await stateOf(site))?.allocations ?? [];
}

/** The driver of a switch that the intent names. */
export function driverOf(site: Pick<Site, 'intent' | 'rendering'>, hostname: string): Driver {
  const name = site.intent.switches.find((one) => one.hostname === hostname)?.driver ?? '';
  const driver = site.rendering.drivers.get(name);
  if (driver === undefined) throw new Error(`${hostname}: no driver ${name}`);
  return driver;
}
