/** What every check of the whole site is given. */
import type { DriverTraits, TraitsCatalog } from '../../model/driver-traits.ts';
import type { Finding } from '../finding.ts';
import { KnownNames } from '../known-names.ts';
import type { Entries, Entry, WrittenSite } from '../written-site.ts';
import type { WrittenSwitch } from '../schema/switch-schema.ts';

export interface CheckContext {
  readonly site: WrittenSite;
  readonly drivers: TraitsCatalog;
  readonly names: SiteNames;
  /** The well-formed switches by hostname. */
  readonly switches: ReadonlyMap<string, Entry<WrittenSwitch>>;
}

/** One law about a site as a whole. */
export type Check = (context: CheckContext) => Finding[];

/** All names a reference can mean, including those of entries that are not well formed. */
export interface SiteNames {
  readonly credentials: KnownNames;
  readonly switches: KnownNames;
  readonly servers: KnownNames;
  readonly externalSystems: KnownNames;
  readonly networks: KnownNames;
  readonly drivers: KnownNames;
}

/** The context of the checks of one site. */
export function checkContext(site: WrittenSite, drivers: TraitsCatalog): CheckContext {
  const known = nameReader(site.isIncomplete);
  const names = {
    credentials: known('credentials', site.credentials, (value) => value.name),
    switches: known('switches', site.switches, (value) => value.hostname),
    servers: known('servers', site.servers, (value) => value.hostname),
    externalSystems: known('external systems', site.externalSystems, (value) => value.name),
    networks: known('logical networks', site.logicalNetworks, (value) => value.name),
    drivers: new KnownNames('drivers', drivers.keys()),
  };
  const switches = new Map(site.switches.all.map((entry) => [entry.value.hostname, entry]));
  return { site, drivers, names, switches };
}

/** The traits of a switch, or undefined where the switch or its driver is none that can be used. */
export function traitsOf(context: CheckContext, hostname: string): DriverTraits | undefined {
  const entry = context.switches.get(hostname);
  return entry && context.drivers.get(entry.value.driver);
}

/** Where a file or the name of an entry could not be read, what is not found is probably there. */
function nameReader(isIncomplete: boolean) {
  return <Value>(kind: string, entries: Entries<Value>, nameOf: (value: Value) => string): KnownNames => {
    const names = [...entries.all.map(({ value }) => nameOf(value)), ...entries.brokenNames];
    return new KnownNames(kind, names, isIncomplete || entries.hasNameless);
  };
}
