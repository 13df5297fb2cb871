/**
 * From the resolved fabric to the desired configuration of each switch. In: the whole fabric and the ports
 * that nobody names any more. Out: one value per switch, without any vendor's words. Law: a switch's value
 * depends on its own unit only, and the same fabric gives the same value.
 */
import type { DriverTraits, TraitsCatalog } from '../model/driver-traits.ts';
import type { ResolvedFabric } from '../model/resolved-fabric.ts';
import type { SwitchIntent } from '../model/intent.ts';
import { TwinleafError } from '../errors.ts';
import { forgetful, type Memory } from '../memory.ts';
import { compareText } from '../model/ids.ts';
import { mark, owners } from '../model/mark.ts';
import type { DesiredSwitch } from './desired-switch.ts';
import { desiredPortChannels, desiredPorts } from './desired-ports.ts';
import { desiredPairMember, desiredPeerLink } from './desired-pair.ts';
import { desiredVlans } from './desired-vlans.ts';
import {
  fabricSettings,
  fabricUnits,
  unitIndex,
  type FabricSettings,
  type FabricUnit,
} from './fabric-index.ts';
import type { SwitchContext, UnitIndex } from './fabric-index.ts';

/**
 * The desired configuration of one switch. `owned` are the ports it had before; those that no intent names any more
 * are released.
 * Throws TwinleafError `unknown-object` for a hostname that the fabric does not have.
 */
export function desiredSwitch(
  fabric: ResolvedFabric,
  hostname: string,
  drivers: TraitsCatalog,
  owned: readonly string[],
): DesiredSwitch {
  const unit = fabricUnits(fabric).find(({ unit: { members } }) => members.includes(hostname));
  const found = unit?.switches.find((candidate) => candidate.hostname === hostname);
  if (unit === undefined || found === undefined)
    throw new TwinleafError('unknown-object', `there is no switch ${hostname}`);
  return describe(unitIndex(unit, fabricSettings(fabric)), found, drivers, owned);
}

/** The desired configuration of every switch, by hostname and in that order; linear in the fabric. */
export function desiredFabric(
  fabric: ResolvedFabric,
  drivers: TraitsCatalog,
  ownedBySwitch: ReadonlyMap<string, readonly string[]>,
  memory: Memory = forgetful,
): ReadonlyMap<string, DesiredSwitch> {
  const units = fabricUnits(fabric).map((unit) => ({
    ...unit,
    owned: unit.switches.map(({ hostname }) => ownedBySwitch.get(hostname) ?? []),
  }));
  const settings = fabricSettings(fabric);
  const perUnit = memory.recallEach(describeUnit, units, ({ unit }) => unit.name, settings, drivers);
  const bySwitch = new Map(perUnit.flat().map((one) => [one.hostname, one]));
  return new Map(
    fabric.switches.flatMap(({ hostname }) => {
      const one = bySwitch.get(hostname);
      return one === undefined ? [] : [[hostname, one] as const];
    }),
  );
}

interface OwningUnit extends FabricUnit {
  /** By position of the switch: ports it had before. */
  readonly owned: readonly (readonly string[])[];
}

function describeUnit(
  unit: OwningUnit,
  settings: FabricSettings,
  drivers: TraitsCatalog,
): readonly DesiredSwitch[] {
  const index = unitIndex(unit, settings);
  return unit.switches.map((one, position) => describe(index, one, drivers, unit.owned[position] ?? []));
}

function describe(
  index: UnitIndex,
  one: SwitchIntent,
  drivers: TraitsCatalog,
  owned: readonly string[],
): DesiredSwitch {
  const context: SwitchContext = {
    settings: index.settings,
    hostname: one.hostname,
    unit: index.unit,
    traits: traitsOf(drivers, one),
    attachments: index.attachmentsBySwitch.get(one.hostname) ?? [],
    unitNetworks: index.networks,
  };
  const vlans = desiredVlans(context);
  const pair = desiredPairMember(context);
  const peerLink = desiredPeerLink(context, vlans);
  const portChannels = desiredPortChannels(context);
  return {
    hostname: one.hostname,
    driver: one.driver,
    vlans,
    portChannels: [
      ...portChannels,
      ...(peerLink?.portChannel === undefined ? [] : [peerLink.portChannel]),
    ].toSorted((a, b) => a.id - b.id),
    ports: [...withReleased(context, [...desiredPorts(context), ...(peerLink?.ports ?? [])], owned)].toSorted(
      (a, b) => compareText(a.name, b.name),
    ),
    ...(pair === undefined ? {} : { pair }),
  };
}

/** A port that the intent names is in use, whoever had it before. */
function withReleased(
  context: SwitchContext,
  ports: DesiredSwitch['ports'],
  owned: readonly string[],
): DesiredSwitch['ports'] {
  const inUse = new Set(ports.map((port) => port.name));
  const description = mark(owners.released, context.traits.names.descriptionLength);
  const to = context.settings.releasedPorts;
  const free = owned.filter((name) => !inUse.has(name));
  return [...ports, ...free.map((name) => ({ role: 'released', name, description, to }) as const)];
}

function traitsOf(drivers: TraitsCatalog, one: SwitchIntent): DriverTraits {
  const traits = drivers.get(one.driver);
  if (traits === undefined) {
    throw new TwinleafError('internal', `switch ${one.hostname} has the unregistered driver ${one.driver}`);
  }
  return traits;
}
