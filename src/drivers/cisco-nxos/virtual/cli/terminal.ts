/** What a command sees of the session it is typed in. */
import type { SwitchCore } from '../switch-core.ts';
import type { DualStage } from './dual-stage.ts';

/** Where a command is known. `config` is any configuration mode, `staged` only that of a two-stage commit. */
export type Place = 'user' | 'privileged' | 'config' | 'staged';

/** What a command may do to the session it is typed in. */
export interface Terminal {
  readonly core: SwitchCore;
  readonly staged: DualStage | undefined;
  enable(): void;
  configure(isStaged: boolean): string;
  /** Leaves one level; outside of configuration the session itself. */
  exit(): void;
  /** Leaves configuration mode. */
  endConfiguration(): void;
  /** Does it at once where questions are off, else after a yes; gives what there is to say at once. */
  ask(question: string, action: () => string | undefined): string | undefined;
  setDontAsk(isOn: boolean): void;
  setLength(lines: number): void;
  setWidth(columns: number): void;
}
