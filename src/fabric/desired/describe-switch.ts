/**
 * From the resolved fabric to the desired configuration of each switch. In: the whole fabric and the ports
 * that nobody names any more. Out: one value per switch, without any vendor's words. Law: a switch's value
 * depends on its own unit only, and the same fabric gives the same value.
 */
import type { DriverTraits, TraitsCatalog } from '../model/driver-traits.ts';
import type { ChangeUnit, ResolvedFabric } from '../model/resolved-fabric.ts';
import type { SwitchIntent } from '../model/intent.ts';
import { TwinleafError } from '../errors.ts';
import { compareText } from '../model/ids.ts';
import { mark, owners } from '../model/mark.ts';
import type { DesiredSwitch } from './desired-switch.ts';
import { desiredPortChannels, desiredPorts } from './desired-ports.ts';
import { desiredPairMember, desiredPeerLink } from './desired-pair.ts';
import { desiredVlans } from './desired-vlans.ts';
import type { FabricIndex, SwitchContext } from './fabric-index.ts';
import { fabricIndex } from './fabric-index.ts';

/**
 * The desired configuration of one switch. `released` are the owned ports that no intent names any more.
 * Throws TwinleafError `unknown-object` for a hostname that the fabric does not have.
 */
export function desiredSwitch(
  fabric: ResolvedFabric,
  hostname: string,
  drivers: TraitsCatalog,
  released: readonly string[],
): DesiredSwitch {
  const found = fabric.switches.find((candidate) => candidate.hostname === hostname);
  if (found === undefined) throw new TwinleafError('unknown-object', `there is no switch ${hostname}`);
  return describe(fabricIndex(fabric), found, drivers, released);
}

/** The desired configuration of every switch by hostname; linear in the fabric. */
export function desiredFabric(
  fabric: ResolvedFabric,
  drivers: TraitsCatalog,
  releasedBySwitch: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, DesiredSwitch> {
  const index = fabricIndex(fabric);
  return new Map(
    fabric.switches.map((one) => [
      one.hostname,
      describe(index, one, drivers, releasedBySwitch.get(one.hostname) ?? []),
    ]),
  );
}

function describe(
  index: FabricIndex,
  one: SwitchIntent,
  drivers: TraitsCatalog,
  released: readonly string[],
): DesiredSwitch {
  const unit = unitOf(index, one);
  const context: SwitchContext = {
    fabric: index.fabric,
    hostname: one.hostname,
    unit,
    traits: traitsOf(drivers, one),
    attachments: index.attachmentsBySwitch.get(one.hostname) ?? [],
    unitNetworks: index.networksByUnit.get(unit.name) ?? [],
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
    ports: [
      ...withReleased(context, [...desiredPorts(context), ...(peerLink?.ports ?? [])], released),
    ].toSorted((a, b) => compareText(a.name, b.name)),
    ...(pair === undefined ? {} : { pair }),
  };
}

/** A port that the intent names again is not released, whoever says so. */
function withReleased(
  context: SwitchContext,
  ports: DesiredSwitch['ports'],
  released: readonly string[],
): DesiredSwitch['ports'] {
  const inUse = new Set(ports.map((port) => port.name));
  const description = mark(owners.released, context.traits.names.descriptionLength);
  const to = context.fabric.releasedPorts;
  const free = released.filter((name) => !inUse.has(name));
  return [...ports, ...free.map((name) => ({ role: 'released', name, description, to }) as const)];
}

function traitsOf(drivers: TraitsCatalog, one: SwitchIntent): DriverTraits {
  const traits = drivers.get(one.driver);
  if (traits === undefined) {
    throw new TwinleafError('internal', `switch ${one.hostname} has the unregistered driver ${one.driver}`);
  }
  return traits;
}

function unitOf(index: FabricIndex, one: SwitchIntent): ChangeUnit {
  const unit = index.unitBySwitch.get(one.hostname);
  if (unit === undefined) throw new TwinleafError('internal', `switch ${one.hostname} is in no unit`);
  return unit;
}
