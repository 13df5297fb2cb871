/** What the engine asks of a session with a switch, whatever carries it. */
import type { CliDialect } from './cli-dialect.ts';

/** How long each step may take, in milliseconds. */
export interface Deadlines {
  readonly connectMs: number;
  readonly loginMs: number;
  readonly commandMs: number;
  readonly saveMs: number;
  /** How often a silent peer is asked whether it is there, whole seconds; three silences end the session. */
  readonly aliveMs?: number;
}

/** `aliveMs` where nothing else is said, and how many silences in a row end a session. */
export const keepalive = { intervalMs: 5_000, silences: 3 } as const;

export const defaultDeadlines: Deadlines = {
  connectMs: 10_000,
  loginMs: 20_000,
  commandMs: 30_000,
  saveMs: 120_000,
};

/** Where to and as whom; secrets are values here and go no further. */
export interface SessionTarget {
  /** The switch's name in every message. */
  readonly hostname: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly authentication: Authentication;
  readonly enablePassword?: string;
  /** Refuse any address outside 127.0.0.0/8 (`lab-not-loopback`). */
  readonly loopbackOnly: boolean;
  /** Present: the user's own `ssh` makes the connection instead of the built-in client. */
  readonly openssh?: OpensshClient;
}

/** What the user's `ssh` is told beside the target. Nothing of it counts where `loopbackOnly` is set. */
export interface OpensshClient {
  /** A file in the form of ssh_config(5), instead of the user's and the machine's; absolute. */
  readonly configFile?: string;
  /** `[user@]host[:port]`, several with commas between, as `ssh -J` takes them. */
  readonly jumpHost?: string;
}

export type Authentication =
  | { readonly kind: 'password'; readonly password: string }
  | {
      readonly kind: 'key';
      readonly privateKey: string;
      readonly passphrase?: string;
      /** Where the key lies, for a client that reads it itself and finds a certificate beside it; absolute. */
      readonly file?: string;
    }
  /** The socket may be empty for OpenSSH, which has other ways without a secret: Kerberos, hardware keys. */
  | { readonly kind: 'agent'; readonly socket: string };

/** Decides about the host key that a switch shows. */
export interface HostKeyCheck {
  /** `undefined` means that it is the pinned one. */
  (shown: HostKey): undefined | 'unknown' | 'changed' | 'revoked';
  /** Key types pinned for a host: it is asked for one of these first, since it may have several keys. */
  readonly pinnedTypes?: (host: string, port: number) => readonly string[];
  /** The keys themselves, for a client that checks them itself. */
  readonly pinned?: (host: string, port: number) => readonly PinnedKey[];
}

/** A key that a host may show, or must not. */
export interface PinnedKey {
  readonly type: string;
  /** The public key blob in base64. */
  readonly base64: string;
  readonly isRevoked: boolean;
}

export interface HostKey {
  readonly host: string;
  readonly port: number;
  /** For example `ssh-ed25519`. */
  readonly type: string;
  /** The public key blob in base64. */
  readonly base64: string;
  /** `SHA256:...` as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** One exchange, for the transcript; never holds a secret. */
export interface Exchange {
  /** What was typed; a secret stands as `<secret>`. */
  readonly command: string;
  /** What the switch answered, cleaned of echo, prompt and ANSI sequences. */
  readonly output: string;
  readonly elapsedMs: number;
  readonly refused: boolean;
}

export interface SessionOptions {
  readonly target: SessionTarget;
  readonly dialect: CliDialect;
  readonly deadlines: Deadlines;
  readonly checkHostKey: HostKeyCheck;
  /** Called after every exchange, refused ones included. */
  readonly record?: (exchange: Exchange) => void;
  /** Connection attempts in all; a refused login or an unpinned key is never tried again. */
  readonly attempts?: number;
  /** Asked immediately before every write; throws to stop it (a lost lease). */
  readonly beforeWrite?: () => void;
  readonly signal?: AbortSignal;
}

export interface CliSession {
  /** The mode of the last prompt. */
  readonly mode: string;
  /** Text between login and first prompt: banner and message of the day. */
  readonly greeting: string;
  /** Walks to a mode over the ways of the dialect. */
  enter(mode: string): Promise<void>;
  /**
   * Types one command and gives its output without echo and prompt. Throws DeviceError `line-rejected` with
   * the command and the switch's words, `device-timeout`, `session-lost`; `command-not-printable` if the
   * command has a control character.
   */
  run(command: string, deadlineMs?: number): Promise<string>;
  /**
   * Types many lines without waiting for each prompt in between (candidate sessions only) and reads all
   * answers. Throws at the first refused line, after every answer has been read.
   */
  runBatch(commands: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
