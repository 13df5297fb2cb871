/** The resolved fabric looked at from its switches, made once so that no switch scans the whole fabric. */
import type { DriverTraits } from '../model/driver-traits.ts';
import type {
  Attachment,
  AttachmentMember,
  ChangeUnit,
  ResolvedFabric,
  ResolvedNetwork,
} from '../model/resolved-fabric.ts';
import { edgeOf, networksOf } from './desired-edge.ts';
import type { DesiredEdge } from './desired-switch.ts';

export interface FabricIndex {
  readonly fabric: ResolvedFabric;
  readonly unitBySwitch: ReadonlyMap<string, ChangeUnit>;
  /** In the order of the fabric's attachments. */
  readonly attachmentsBySwitch: ReadonlyMap<string, readonly SwitchAttachment[]>;
  /** The networks of every attachment with a port in the unit, without repetition, by VLAN id. */
  readonly networksByUnit: ReadonlyMap<string, readonly ResolvedNetwork[]>;
}

/** An attachment and its ports on one switch, by port index. */
export interface SwitchAttachment {
  readonly attachment: Attachment;
  readonly edge: DesiredEdge;
  readonly members: readonly AttachmentMember[];
}

/** Everything that the description of one switch is made from. */
export interface SwitchContext {
  readonly fabric: ResolvedFabric;
  readonly hostname: string;
  readonly unit: ChangeUnit;
  readonly traits: DriverTraits;
  readonly attachments: readonly SwitchAttachment[];
  readonly unitNetworks: readonly ResolvedNetwork[];
}

/** The index of a fabric; linear in its ports. */
export function fabricIndex(fabric: ResolvedFabric): FabricIndex {
  const unitBySwitch = new Map(
    fabric.units.flatMap((unit) => unit.members.map((member) => [member, unit] as const)),
  );
  const attachmentsBySwitch = new Map<string, SwitchAttachment[]>();
  const networksByUnit = new Map<string, Map<number, ResolvedNetwork>>();
  for (const attachment of fabric.attachments) {
    const edge = edgeOf(fabric, attachment);
    for (const [hostname, members] of membersBySwitch(attachment)) {
      entry(attachmentsBySwitch, hostname, () => []).push({ attachment, edge, members });
      const unit = unitBySwitch.get(hostname)?.name ?? hostname;
      const networks = entry(networksByUnit, unit, () => new Map<number, ResolvedNetwork>());
      for (const network of networksOf(attachment)) networks.set(network.vlan, network);
    }
  }
  return { fabric, unitBySwitch, attachmentsBySwitch, networksByUnit: sortedNetworks(networksByUnit) };
}

function membersBySwitch(attachment: Attachment): ReadonlyMap<string, AttachmentMember[]> {
  const bySwitch = new Map<string, AttachmentMember[]>();
  for (const member of attachment.members) entry(bySwitch, member.switch, () => []).push(member);
  return bySwitch;
}

function sortedNetworks(
  byUnit: ReadonlyMap<string, ReadonlyMap<number, ResolvedNetwork>>,
): ReadonlyMap<string, readonly ResolvedNetwork[]> {
  return new Map(
    [...byUnit].map(([unit, networks]) => [unit, [...networks.values()].toSorted((a, b) => a.vlan - b.vlan)]),
  );
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
