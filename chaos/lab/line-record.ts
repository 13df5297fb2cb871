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
  readonly #said = new Map<string, string>();
  readonly #echoing = new Set<string>();

  /** How many lines could have changed something. */
  get changes(): number {
    return this.lines.filter(({ isChange }) => isChange).length;
  }

  /** Calls back for every line before the switch acts on it. */
  watch(watcher: Watcher): void {
    this.#watchers = [...this.#watchers, watcher];
  }

  /** Lines are only recorded; switches keep secrets to themselves again. */
  unwatch(): void {
    this.#watchers = [];
    this.#said.clear();
    this.#echoing.clear();
  }

  /** The answer to the line that is being typed at that switch, or to the next one, ends with this. */
  say(hostname: string, text: string): void {
    this.#said.set(hostname, text);
  }

  /** The switch forgets to hide what is typed at its questions for a password. */
  echoSecrets(hostname: string): void {
    this.#echoing.add(hostname);
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
    const hides = (): boolean =>
      Reflect.get(Object.getPrototypeOf(session) as object, 'isSecret', session) === true;
    Object.defineProperty(session, 'isSecret', { get: () => hides() && !this.#echoing.has(hostname) });
    session.type = (line) => {
      if (!hides()) this.#add(hostname, number, line, session.prompt());
      const answer = type(line);
      const said = this.#said.get(hostname);
      if (said === undefined) return answer;
      this.#said.delete(hostname);
      return { ...answer, output: `${answer.output}${said}\n` };
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
