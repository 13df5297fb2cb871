/** One thing that was looked at: what should be and what is. */

export interface Check {
  readonly switch: string;
  /** Kebab-case: `lag-members`, `pair-health`, `vlan-present`, `port-state`, `neighbour`. */
  readonly check: string;
  readonly subject: string;
  /** `waiting`: configured, and the other side is not there yet; never a failure by itself. */
  readonly state: 'ok' | 'waiting' | 'wrong';
  readonly expected: string;
  readonly observed: string;
}
