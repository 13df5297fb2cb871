/**
 * Values that were given once. A value stays with its owner across runs and is free again only when every switch has
 * been read without it.
 */

/** One value and who has it. */
export interface Allocation {
  readonly kind: 'vlan' | 'port-channel';
  /** Where the value must be unique: empty for the whole fabric, else the name of the change unit. */
  readonly scope: string;
  /** A network name; `esx01/bond0`; `rack1/peer-link`. */
  readonly owner: string;
  readonly value: number;
  /**
   * Port-channels only: the ports it was last used for, as `switch/port`, sorted. An MLAG that lost one side
   * keeps the lost ports here, by which it is known as one.
   */
  readonly ports?: readonly string[];
}

/** What the resolver takes over and what it gives back, sorted by kind, scope, owner. */
export type Allocations = readonly Allocation[];
