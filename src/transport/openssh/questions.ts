/** Questions that `ssh` asks on its terminal during the login, and who may answer them. */
import type { Authentication } from '../cli-session.ts';

/** What is typed at a question; `nobody` where it needs a person. */
export type Reply = { readonly text: string } | 'nobody';

/** What stands on the terminal, without a line end behind it. */
export interface Question {
  readonly text: string;
  /** The method that is being tried with the switch itself, none while a jump host is on the way. */
  readonly method: string | undefined;
  /** Nothing has followed for a while. */
  readonly isSettled: boolean;
}

const wantsSecret = /(?:pass(?:word|phrase|code)|\bPIN\b|\(yes\/no)[^\n]*[:?] ?$/i;
const ownPassword = /'s password: ?$/;
const looksLikeQuestion = /[:?>] ?$/;

/**
 * Gives the one secret there is to the one question it is meant for, once. The secret of a switch never goes to a
 * jump host: it is given only after the host key of the switch itself was accepted and the method was begun.
 */
export class Answerer {
  readonly #login: Authentication;
  readonly #identity: string | undefined;
  #isGiven = false;
  #isInteracting = false;

  /** `identity` is the path under which `ssh` knows the private key. */
  constructor(login: Authentication, identity?: string) {
    this.#login = login;
    this.#identity = identity;
  }

  /** The secret has been typed. */
  get isGiven(): boolean {
    return this.#isGiven;
  }

  /** What to type; undefined as long as it is no question. */
  reply({ text, method, isSettled }: Question): Reply | undefined {
    if (this.#isForPassphrase(text)) return this.#secret();
    if (method === 'password' && ownPassword.test(text)) return this.#secret();
    if (method === 'keyboard-interactive' && (looksLikeQuestion.test(text) || isSettled)) {
      return this.#interactive();
    }
    return wantsSecret.test(text) ? 'nobody' : undefined;
  }

  /** The path is one that nobody outside knows, so no banner can ask for it. */
  #isForPassphrase(text: string): boolean {
    return this.#identity !== undefined && text === `Enter passphrase for key '${this.#identity}': `;
  }

  /** A second question is another factor or asks for a new password: neither may get the secret. */
  #interactive(): Reply {
    if (this.#isInteracting) return { text: '' };
    this.#isInteracting = true;
    return this.#secret();
  }

  #secret(): Reply {
    const secret = secretOf(this.#login);
    if (this.#isGiven || secret === undefined || /[\x00-\x1f\x7f]/.test(secret)) return 'nobody';
    this.#isGiven = true;
    return { text: secret };
  }
}

function secretOf(login: Authentication): string | undefined {
  if (login.kind === 'password') return login.password;
  return login.kind === 'key' ? login.passphrase : undefined;
}
