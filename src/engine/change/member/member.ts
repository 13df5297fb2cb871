/** One member of a unit while it is being changed: what it was, what is planned, how far it has come. */
import type { ChangeMethod, Driver } from '../../../drivers/driver.ts';
import type { SwitchPlan } from '../../../fabric/plan/plan.ts';
import type { ConfigTree } from '../../../fabric/remediation/config-tree.ts';
import type { ObservedSwitch } from '../../../fabric/verify/observed-switch.ts';
import type { OpenSwitch } from '../../switches/switch-access.ts';

/**
 * `untouched`: nothing was sent. `open`: lines may be in a candidate, none is in force. `timed`: in force, and
 * the switch puts it back unless it is confirmed. `committed`: in force for good. `restored`: as it was.
 * `unknown`: another worker left it, and only the switch can say.
 */
export type MemberProgress = 'untouched' | 'open' | 'timed' | 'committed' | 'restored' | 'unknown';

export interface Member {
  readonly plan: SwitchPlan;
  readonly driver: Driver;
  /** The best way to change that the device knows. */
  readonly change: ChangeMethod;
  /** Name of the change on the device. */
  readonly changeName: string;
  /** The running configuration and the state before the first line. */
  readonly running: ConfigTree;
  readonly before: ObservedSwitch;
  /** Before the first line, its running and its startup configuration differed in lines that are not Twinleaf's. */
  readonly hasUnsavedForeignLines: boolean;
  /** Moves on as the change does, like everything below. */
  progress: MemberProgress;
  /** Its startup configuration has the change. */
  isSaved: boolean;
  /** When an unconfirmed change puts itself back, in milliseconds of the clock. */
  revertsAtMs: number;
  /** The session that is open to it; replaced when it is lost. */
  connection: OpenSwitch;
}
