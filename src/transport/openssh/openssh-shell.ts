/** One interactive shell on one connection of the user's own `ssh`. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { PinnedKey, SessionOptions, SessionTarget } from '../cli-session.ts';
import { scrubber, secretsOf } from '../secrets.ts';
import type { ShellChannel, ShellListener } from '../shell/shell-channel.ts';
import { permittedHost } from '../ssh2/ssh-connection.ts';
import { shellArguments } from './client-arguments.ts';
import { clientEnvironment, ClientProcess, type ClientEnd } from './client-process.ts';
import { Opening, type Opened } from './opening.ts';
import { PrivateFiles } from './private-files.ts';

/** The largest page length that every known terminal takes. */
const defaultRows = 512;

/** The status with which `ssh` ends when the connection fails; any other is the status of the shell. */
const connectionStatus = 255;

/**
 * Starts `ssh`, answers its questions and gives the shell. Throws `connect-failed`, `host-key-unknown`,
 * `host-key-changed`, `auth-failed`, and SafetyError `lab-not-loopback`.
 */
export async function openOpensshShell(options: SessionOptions): Promise<ShellChannel> {
  const { checkHostKey } = options;
  const target = { ...options.target, host: await permittedHost(options.target) };
  const pinned = checkHostKey.pinned?.(options.target.host, target.port) ?? [];
  const files = await PrivateFiles.make(target, pinned);
  let client: ClientProcess | undefined;
  try {
    client = startedClient(options, target, files, pinned);
    const opened = await new Opening({ ...options, target }, pinned, files, client).opened();
    return new OpensshShell(client, files, opened, options);
  } catch (error) {
    await client?.close();
    await files.close();
    throw error;
  } finally {
    await files.remove();
  }
}

function startedClient(
  { dialect, deadlines, signal }: SessionOptions,
  target: SessionTarget,
  files: PrivateFiles,
  pinned: readonly PinnedKey[],
): ClientProcess {
  if (signal?.aborted === true) {
    throw new TwinleafError('interrupted', `${target.hostname}: interrupted`, { switch: target.hostname });
  }
  const { aliveMs } = deadlines;
  const args = shellArguments({
    target,
    files,
    pinnedTypes: typesOf(pinned),
    ...(aliveMs === undefined ? {} : { aliveMs }),
  });
  const { authentication } = target;
  const agent = authentication.kind === 'agent' ? authentication.socket : undefined;
  const window = { cols: dialect.terminalColumns, rows: dialect.terminalRows ?? defaultRows };
  return new ClientProcess(args, clientEnvironment(process.env, agent), window);
}

function typesOf(pinned: readonly PinnedKey[]): readonly string[] {
  return [...new Set(pinned.filter(({ isRevoked }) => !isRevoked).map(({ type }) => type))];
}

class OpensshShell implements ShellChannel {
  readonly banner: string;
  readonly #client: ClientProcess;
  readonly #files: PrivateFiles;
  readonly #opened: Opened;
  readonly #options: SessionOptions;
  readonly #cut = (): void => {
    this.#client.kill();
  };

  constructor(client: ClientProcess, files: PrivateFiles, opened: Opened, options: SessionOptions) {
    this.banner = opened.banner;
    this.#client = client;
    this.#files = files;
    this.#opened = opened;
    this.#options = options;
    options.signal?.addEventListener('abort', this.#cut, { once: true });
  }

  listen({ data, end }: ShellListener): void {
    const { rest } = this.#opened;
    if (rest !== '') data(Buffer.from(rest));
    this.#client.listen({
      data,
      end: (how) => {
        this.#options.signal?.removeEventListener('abort', this.#cut);
        const reason = this.#reasonOf(how);
        void this.#files.close();
        end(reason);
      },
    });
  }

  write(text: string): Promise<void> {
    this.#client.write(text);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  destroy(): void {
    this.#client.kill();
  }

  #reasonOf({ exitCode, signal }: ClientEnd): string {
    const { log } = this.#opened;
    const scrub = scrubber(secretsOf(this.#options.target));
    log.take(this.#files.readLog());
    const words = log.words.map((line) => `; ssh said: ${line}`).join('');
    if (signal !== 0) return `ssh was ended by signal ${String(signal)}`;
    const what = exitCode === connectionStatus ? 'the connection was lost' : 'the switch ended the shell';
    return scrub(`${what}${words}`);
  }
}
