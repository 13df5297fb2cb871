/**
 * The desired configuration of one switch in the terms of IEEE 802.1, without any vendor's words. Templates
 * turn it into text. Everything is sorted by its id or name, so equal fabrics give equal values.
 */
import type { PortChannelId, VlanId } from '../model/ids.ts';
import type { StormControl } from '../model/intent.ts';

export interface DesiredSwitch {
  readonly hostname: string;
  readonly driver: string;
  /** By id. */
  readonly vlans: readonly DesiredVlan[];
  /** By id. Peer-link included. */
  readonly portChannels: readonly DesiredPortChannel[];
  /** By name. Members, single ports, released ports, peer-link members. */
  readonly ports: readonly DesiredPort[];
  /** Only where Twinleaf manages the pair domain. */
  readonly pair?: DesiredPairMember;
}

export interface DesiredVlan {
  readonly id: VlanId;
  /** The mark of its owner, cut to what the operating system allows. */
  readonly name: string;
  /** Carries the pair's control traffic and may leave over the peer-link only. */
  readonly isControl: boolean;
}

/** What an edge or trunk port lets through. VLAN lists are sorted and without repetition. */
export type Switchport =
  | { readonly mode: 'access'; readonly vlan: VlanId }
  | {
      readonly mode: 'trunk';
      /** Absent: untagged frames are dropped. */
      readonly native?: VlanId;
      readonly tagged: readonly VlanId[];
    };

/** What server-facing ports and port-channels have in common. */
export interface DesiredEdge {
  readonly switchport: Switchport;
  /** Largest IP packet that must pass. */
  readonly ipMtuBytes: number;
  readonly isStpEdge: boolean;
  readonly hasBpduGuard: boolean;
  readonly stormControl?: StormControl;
}

export interface DesiredPortChannel {
  readonly id: PortChannelId;
  readonly description: string;
  readonly role: 'lag' | 'mlag' | 'peer-link';
  /** Absent on a peer-link, whose VLANs are in `peerLinkVlans`. */
  readonly edge?: DesiredEdge;
  /** Peer-link only: every VLAN the pair needs on both members, control VLAN included. */
  readonly peerLinkVlans?: readonly VlanId[];
  /** Member ports on this switch, sorted. */
  readonly members: readonly string[];
  /** Of an MLAG: no leg is on the other member, so it can be up on this one only. */
  readonly isOneSided?: true;
  /** Members are configured differently on purpose where the driver's fallback works by asymmetry. */
  readonly fallback?: DesiredFallback;
  readonly maxBundle?: 1;
}

export interface DesiredFallback {
  readonly enabled: boolean;
  /** Whether the bond's port #0 is on this switch. */
  readonly hasFirstPort: boolean;
}

export type DesiredPort =
  | {
      readonly role: 'edge';
      readonly name: string;
      readonly description: string;
      readonly edge: DesiredEdge;
      readonly followsPeerLink: boolean;
    }
  | {
      readonly role: 'member';
      readonly name: string;
      readonly description: string;
      readonly membership: DesiredMembership;
      readonly edge: DesiredEdge;
    }
  | {
      readonly role: 'peer-link';
      readonly name: string;
      readonly description: string;
      readonly portChannel: PortChannelId;
    }
  | {
      /** Of a peer-link that the operating system bundles itself. */
      readonly role: 'system-peer-link';
      readonly name: string;
      readonly description: string;
    }
  | {
      readonly role: 'released';
      readonly name: string;
      readonly description: string;
      readonly to: 'shut' | 'default';
    };

export interface DesiredMembership {
  readonly portChannel: PortChannelId;
  readonly lacpPriority: number;
  readonly lacpRate: 'fast' | 'slow';
}

/** One member's view of the pair domain: what is equal on both and what is mirrored. */
export interface DesiredPairMember {
  readonly name: string;
  readonly domainId?: number;
  readonly systemMac?: string;
  readonly peerLinkPortChannel?: PortChannelId;
  readonly peerLinkPorts: readonly string[];
  readonly controlVlan?: VlanId;
  readonly ownAddress?: string;
  readonly peerAddress?: string;
  readonly keepalive?: { readonly own: string; readonly peer: string; readonly vrf?: string };
  /** The first member in the order the user wrote them. */
  readonly isFirst: boolean;
}
