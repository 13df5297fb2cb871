/**
 * Change units: a switch pair, or one switch that is in none. What the user left out of a pair gets the
 * driver's default.
 */
import { createHash } from 'node:crypto';
import { TwinleafError, type Problem } from '../errors.ts';
import type { DriverTraits, TraitsCatalog } from '../model/driver-traits.ts';
import { compareText, portChannelId, vlanId } from '../model/ids.ts';
import type {
  FabricIntent,
  Intent,
  KeepaliveIntent,
  SwitchIntent,
  SwitchPairIntent,
} from '../model/intent.ts';
import type { ChangeUnit, ResolvedPair } from '../model/resolved-fabric.ts';
import { knownKeys } from './known-keys.ts';

/** Which switch is in which unit, and what its operating system is like. */
export interface Topology {
  /** By name. */
  readonly units: readonly ChangeUnit[];
  readonly problems: readonly Problem[];
  /** Every operating system of the fabric once, with its first switch by name. */
  readonly systems: readonly (readonly [DriverTraits, string])[];
  /** Throws `internal` for a switch that the intent does not have. */
  unitOf(hostname: string): ChangeUnit;
  /** Throws `internal` for a switch that the intent does not have. */
  traitsOf(hostname: string): DriverTraits;
  /** The unit of that name, if there is one. */
  unitNamed(name: string): ChangeUnit | undefined;
  /** Whether the intent has the switch. */
  hasSwitch(hostname: string): boolean;
}

/** What the units are made from. */
export interface SwitchesIntent extends Pick<Intent, 'switches' | 'switchPairs'> {
  readonly fabric: Pick<FabricIntent, 'name'>;
}

interface Site {
  readonly fabric: string;
  readonly switches: ReadonlyMap<string, SwitchIntent>;
  readonly drivers: TraitsCatalog;
}

/** The units of the fabric with their lookups. */
export function topology(intent: SwitchesIntent, drivers: TraitsCatalog): Topology {
  const site: Site = {
    fabric: intent.fabric.name,
    switches: new Map(intent.switches.map((given) => [given.hostname, given])),
    drivers,
  };
  const pairs = intent.switchPairs.map((pair) => pairUnit(pair, site));
  const paired = new Set(pairs.flatMap((unit) => unit.members));
  const single = intent.switches
    .filter((candidate) => !paired.has(candidate.hostname))
    .map(({ hostname, driver }) => ({ name: hostname, members: [hostname], driver }));
  const units = [...pairs, ...single].toSorted((a, b) => compareText(a.name, b.name));
  const bySwitch = new Map(units.flatMap((unit) => unit.members.map((member) => [member, unit] as const)));
  const byName = new Map(units.map((unit) => [unit.name, unit]));
  return {
    units,
    problems: systemMacClashes(intent, units),
    systems: systemsOf(intent.switches, (hostname) => traitsOf(site, hostname)),
    unitOf: (hostname) => known(bySwitch.get(hostname), hostname),
    traitsOf: (hostname) => traitsOf(site, hostname),
    unitNamed: (name) => byName.get(name),
    hasSwitch: (hostname) => site.switches.has(hostname),
  };
}

/**
 * A locally administered MAC address that only depends on the names: the first six bytes of SHA-256 over
 * both, with the bits of IEEE 802-2014 clause 8.2 set to "local" and "individual".
 */
export function derivedSystemMac(fabric: string, pair: string): string {
  const digest = createHash('sha256').update(`${fabric}\n${pair}`).digest().subarray(0, 6);
  digest[0] = ((digest[0] ?? 0) & 0b1111_1100) | 0b0000_0010;
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function pairUnit(pair: SwitchPairIntent, site: Site): ChangeUnit {
  const driver = known(site.switches.get(pair.members[0]), pair.members[0]).driver;
  return {
    name: pair.name,
    members: pair.members.toSorted(compareText),
    driver,
    pair: resolvedPair(pair, site),
  };
}

function resolvedPair(pair: SwitchPairIntent, site: Site): ResolvedPair {
  const [first, second] = pair.members;
  return {
    name: pair.name,
    members: pair.members,
    manage: pair.manage,
    peerLinkPorts: (pair.peerLink?.ports ?? []).toSorted(compareText),
    managementHosts: [managementHost(site, first), managementHost(site, second)],
    ...knownKeys({
      domainId: pair.domainId,
      systemMac: systemMacOf(pair, site),
      keepalive: keepaliveOf(pair, site),
    }),
    ...peerLinkValues(pair, site),
  };
}

function keepaliveOf(
  { keepalive, manage, members }: SwitchPairIntent,
  site: Site,
): KeepaliveIntent | undefined {
  const isNeeded = manage && traitsOf(site, members[0]).pair.needsKeepalive === true;
  return keepalive ?? (isNeeded ? { kind: 'management' } : undefined);
}

/** A pair that Twinleaf neither manages nor was told about has no defaults: nobody knows what it runs with. */
function peerLinkValues({ manage, members, peerLink }: SwitchPairIntent, site: Site) {
  if (!manage && peerLink === undefined) return {};
  const { peerLinkPortChannel, controlVlan, addresses } = {
    ...traitsOf(site, members[0]).pair,
    ...knownKeys({
      peerLinkPortChannel: peerLink?.lagId,
      controlVlan: peerLink?.vlan,
      addresses: peerLink?.addresses,
    }),
  };
  return knownKeys({
    peerLinkPortChannel: peerLinkPortChannel === undefined ? undefined : portChannelId(peerLinkPortChannel),
    controlVlan: controlVlan === undefined ? undefined : vlanId(controlVlan),
    addresses,
  });
}

/** A renamed pair keeps the address it had under its old name for as long as it says `renamedFrom`. */
function systemMacOf(pair: SwitchPairIntent, site: Site): string | undefined {
  if (pair.systemMac !== undefined) return pair.systemMac;
  if (traitsOf(site, pair.members[0]).pair.systemMac !== 'settable') return undefined;
  return derivedSystemMac(site.fabric, pair.renamedFrom ?? pair.name);
}

function systemMacClashes(intent: SwitchesIntent, units: readonly ChangeUnit[]): Problem[] {
  const paths = new Map(intent.switchPairs.map((pair) => [pair.name, pair.path]));
  const owners = new Map<string, string>();
  return units.flatMap(({ name, pair }) => {
    if (pair?.systemMac === undefined) return [];
    const owner = owners.get(pair.systemMac);
    owners.set(pair.systemMac, owner ?? name);
    if (owner === undefined) return [];
    return [
      {
        code: 'duplicate-system-mac',
        message: `the pairs ${owner} and ${name} have the same system MAC ${pair.systemMac}`,
        path: `${paths.get(name) ?? ''}.systemMac`,
        hint: 'two pairs with one system MAC look like one switch to LACP; leave it out to have it derived',
      },
    ];
  });
}

/** Every operating system of some switches once, with the first of them by name. */
function systemsOf(
  switches: readonly SwitchIntent[],
  traits: (hostname: string) => DriverTraits,
): Topology['systems'] {
  const first = new Map<DriverTraits, string>();
  for (const { hostname } of switches.toSorted((a, b) => compareText(a.hostname, b.hostname))) {
    if (!first.has(traits(hostname))) first.set(traits(hostname), hostname);
  }
  return [...first];
}

function managementHost(site: Site, hostname: string): string {
  return known(site.switches.get(hostname), hostname).management.host;
}

function traitsOf(site: Site, hostname: string): DriverTraits {
  const driver = known(site.switches.get(hostname), hostname).driver;
  const traits = site.drivers.get(driver);
  if (traits === undefined) throw new TwinleafError('internal', `no traits of the driver ${driver}`);
  return traits;
}

function known<Found>(found: Found | undefined, hostname: string): Found {
  if (found === undefined) throw new TwinleafError('internal', `the intent has no switch ${hostname}`);
  return found;
}
