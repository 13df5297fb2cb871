/**
 * The resolved fabric: every open question of the intent answered. Ports have indexes, connections have
 * become attachments, networks have VLANs, and everything is sorted by a stated key, so that equal intents
 * give equal values.
 */
import type { Allocations } from './allocation.ts';
import type { FallbackTraits } from './driver-traits.ts';
import type { IdRange, PortChannelId, PortIndex, SwitchPort, VlanId } from './ids.ts';
import type {
  EndpointIntent,
  FallbackSetting,
  KeepaliveIntent,
  StormControl,
  SwitchIntent,
} from './intent.ts';
import type { Warning } from '../errors.ts';

export interface ResolvedFabric {
  readonly name: string;
  readonly mtuBytes: number;
  readonly releasedPorts: 'shut' | 'default';
  readonly keepVlans: readonly IdRange[];
  readonly stormControl?: StormControl;
  /** By hostname. */
  readonly switches: readonly SwitchIntent[];
  /** By name; every switch is in exactly one. */
  readonly units: readonly ChangeUnit[];
  /** By name. */
  readonly networks: readonly ResolvedNetwork[];
  /** By endpoint name. */
  readonly endpoints: readonly ResolvedEndpoint[];
  /** By endpoint name, then group. */
  readonly attachments: readonly Attachment[];
  /** Everything given or kept by this run. */
  readonly allocations: Allocations;
  readonly endpointGroups: readonly string[];
  readonly warnings: readonly Warning[];
}

/** A switch pair, or one switch that is in none. */
export interface ChangeUnit {
  readonly name: string;
  /** One or two hostnames, sorted. */
  readonly members: readonly string[];
  readonly driver: string;
  readonly pair?: ResolvedPair;
}

export interface ResolvedPair {
  readonly name: string;
  /** In the order the user wrote them; addresses follow it. */
  readonly members: readonly [string, string];
  readonly manage: boolean;
  readonly domainId?: number;
  readonly systemMac?: string;
  /** Canonical ports, same on both members, sorted. */
  readonly peerLinkPorts: readonly string[];
  readonly peerLinkPortChannel?: PortChannelId;
  readonly controlVlan?: VlanId;
  readonly addresses?: readonly [string, string];
  readonly keepalive?: KeepaliveIntent;
  /** Management addresses of the members, in their order, for a keepalive over management. */
  readonly managementHosts: readonly [string, string];
}

export interface ResolvedNetwork {
  readonly name: string;
  readonly vlan: VlanId;
  /** IP MTU. */
  readonly mtuBytes: number;
}

export interface ResolvedEndpoint {
  readonly name: string;
  /** The name that it had before, as the user wrote it. */
  readonly renamedFrom?: string;
  readonly kind: EndpointIntent['kind'];
  readonly os?: 'esxi' | 'linux';
  readonly hostSwitch: EndpointIntent['hostSwitch'];
  readonly provisioning: boolean;
  /** Cabled ones by port index, then the uncabled ones in the order of the YAML. */
  readonly interfaces: readonly ResolvedInterface[];
}

export interface ResolvedInterface {
  /** Absent for an interface without a cable. */
  readonly index?: PortIndex;
  /** Absent for an interface without a cable and without `osIndex`. */
  readonly osIndex?: number;
  readonly at?: SwitchPort;
  readonly mac?: string;
  readonly name?: string;
  readonly speedMbps?: number;
}

/**
 * The ports of one endpoint that carry one set of networks: a redundancy group. `single` and `independent`
 * have no port-channel; `lag` and `mlag` have one.
 */
export interface Attachment {
  readonly endpoint: string;
  readonly endpointKind: EndpointIntent['kind'];
  /** From 0, in order of the lowest port index. */
  readonly group: number;
  readonly kind: 'single' | 'independent' | 'lag' | 'mlag';
  /** The unit of a `lag` or `mlag`; for others the unit of the first port. */
  readonly unit: string;
  /** Only on `lag` and `mlag`. */
  readonly portChannel?: PortChannelId;
  /** By port index. */
  readonly members: readonly AttachmentMember[];
  /** Absent: untagged frames are dropped. */
  readonly untagged?: AttachedNetwork;
  /** By VLAN id. */
  readonly tagged: readonly AttachedNetwork[];
  readonly lacpRate: 'fast' | 'slow';
  /** One active member at a time (`active-backup` with `link-aggregation`). */
  readonly maxBundle?: 1;
  readonly mode: 'active-active' | 'active-backup';
  /** Only on `lag` and `mlag`. */
  readonly fallback?: ResolvedFallback;
  /** The endpoint groups behind it, sorted. */
  readonly endpointGroups: readonly string[];
}

/** A network as one endpoint has it. */
export interface AttachedNetwork extends ResolvedNetwork {
  /** IP MTU of the host side; absent: that of the network. */
  readonly hostMtuBytes?: number;
}

export interface AttachmentMember extends SwitchPort {
  readonly index: PortIndex;
  readonly mac?: string;
  /** 1000 + position in the bond; numerically lower wins (IEEE 802.1AX-2020 clause 6.3.4). */
  readonly lacpPriority: number;
  /** The port of an active-backup endpoint on one member of a pair: it follows the peer-link. */
  readonly isOrphan: boolean;
}

export interface ResolvedFallback {
  readonly setting: FallbackSetting;
  readonly enabled: boolean;
  /** The bond's port with the lowest index. */
  readonly port: SwitchPort;
  readonly traits: FallbackTraits;
  /** Network of the untagged frames while in fallback, where it is another one than the untagged one. */
  readonly network?: ResolvedNetwork;
  /** One sentence: why it is on or off, and what that means for a network boot. */
  readonly why: string;
}
