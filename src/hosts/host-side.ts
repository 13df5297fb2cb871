/**
 * The host side of one endpoint: the same attachments that its switch ports are made from, seen from the other end
 * of the cables. In: the resolved fabric. Out: bonds and interfaces with their names. Law: it decides nothing that
 * the switch side has decided.
 */
import { portKey, type PortIndex, type SwitchPort, type VlanId } from '../fabric/model/ids.ts';
import type {
  AttachedNetwork,
  Attachment,
  AttachmentMember,
  ResolvedFabric,
  ResolvedInterface,
} from '../fabric/model/resolved-fabric.ts';

export interface HostSide {
  readonly host: string;
  readonly fabric: string;
  /** By number. */
  readonly groups: readonly HostGroup[];
}

/** The ports of one redundancy group and what they carry. */
export interface HostGroup {
  /** From 0; no other group of the host has it. */
  readonly number: number;
  /** Name of the bond, as the descriptions on the switches have it. */
  readonly bond: string;
  readonly kind: Attachment['kind'];
  readonly mode: Attachment['mode'];
  /** Whether the far end lets one port at a time carry frames. */
  readonly hasOneActivePort: boolean;
  readonly lacpRate: Attachment['lacpRate'];
  /** By port index, at least one. */
  readonly ports: readonly HostPort[];
  /** The untagged network first, then by VLAN id. */
  readonly networks: readonly HostNetwork[];
  /** The largest IP MTU of its networks. */
  readonly mtuBytes: number;
}

export interface HostPort {
  readonly index: PortIndex;
  /** What the site calls it on the host, where it does. */
  readonly name?: string;
  /** Absent on an external system that gives none. */
  readonly mac?: string;
  readonly at: SwitchPort;
}

export interface HostNetwork {
  readonly name: string;
  /** The tag its frames carry on the cable; absent: none. */
  readonly tag?: VlanId;
  /** IP MTU. */
  readonly mtuBytes: number;
}

/** The host side of an endpoint; one without any connection has no groups. */
export function hostSide(fabric: ResolvedFabric, endpoint: string): HostSide {
  const its = fabric.endpoints.find(({ name }) => name === endpoint);
  const interfaces = new Map(
    its?.interfaces.flatMap((one) => (one.at === undefined ? [] : [[portKey(one.at), one] as const])),
  );
  const attachments = fabric.attachments.filter((one) => one.endpoint === endpoint);
  return {
    host: endpoint,
    fabric: fabric.name,
    groups: attachments.map((attachment) => hostGroup(attachment, interfaces)),
  };
}

function hostGroup(attachment: Attachment, interfaces: ReadonlyMap<string, ResolvedInterface>): HostGroup {
  const { group, kind, mode, lacpRate, maxBundle, untagged, tagged } = attachment;
  const networks = [
    ...(untagged === undefined ? [] : [{ name: untagged.name, mtuBytes: hostMtuOf(untagged) }]),
    ...tagged.map((one) => ({ name: one.name, tag: one.vlan, mtuBytes: hostMtuOf(one) })),
  ];
  return {
    number: group,
    bond: `bond${group}`,
    kind,
    mode,
    hasOneActivePort: maxBundle === 1,
    lacpRate,
    ports: attachment.members.map((member) => hostPort(member, interfaces.get(portKey(member)))),
    networks,
    mtuBytes: Math.max(...networks.map(({ mtuBytes }) => mtuBytes)),
  };
}

function hostPort(member: AttachmentMember, its: ResolvedInterface | undefined): HostPort {
  const { index, switch: hostname, port } = member;
  const mac = its?.mac ?? member.mac;
  return {
    index,
    at: { switch: hostname, port },
    ...(its?.name === undefined ? {} : { name: its.name }),
    ...(mac === undefined ? {} : { mac }),
  };
}

/** The connection's own MTU is for the host alone: a switch port has the fabric's, or more if a network needs it. */
function hostMtuOf({ mtuBytes, hostMtuBytes = mtuBytes }: AttachedNetwork): number {
  return hostMtuBytes;
}
