/** Logging in: which methods are tried with the one secret there is, and what the switch said to them. */
import ssh2 from 'ssh2';
import type {
  AnyAuthMethod,
  AuthenticationType,
  KeyboardInteractiveAuthMethod,
  NextAuthHandler,
  ParsedKey,
} from 'ssh2';
import { DeviceError } from '../../fabric/errors.ts';
import type { Authentication, SessionTarget } from '../cli-session.ts';

/** How ssh2 is told that nothing is left to try; its types leave this out. */
const nothingLeft = false as unknown as AnyAuthMethod;

/** One attempt to log in, method by method; each is tried once. */
export class SshLogin {
  readonly username: string;
  readonly #hostname: string;
  readonly #untried: AnyAuthMethod[];
  readonly #tried: string[] = [];
  readonly #notes: string[] = [];
  #offered: readonly string[] = [];

  /** Throws `auth-failed` where a private key cannot be read with its passphrase. */
  constructor(target: Pick<SessionTarget, 'hostname' | 'username' | 'authentication'>) {
    this.#hostname = target.hostname;
    this.username = target.username;
    this.#untried = methodsFor(target.hostname, target.username, target.authentication);
  }

  /** Whether the switch has refused a method that had a secret. */
  get wasRefused(): boolean {
    return this.#tried.length > 0;
  }

  /** Called by ssh2 before the first method and after each that did not suffice. */
  readonly next = (
    left: AuthenticationType[] | null,
    isPartialSuccess: boolean | null,
    proceed: NextAuthHandler,
  ): void => {
    if (left === null) {
      // Asking for no method at all makes the switch tell which it has (RFC 4252 section 5.2).
      proceed({ type: 'none', username: this.username });
      return;
    }
    if (isPartialSuccess === true) this.note('it wants more than one method');
    this.#offered = left;
    const at = this.#untried.findIndex((method) => left.includes(methodName(method)));
    const [method] = at < 0 ? [] : this.#untried.splice(at, 1);
    if (method !== undefined) this.#tried.push(method.type);
    proceed(method ?? nothingLeft);
  };

  /** Keeps what went wrong beside the refusal itself, for the message. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** `auth-failed`: who was refused, how it was tried, what the switch offers. */
  failure(): DeviceError {
    const notes = this.#notes.map((note) => `; ${note}`).join('');
    return new DeviceError(
      'auth-failed',
      `${this.#hostname}: the login of "${this.username}" was refused (${this.#why()})${notes}`,
      { switch: this.#hostname, username: this.username, tried: this.#tried, offered: this.#offered },
    );
  }

  #why(): string {
    const [tried, offered] = [this.#tried.join(', '), this.#offered.join(', ')];
    if (tried === '') {
      return offered === ''
        ? 'it offers no method to log in'
        : `none of the methods it offers fits the credentials; it offers ${offered}`;
    }
    return offered === ''
      ? `tried ${tried}; it offers no other method`
      : `tried ${tried}; it offers ${offered}`;
  }
}

function methodName(method: AnyAuthMethod): AuthenticationType {
  return method.type === 'agent' ? 'publickey' : method.type;
}

function methodsFor(hostname: string, username: string, login: Authentication): AnyAuthMethod[] {
  switch (login.kind) {
    case 'password': {
      const { password } = login;
      return [
        { type: 'password', username, password },
        { type: 'keyboard-interactive', username, prompt: answerOnce(password) },
      ];
    }
    case 'key':
      return [{ type: 'publickey', username, key: readKey(hostname, login.privateKey, login.passphrase) }];
    case 'agent':
      return [{ type: 'agent', username, agent: login.socket }];
  }
}

/**
 * Answers the first hidden question with the secret and every other with nothing: a second question is
 * another factor or asks for a new password, and neither may get it.
 */
function answerOnce(secret: string): KeyboardInteractiveAuthMethod['prompt'] {
  let isGiven = false;
  return (...[, , , prompts, finish]) => {
    finish(
      prompts.map(({ echo }) => {
        if (isGiven || echo === true) return '';
        isGiven = true;
        return secret;
      }),
    );
  };
}

function readKey(hostname: string, privateKey: string, passphrase: string | undefined): ParsedKey {
  // One key in nearly every format, a list in some; the types know of the first only.
  const read = ssh2.utils.parseKey(privateKey, passphrase) as ParsedKey | ParsedKey[] | Error;
  const key = Array.isArray(read) ? read[0] : read;
  if (key !== undefined && !(key instanceof Error) && key.isPrivateKey()) return key;
  const reason = key instanceof Error ? key.message : 'it is not a private key';
  throw new DeviceError('auth-failed', `${hostname}: the private key cannot be used: ${reason}`, {
    switch: hostname,
  });
}
