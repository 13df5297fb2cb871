/** What a switch shows about its own state, in neutral terms: read by drivers from show commands. */

export interface ObservedSwitch {
  readonly ports: ReadonlyMap<string, ObservedPort>;
  /** By number. */
  readonly portChannels: ReadonlyMap<number, ObservedPortChannel>;
  /** By MLAG id; empty where the switch is in no pair. */
  readonly mlags: ReadonlyMap<number, MlagState>;
  /** Absent where no pair domain is configured. */
  readonly pair?: ObservedPair;
  readonly vlans: ReadonlyMap<number, { readonly name: string; readonly isActive: boolean }>;
  /** By port; empty list: nothing heard. */
  readonly neighbours: ReadonlyMap<string, readonly ObservedNeighbour[]>;
  /** Present where the switch does not know LLDP as long as a feature is off, so that nothing can be heard. */
  readonly isDeaf?: true;
  readonly macs: readonly { readonly mac: string; readonly vlan: number; readonly port: string }[];
}

export interface ObservedPort {
  readonly state: 'up' | 'no-carrier' | 'shut' | 'error-disabled';
}

export interface ObservedPortChannel {
  readonly isUp: boolean;
  readonly members: ReadonlyMap<string, MemberState>;
}

/**
 * `bundled`: forwards in the aggregate. `fallback`: forwards without LACP. `waiting`: has carrier and hears no
 * LACP. `suspended`: kept out although it has carrier and hears LACP. `down`: no carrier or shut.
 */
export type MemberState = 'bundled' | 'fallback' | 'waiting' | 'suspended' | 'down';

/** `full`: up on both members. `partial`: on one. `inactive`: on none. `disabled`: shut by the pair. */
export type MlagState = 'full' | 'partial' | 'inactive' | 'disabled' | 'configured';

export interface ObservedPair {
  readonly isActive: boolean;
  readonly peerLinkUp: boolean;
  /** Absent where the switch does not tell or no keepalive is configured. */
  readonly keepaliveUp?: boolean;
  /** Parameters in which the members differ, in the switch's own words; empty: consistent. */
  readonly inconsistencies: readonly string[];
  /** Absent while the pair is not active. */
  readonly role?: 'primary' | 'secondary';
  /** The system MAC of the pair, lower case with colons, once it is agreed on. */
  readonly systemMac?: string;
}

export interface ObservedNeighbour {
  readonly device: string;
  readonly port: string;
  /** Lower case with colons where it is a MAC. */
  readonly chassisId?: string;
}
