/** What `show vpc` says, whichever form it is printed in. */

/** What either form of the answer says, in the switch's own words. */
export interface PairAnswer {
  /** Absent where no domain is configured. */
  readonly domainId?: string;
  readonly peerStatus: string;
  readonly keepaliveStatus: string;
  readonly role: string;
  /** What is wrong with the members' configuration, by kind; empty: they agree. */
  readonly differences: readonly string[];
  readonly peerLinkStates: readonly string[];
  readonly bonds: readonly BondAnswer[];
}

/** One multi-chassis port-channel. */
export interface BondAnswer {
  readonly id: string;
  readonly state: string;
  /** This member's leg is down and the peer's carries the traffic. */
  readonly isOverPeerLink: boolean;
  /** Why the members contradict one another about it; absent where they do not. */
  readonly difference?: string;
}
