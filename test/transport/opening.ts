/** Opening sessions on scripted switches, and closing everything behind a test. */
import type { CliSession, Exchange, SessionOptions, SessionTarget } from '../../src/transport/cli-session.ts';
import { openSshSession } from '../../src/transport/open-ssh-session.ts';
import { defaultPassword, startSwitch, type ScriptedSwitch, type SwitchHabits } from './scripted-switch.ts';
import { smallDialect } from './small-dialect.ts';

/** Short enough for a test that waits for them, long enough for a busy machine. */
export const patience = { connectMs: 5_000, loginMs: 5_000, commandMs: 5_000, saveMs: 5_000 };

/** What one test has opened. */
export class Bench {
  /** The transcript of all sessions. */
  readonly transcript: Exchange[] = [];
  readonly #switches: ScriptedSwitch[] = [];
  readonly #sessions: CliSession[] = [];

  async switch(habits: SwitchHabits = {}): Promise<ScriptedSwitch> {
    const started = await startSwitch(habits);
    this.#switches.push(started);
    return started;
  }

  target(port: number, changes: Partial<SessionTarget> = {}): SessionTarget {
    return {
      hostname: 'sw1',
      host: '127.0.0.1',
      port,
      username: 'admin',
      authentication: { kind: 'password', password: defaultPassword },
      loopbackOnly: true,
      ...changes,
    };
  }

  async open(
    port: number,
    target: Partial<SessionTarget> = {},
    options: Partial<SessionOptions> = {},
  ): Promise<CliSession> {
    const session = await openSshSession({
      target: this.target(port, target),
      dialect: smallDialect,
      deadlines: patience,
      checkHostKey: () => undefined,
      record: (exchange) => this.transcript.push(exchange),
      attempts: 1,
      ...options,
    });
    this.#sessions.push(session);
    return session;
  }

  async clear(): Promise<void> {
    await Promise.all(this.#sessions.splice(0).map((session) => session.close()));
    await Promise.all(this.#switches.splice(0).map((each) => each.close()));
  }
}

/** What something throws; fails where it throws nothing. */
export async function thrownBy(action: Promise<unknown>): Promise<unknown> {
  try {
    await action;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
