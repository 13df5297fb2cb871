/** The resolved fabric looked at from its switches, made once so that no switch scans the whole fabric. */
import type { DriverTraits } from '../model/driver-traits.ts';
import type { SwitchIntent } from '../model/intent.ts';
import type {
  Attachment,
  AttachmentMember,
  ChangeUnit,
  ResolvedFabric,
  ResolvedNetwork,
} from '../model/resolved-fabric.ts';
import { edgeOf, networksOf } from './desired-edge.ts';
import type { DesiredEdge } from './desired-switch.ts';

/** What a fabric says about all its switches. */
export type FabricSettings = Pick<ResolvedFabric, 'mtuBytes' | 'stormControl' | 'releasedPorts'>;

/** The part of a fabric from which the switches of one unit are described, and nothing else. */
export interface FabricUnit {
  readonly unit: ChangeUnit;
  /** By hostname. */
  readonly switches: readonly SwitchIntent[];
  /** Those with a port on the unit, in the order of the fabric's attachments. */
  readonly attachments: readonly Attachment[];
}

/** A unit looked at from its switches, made once for all of them. */
export interface UnitIndex {
  readonly settings: FabricSettings;
  readonly unit: ChangeUnit;
  /** In the order of the fabric's attachments. */
  readonly attachmentsBySwitch: ReadonlyMap<string, readonly SwitchAttachment[]>;
  /** The networks of every attachment with a port in the unit, without repetition, by VLAN id. */
  readonly networks: readonly ResolvedNetwork[];
}

/** An attachment and its ports on one switch, by port index. */
export interface SwitchAttachment {
  readonly attachment: Attachment;
  readonly edge: DesiredEdge;
  readonly members: readonly AttachmentMember[];
}

/** Everything that the description of one switch is made from. */
export interface SwitchContext {
  readonly settings: FabricSettings;
  readonly hostname: string;
  readonly unit: ChangeUnit;
  readonly traits: DriverTraits;
  readonly attachments: readonly SwitchAttachment[];
  readonly unitNetworks: readonly ResolvedNetwork[];
}

/** Of a fabric, what it says about all switches. */
export function fabricSettings({ mtuBytes, releasedPorts, stormControl }: ResolvedFabric): FabricSettings {
  return { mtuBytes, releasedPorts, ...(stormControl === undefined ? {} : { stormControl }) };
}

/** The fabric's units with their parts, by name; linear in its ports. */
export function fabricUnits({ units, switches, attachments }: ResolvedFabric): readonly FabricUnit[] {
  const bySwitch = new Map(switches.map((one) => [one.hostname, one]));
  const unitBySwitch = new Map(
    units.flatMap(({ name, members }) => members.map((one) => [one, name] as const)),
  );
  const byUnit = new Map(units.map(({ name }) => [name, new Array<Attachment>()]));
  for (const attachment of attachments) {
    // What has a number is on one unit; anything else may have a port anywhere.
    const { kind, unit } = attachment;
    if (kind === 'lag' || kind === 'mlag') byUnit.get(unit)?.push(attachment);
    else for (const name of unitsOf(attachment, unitBySwitch)) byUnit.get(name)?.push(attachment);
  }
  return units.map((unit) => ({
    unit,
    switches: unit.members.flatMap((member) => bySwitch.get(member) ?? []),
    attachments: byUnit.get(unit.name) ?? [],
  }));
}

function unitsOf(
  { unit, members }: Attachment,
  unitBySwitch: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  return new Set(members.map(({ switch: hostname }) => unitBySwitch.get(hostname) ?? unit));
}

/** The index of a unit; linear in its ports. */
export function unitIndex({ unit, attachments }: FabricUnit, settings: FabricSettings): UnitIndex {
  const members = new Set(unit.members);
  const attachmentsBySwitch = new Map<string, SwitchAttachment[]>();
  const networks = new Map<number, ResolvedNetwork>();
  for (const attachment of attachments) {
    const edge = edgeOf(settings, attachment);
    for (const [hostname, ports] of membersBySwitch(attachment)) {
      if (!members.has(hostname)) continue;
      entry(attachmentsBySwitch, hostname, () => []).push({ attachment, edge, members: ports });
    }
    for (const network of networksOf(attachment)) networks.set(network.vlan, network);
  }
  return {
    settings,
    unit,
    attachmentsBySwitch,
    networks: [...networks.values()].toSorted((a, b) => a.vlan - b.vlan),
  };
}

function membersBySwitch(attachment: Attachment): ReadonlyMap<string, AttachmentMember[]> {
  const bySwitch = new Map<string, AttachmentMember[]>();
  for (const member of attachment.members) entry(bySwitch, member.switch, () => []).push(member);
  return bySwitch;
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
