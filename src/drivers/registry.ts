/** The one list of drivers. A new one adds its line here and changes nothing else outside its own folders. */
import type { DriverTraits, TraitsCatalog } from '../fabric/model/driver-traits.ts';
import { aristaEos } from './arista-eos/driver.ts';
import { ciscoNxos } from './cisco-nxos/driver.ts';
import { dellOs10 } from './dell-os10/driver.ts';
import type { Driver } from './driver.ts';
import { openvswitch } from './openvswitch/driver.ts';

/** Drivers by the name they have in the YAML. */
export const drivers: ReadonlyMap<string, Driver> = registered([aristaEos, ciscoNxos, dellOs10, openvswitch]);

/** The traits of every registered driver by name. */
export function traitsCatalog(): TraitsCatalog {
  return new Map<string, DriverTraits>([...drivers].map(([name, { traits }]) => [name, traits]));
}

/** Drivers by name; throws an Error where two have the same one. */
export function registered(all: readonly Driver[]): ReadonlyMap<string, Driver> {
  const byName = new Map<string, Driver>();
  for (const driver of all) {
    const { name } = driver.traits;
    if (byName.has(name)) throw new Error(`two drivers are registered as ${name}`);
    byName.set(name, driver);
  }
  return byName;
}
