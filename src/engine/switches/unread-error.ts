/** What is thrown where too few switches could be read to go on. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { UnreadSwitch } from '../../fabric/plan/plan.ts';

/** Carries every switch that could not be read; its own code and facts are those of the first. */
export class UnreadError extends TwinleafError {
  readonly unread: readonly [UnreadSwitch, ...UnreadSwitch[]];

  /** `first` is what the first of them failed with. */
  constructor(unread: readonly [UnreadSwitch, ...UnreadSwitch[]], first: TwinleafError) {
    const message = unread.map((one) => one.message).join('\n');
    super(first.code, message, { ...first.details, switch: unread[0].switch }, first);
    this.unread = unread;
  }
}
