/**
 * The user's `ssh` on a terminal of its own. It leads a session and a process group, so that an interrupt typed
 * at Twinleaf's terminal does not reach it, and a ProxyCommand it started ends with it.
 */
import { spawn, type IPty } from 'node-pty';
import { TerminalInput } from './terminal-input.ts';

/** How a process ended. */
export interface ClientEnd {
  /** 0 where a signal ended it. */
  readonly exitCode: number;
  /** 0 where it ended by itself. */
  readonly signal: number;
}

export interface ClientListener {
  readonly data: (chunk: Buffer) => void;
  readonly end: (end: ClientEnd) => void;
}

/** How long an orderly end may take before the process is killed. */
const endMs = 1_000;

/** What `ssh` and what it starts may know of our environment: secrets stand there, too. */
const environmentNames =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|KRB5\w*|GSS\w*|SSH_AUTH_SOCK|SSH_AGENT_PID|SSH_SK_\w+|SSH_PKCS11_HELPER)$/;

/** The environment for `ssh`; an agent that the target names goes before the one of the surroundings. */
export function clientEnvironment(
  surroundings: Readonly<Record<string, string | undefined>>,
  agentSocket?: string,
): Readonly<Record<string, string>> {
  const kept: Record<string, string> = { SHELL: '/bin/sh' };
  for (const [name, value] of Object.entries(surroundings)) {
    if (value !== undefined && environmentNames.test(name)) kept[name] = value;
  }
  if (agentSocket !== undefined && agentSocket !== '') kept['SSH_AUTH_SOCK'] = agentSocket;
  return kept;
}

/** Started at once. What it says before anybody listens is kept. */
export class ClientProcess {
  readonly #terminal: IPty;
  readonly #input: TerminalInput;
  readonly #ended: Promise<void>;
  #listener: ClientListener | undefined;
  #kept: Buffer[] = [];
  #end: ClientEnd | undefined;

  constructor(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    window: { readonly cols: number; readonly rows: number },
  ) {
    const options = { ...window, name: 'vt100', encoding: null, env: { ...environment } };
    this.#terminal = spawn('ssh', [...args], options);
    this.#input = new TerminalInput(this.#terminal);
    // Without an encoding it delivers bytes; its types know of text only.
    this.#terminal.onData((chunk: string | Buffer) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      if (this.#listener === undefined) this.#kept.push(bytes);
      else this.#listener.data(bytes);
    });
    this.#ended = new Promise((resolve) => {
      this.#terminal.onExit(({ exitCode, signal = 0 }) => {
        this.#end = { exitCode, signal };
        this.#listener?.end(this.#end);
        resolve();
      });
    });
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** From now on this one hears of everything, first of what was kept; undefined: it is kept. */
  listen(listener: ClientListener | undefined): void {
    this.#listener = listener;
    if (listener === undefined) return;
    const kept = this.#kept;
    this.#kept = [];
    for (const chunk of kept) listener.data(chunk);
    if (this.#end !== undefined) listener.end(this.#end);
  }

  write(text: string): void {
    this.#input.write(text);
  }

  /** Ends it in an orderly way, and by force where that takes too long. */
  async close(): Promise<void> {
    if (this.isOver) return;
    this.#killGroup('SIGTERM');
    const deadline = setTimeout(() => {
      this.#killGroup('SIGKILL');
    }, endMs);
    await this.#ended;
    clearTimeout(deadline);
  }

  /** Ends it now. */
  kill(): void {
    if (!this.isOver) this.#killGroup('SIGKILL');
  }

  #killGroup(signal: 'SIGTERM' | 'SIGKILL'): void {
    try {
      process.kill(-this.#terminal.pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }
}
