/** What every check of the whole site is given. */
import type { DriverTraits, TraitsCatalog } from '../../model/driver-traits.ts';
import { type Finding, shown } from '../finding.ts';
import { KnownNames } from '../known-names.ts';
import type { Entries, Entry, WrittenSite } from '../written-site.ts';
import type { SitePath } from '../site-path.ts';
import type { WrittenSwitch } from '../schema/switch-schema.ts';

export interface CheckContext {
  readonly site: WrittenSite;
  readonly drivers: TraitsCatalog;
  readonly names: SiteNames;
  /** The well-formed switches by hostname. */
  readonly switches: ReadonlyMap<string, Entry<WrittenSwitch>>;
  /** The interfaces of each server, then of each external system. */
  readonly interfaces: readonly (readonly OwnedInterface[])[];
}

/** An interface and whose it is. */
export interface OwnedInterface {
  /** As messages name it: `server "esx01"`. */
  readonly owner: string;
  readonly path: SitePath;
  /** In the order of the YAML. */
  readonly position: number;
  readonly mac?: string | undefined;
  readonly switch?: string | undefined;
  readonly port?: string | undefined;
  readonly osIndex?: number | undefined;
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
  return { site, drivers, names, switches, interfaces: ownedInterfaces(site) };
}

function ownedInterfaces(site: WrittenSite): OwnedInterface[][] {
  const owned = (owner: string, path: SitePath, given: readonly GivenInterface[]): OwnedInterface[] =>
    given.map((one, position) => ({
      owner,
      path: [...path, 'interfaces', position],
      position,
      mac: one.mac,
      switch: one.switch,
      port: one.port,
      osIndex: one.osIndex,
    }));
  return [
    ...site.servers.all.map(({ value, path }) =>
      owned(`server ${shown(value.hostname)}`, path, value.interfaces),
    ),
    ...site.externalSystems.all.map(({ value, path }) =>
      owned(`external system ${shown(value.name)}`, path, value.interfaces),
    ),
  ];
}

type GivenInterface = Omit<OwnedInterface, 'owner' | 'path' | 'position'>;

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
