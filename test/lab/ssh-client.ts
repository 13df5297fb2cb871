/** A plain SSH client for tests of the lab: logs in, opens a shell, waits for text. */
import ssh2 from 'ssh2';
import type { ClientChannel, ConnectConfig } from 'ssh2';
import type { Lab } from '../../src/lab/start-lab.ts';

export interface Shell {
  readonly client: ssh2.Client;
  /** Everything received so far. */
  text(): string;
  write(text: string): void;
  /** Waits until what was received ends like this. */
  until(ending: RegExp): Promise<string>;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  end(): void;
}

/** How to reach a switch of a lab with its own account. */
export function account(lab: Lab, hostname: string): ConnectConfig {
  const one = lab.switches.get(hostname);
  if (one === undefined) throw new Error(`the lab has no ${hostname}`);
  return { host: one.host, port: one.port, username: lab.username, password: lab.password };
}

/** A logged-in client; rejects with the error of the login. */
export async function connected(config: ConnectConfig): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.once('error', reject);
    client.connect(config);
  });
  client.on('error', () => undefined);
  return client;
}

/** A shell with a pseudo-terminal of that size. */
export async function openShell(config: ConnectConfig, window = { cols: 200, rows: 1000 }): Promise<Shell> {
  const client = await connected(config);
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell(window, (error, opened) => {
      if (error === undefined) resolve(opened);
      else reject(error);
    });
  });
  let received = '';
  let wake = (): void => undefined;
  channel.setEncoding('utf8');
  channel.on('data', (data: string) => {
    received += data;
    wake();
  });
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      resolve();
      wake();
    });
  });
  const until = async (ending: RegExp): Promise<string> => {
    while (!ending.test(received)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return received;
  };
  return {
    client,
    text: () => received,
    write: (text) => {
      channel.write(text);
    },
    until,
    closed,
    end: () => {
      client.end();
    },
  };
}

/** What one command over an exec channel prints. */
export async function execute(client: ssh2.Client, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        reject(error);
        return;
      }
      let output = '';
      channel.setEncoding('utf8');
      channel.on('data', (data: string) => {
        output += data;
      });
      channel.once('close', () => {
        resolve(output);
      });
    });
  });
}
