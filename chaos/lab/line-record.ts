/** What was typed at the switches of a lab: which session, which line, when, and whether it could change anything. */
import type { VirtualSession, VirtualSwitch } from '../../src/drivers/virtual-switch.ts';

export interface TypedLine {
  readonly switch: string;
  /** Counts the sessions of all switches. */
  readonly session: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
  /** Typed where configuration is typed, or one of the commands that bring it into force or take it back. */
  readonly isChange: boolean;
}

export type Watcher = (line: TypedLine) => void;

/** Outside the configuration these change it all the same. */
const changing =
  /^\s*(configure|commit|rollback|checkpoint|no checkpoint|discard|start transaction|copy run|write)\b/;

export class LineRecord {
  readonly lines: TypedLine[] = [];
  #watchers: readonly Watcher[] = [];
  #sessions = 0;

  /** Calls back for every line before the switch acts on it. */
  watch(watcher: Watcher): void {
    this.#watchers = [...this.#watchers, watcher];
  }

  unwatch(): void {
    this.#watchers = [];
  }

  /** From now on every session of the switch is recorded. */
  record(virtual: VirtualSwitch): void {
    const open = virtual.openSession.bind(virtual);
    virtual.openSession = () => {
      this.#sessions += 1;
      return this.#recorded(virtual.hostname, this.#sessions, open());
    };
  }

  #recorded(hostname: string, number: number, session: VirtualSession): VirtualSession {
    const type = session.type.bind(session);
    session.type = (line) => {
      if (!session.isSecret) this.#add(hostname, number, line, session.prompt());
      return type(line);
    };
    return session;
  }

  #add(hostname: string, session: number, line: string, prompt: string): void {
    const isChange = prompt.includes('(conf') || changing.test(line);
    const typed = { switch: hostname, session, at: Date.now(), line, isChange };
    this.lines.push(typed);
    for (const watcher of this.#watchers) watcher(typed);
  }
}
