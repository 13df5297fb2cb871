/** The SSH server in front of one virtual switch: loopback only, one host key, one account. */
import { timingSafeEqual, createHash } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, ServerChannel, Session } from 'ssh2';
import type { VirtualSwitch } from '../drivers/virtual-switch.ts';
import type { FaultControls } from './fault-controls.ts';
import { LineTerminal } from './line-terminal.ts';

export interface SshFrontSetup {
  readonly virtual: VirtualSwitch;
  readonly faults: FaultControls;
  /** Private key in OpenSSH form. */
  readonly hostKey: string;
  readonly username: string;
  readonly password: string;
}

const loopback = '127.0.0.1';

export class SshFront {
  readonly #setup: SshFrontSetup;
  readonly #connections = new Set<Connection>();
  #server: Server | undefined;
  #port = 0;

  constructor(setup: SshFrontSetup) {
    this.#setup = setup;
  }

  /** The port it listens on, or listened on before it was stopped. */
  get port(): number {
    return this.#port;
  }

  /** Listens on a free port, or on the one it had before. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return;
    const front = new ssh2.Server({ hostKeys: [this.#setup.hostKey] }, (connection) => {
      this.#accept(connection);
    });
    // Small answers go out at once, as sshd sends them; otherwise each waits for an acknowledgement.
    const server = createServer({ noDelay: true }, (socket) => {
      front.injectSocket(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, loopback, () => {
        server.off('error', reject);
        this.#port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Stops listening and cuts every connection. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    this.cutAll();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  }

  /** Cuts every connection without a word. */
  cutAll(): void {
    for (const connection of this.#connections) sever(connection);
    this.#connections.clear();
  }

  #accept(connection: Connection): void {
    this.#connections.add(connection);
    connection.on('close', () => this.#connections.delete(connection));
    // A client that goes away in the middle is no event here: the channel's end says so too.
    connection.on('error', () => this.#connections.delete(connection));
    connection.on('authentication', (context) => {
      this.#authenticate(context);
    });
    connection.on('ready', () => {
      connection.on('session', (accept) => {
        this.#serve(connection, accept());
      });
    });
  }

  #authenticate(context: AuthContext): void {
    const { username, password } = this.#setup;
    const isUser = isEqual(context.username, username);
    if (context.method === 'password' && isUser && isEqual(context.password, password)) {
      context.accept();
    } else if (context.method === 'keyboard-interactive') {
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
        if (isUser && isEqual(answers[0] ?? '', password)) context.accept();
        else context.reject();
      });
    } else {
      context.reject(['password', 'keyboard-interactive']);
    }
  }

  #serve(connection: Connection, session: Session): void {
    const window = { hasTerminal: false, columns: 80, rows: 24 };
    let resize: ((columns: number, rows: number) => void) | undefined;
    session.on('pty', (accept, _reject, info) => {
      Object.assign(window, { hasTerminal: true, columns: info.cols, rows: info.rows });
      accept();
    });
    session.on('window-change', (accept, _reject, info) => {
      resize?.(info.cols, info.rows);
      (accept as (() => void) | undefined)?.();
    });
    session.on('shell', (accept) => {
      resize = this.#shell(connection, accept(), window);
    });
    session.on('exec', (accept, _reject, info) => {
      this.#exec(connection, accept(), info.command);
    });
  }

  #shell(
    connection: Connection,
    channel: ServerChannel,
    window: { readonly hasTerminal: boolean; readonly columns: number; readonly rows: number },
  ): (columns: number, rows: number) => void {
    const session = this.#setup.virtual.openSession();
    if (window.hasTerminal) session.resize(window.columns, window.rows);
    const terminal = new LineTerminal({
      session,
      faults: this.#setup.faults,
      hasTerminal: window.hasTerminal,
      write: (text) => {
        channel.write(text);
      },
      close: () => {
        endChannel(channel);
      },
      cut: () => {
        sever(connection);
      },
    });
    channel.setEncoding('utf8');
    channel.on('data', (data: string) => {
      terminal.feed(data);
    });
    channel.on('close', () => {
      terminal.end();
    });
    channel.on('error', () => {
      terminal.end();
    });
    terminal.open();
    return (columns, rows) => {
      session.resize(columns, rows);
    };
  }

  /** Every request is a command line of its own (one command, or several on lines of their own). */
  #exec(connection: Connection, channel: ServerChannel, command: string): void {
    const session = this.#setup.virtual.openSession();
    const lines = command.split(/\r?\n/);
    const terminal = new LineTerminal({
      session,
      faults: this.#setup.faults,
      hasTerminal: false,
      write: () => undefined,
      close: () => undefined,
      cut: () => {
        sever(connection);
      },
    });
    const next = (at: number): void => {
      const line = lines[at];
      if (line === undefined) {
        terminal.end();
        endChannel(channel);
        return;
      }
      terminal.run(line, (output) => {
        channel.write(output);
        next(at + 1);
      });
    };
    next(0);
  }
}

function endChannel(channel: ServerChannel): void {
  channel.exit(0);
  channel.end();
}

/** Cuts the transport, so that the client sees a lost connection and no goodbye. */
function sever(connection: Connection): void {
  const socket: unknown = Reflect.get(connection, '_sock');
  if (isDestroyable(socket)) socket.destroy();
  else connection.end();
}

function isDestroyable(value: unknown): value is { destroy(): void } {
  return (
    typeof value === 'object' && value !== null && 'destroy' in value && typeof value.destroy === 'function'
  );
}

/** Compares without telling by its time where two texts differ. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
