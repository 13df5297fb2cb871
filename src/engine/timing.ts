/** How long the engine waits for what. */

export interface Timing {
  /** What forwarded before a change must forward again within this time. */
  readonly verifyMs: number;
  /** Between two looks at the state. */
  readonly pollMs: number;
  /**
   * Until an unconfirmed change puts itself back. The first member's timer outlives everything that is done
   * on the second; the second's is shorter by more than a pair needs to converge.
   */
  readonly firstTimerSeconds: number;
  readonly secondTimerSeconds: number;
  /** For how long a lease on a unit holds without being renewed. */
  readonly leaseMs: number;
  /** How long a member that went silent during a change is tried again before a person must look. */
  readonly reachAgainMs: number;
}

/** LACP at the slow rate needs 90 s to notice a partner (IEEE 802.1AX-2020, 6.4.4); a restored pair some more. */
export const defaultTiming: Timing = {
  verifyMs: 120_000,
  pollMs: 1_000,
  firstTimerSeconds: 900,
  secondTimerSeconds: 300,
  leaseMs: 60_000,
  reachAgainMs: 60_000,
};
