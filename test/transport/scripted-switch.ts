/** The scripted command line behind a real SSH server on loopback. */
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, ServerChannel } from 'ssh2';
import { hostKeyFrom } from '../../src/transport/known-hosts.ts';
import type { HostKey } from '../../src/transport/cli-session.ts';
import { keyPair } from './key-pair.ts';
import { ScriptedCli, type CliHabits } from './scripted-cli.ts';

export interface SwitchHabits extends CliHabits {
  /** Private host keys; one is made where none is given. */
  readonly hostKeys?: readonly string[];
  readonly username?: string;
  readonly password?: string;
  /** Methods on offer; `password` where nothing is said. */
  readonly methods?: readonly ('password' | 'keyboard-interactive' | 'publickey')[];
  /** Questions of keyboard-interactive after the password, which nobody here can answer. */
  readonly secondQuestion?: string;
  /** The one public key that may log in. */
  readonly publicKey?: string;
  readonly loginBanner?: string;
  /** How a piece of output goes into packets. */
  readonly cut?: (text: string) => readonly string[];
  /** Waits before each answer to a line, in milliseconds. */
  readonly slowMs?: number;
  /** Connections that are cut before the handshake. */
  readonly cutsConnections?: number;
  /** Refuses to open a shell. */
  readonly hasNoShell?: boolean;
}

export interface ScriptedSwitch {
  readonly port: number;
  readonly hostKeys: readonly HostKey[];
  /** Lines typed in all shells. */
  readonly typed: () => readonly string[];
  /** Methods that were tried, in order, over all connections. */
  readonly logins: readonly string[];
  /** The windows that shells were opened with. */
  readonly windows: readonly { readonly cols: number; readonly rows: number }[];
  readonly connections: () => number;
  /** Connections that are open now. */
  readonly open: () => number;
  close(): Promise<void>;
}

export const defaultPassword = 'correct-horse-battery';

/** Starts a switch on 127.0.0.1, on a port that the system picks. */
export async function startSwitch(habits: SwitchHabits = {}): Promise<ScriptedSwitch> {
  const privateKeys = habits.hostKeys ?? [keyPair().private];
  const clis: ScriptedCli[] = [];
  const logins: string[] = [];
  const windows: { cols: number; rows: number }[] = [];
  const clients = new Set<Connection>();
  let connections = 0;
  const server = new ssh2.Server(
    {
      hostKeys: [...privateKeys],
      ...(habits.loginBanner === undefined ? {} : { banner: habits.loginBanner }),
    },
    (client) => {
      clients.add(client);
      client.on('close', () => clients.delete(client));
      client.on('error', () => undefined);
      client.on('authentication', (context) => {
        if (context.method !== 'none') logins.push(context.method);
        authenticate(context, habits);
      });
      client.on('session', (accept) => {
        const session = accept();
        session.on('pty', (acceptPty, _reject, info) => {
          windows.push({ cols: info.cols, rows: info.rows });
          acceptPty();
        });
        session.on('shell', (acceptShell, rejectShell) => {
          if (habits.hasNoShell === true) rejectShell();
          else clis.push(serve(acceptShell(), client, habits));
        });
      });
    },
  );
  // ssh2 keeps its listening socket to itself, and with it whether packets wait for acknowledgements.
  const { _srv: listener } = server as unknown as { _srv: Server };
  listener.prependListener('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    connections += 1;
    if (connections <= (habits.cutsConnections ?? 0)) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hostKeys: privateKeys.map((key) => hostKeyFrom('127.0.0.1', port, publicBlob(key))),
    typed: () => clis.flatMap((cli) => cli.typed),
    logins,
    windows,
    connections: () => connections,
    open: () => clients.size,
    close: async () => {
      for (const client of clients) client.end();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function publicBlob(privateKey: string): Buffer {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return key.getPublicSSH();
}

function authenticate(context: AuthContext, habits: SwitchHabits): void {
  const methods = [...(habits.methods ?? ['password'])];
  const refuse = (): void => {
    context.reject(methods);
  };
  const password = habits.password ?? defaultPassword;
  if (context.username !== (habits.username ?? 'admin') || !methods.includes(context.method as 'password')) {
    refuse();
  } else if (context.method === 'password') {
    if (context.password === password) context.accept();
    else refuse();
  } else if (context.method === 'keyboard-interactive') {
    const questions = [{ prompt: 'Password: ', echo: false }];
    if (habits.secondQuestion !== undefined) questions.push({ prompt: habits.secondQuestion, echo: false });
    context.prompt(questions, (answers) => {
      if (answers[0] === password && (answers[1] ?? '') === '') context.accept();
      else refuse();
    });
  } else if (context.method === 'publickey') {
    const allowed = ssh2.utils.parseKey(habits.publicKey ?? '');
    if (allowed instanceof Error || !allowed.getPublicSSH().equals(context.key.data)) refuse();
    else if (context.signature === undefined || context.blob === undefined) context.accept();
    else if (allowed.verify(context.blob, context.signature, context.hashAlgo)) context.accept();
    else refuse();
  } else {
    refuse();
  }
}

/** Packets go out one after the other, so that the order of a line and its answer is kept. */
function serve(channel: ServerChannel, client: Connection, habits: SwitchHabits): ScriptedCli {
  const cut = habits.cut ?? ((text: string) => [text]);
  const cli = new ScriptedCli(
    habits,
    (text) => {
      for (const piece of cut(text)) channel.write(piece);
    },
    () => {
      channel.close();
      client.end();
    },
  );
  let before = Promise.resolve();
  channel.on('data', (data: Buffer) => {
    const { slowMs } = habits;
    if (slowMs === undefined) {
      cli.input(data.toString('utf8'));
      return;
    }
    before = before.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, slowMs));
      cli.input(data.toString('utf8'));
    });
  });
  cli.start();
  return cli;
}
