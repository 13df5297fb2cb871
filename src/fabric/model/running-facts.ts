/** What a running configuration says, in neutral terms: read by the driver, judged by the planner. */
import type { IdRange } from './ids.ts';

export interface RunningFacts {
  readonly hostname?: string;
  readonly vlans: readonly { readonly id: number; readonly name?: string }[];
  readonly ports: readonly InterfaceFacts<string>[];
  readonly portChannels: readonly InterfaceFacts<number>[];
  /** VLAN ids that have a layer-3 interface. */
  readonly svis: readonly number[];
  readonly hasPairDomain: boolean;
  /** VLANs that the switch takes for itself; absent where the configuration does not say. */
  readonly internalVlans?: IdRange;
}

export interface InterfaceFacts<Id> {
  readonly id: Id;
  readonly description?: string;
  readonly isShut: boolean;
  /** The port-channel it is a member of. */
  readonly portChannel?: number;
  /** VLANs it uses; `all` for a trunk without a list. Empty for a routed port or a member. */
  readonly vlans: readonly IdRange[] | 'all';
}
