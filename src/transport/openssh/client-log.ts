/** What the log of `ssh` tells at level DEBUG1: how far it has come, and its words of complaint. */

/** Lines of levels INFO and VERBOSE that complain about nothing. */
const chatter =
  /^(?:Authenticated to |Transferred: |Bytes per second: |Warning: Permanently added |Connection to \S+ closed\.|Pseudo-terminal )/;
/** The frame around a warning of several lines. */
const frame = /^@+$|^@ .* @$/;

/** The last words are kept; a warning has many. */
const mostWords = 8;

export class ClientLog {
  #rest = '';
  #words: string[] = [];
  #hostKey: { readonly type: string; readonly fingerprint: string } | undefined;
  #offered: readonly string[] = [];
  readonly #tried: string[] = [];
  #progress = { isLoginBegun: false, isInteractive: false, isHostKeyRefused: false, isRevoked: false };

  /** The host key that the switch has shown. */
  get hostKey(): { readonly type: string; readonly fingerprint: string } | undefined {
    return this.#hostKey;
  }

  /** The host key was accepted and the switch has said how one may log in. */
  get isLoginBegun(): boolean {
    return this.#progress.isLoginBegun;
  }

  /** The switch has accepted the user; what comes from now on is the shell. */
  get isInteractive(): boolean {
    return this.#progress.isInteractive;
  }

  get isHostKeyRefused(): boolean {
    return this.#progress.isHostKeyRefused;
  }

  get isHostKeyRevoked(): boolean {
    return this.#progress.isRevoked;
  }

  /** The methods the switch offers. */
  get offered(): readonly string[] {
    return this.#offered;
  }

  /** The methods that were tried, in order. */
  get tried(): readonly string[] {
    return this.#tried;
  }

  /** What `ssh` complained about, in its words. */
  get words(): readonly string[] {
    return this.#words;
  }

  /** Takes in what was appended to the log. */
  take(text: string): void {
    const lines = (this.#rest + text).split(/\r*\n/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line.trim());
  }

  #line(line: string): void {
    const [, debug] = /^debug\d: (.*)$/.exec(line) ?? [];
    if (debug !== undefined) {
      this.#step(debug);
      return;
    }
    if (line.startsWith('Host key verification failed')) this.#progress.isHostKeyRefused = true;
    if (line.includes('REVOKED HOST KEY')) this.#progress.isRevoked = true;
    if (line === '' || chatter.test(line) || frame.test(line)) return;
    this.#words.push(line);
    if (this.#words.length > mostWords) this.#words.shift();
  }

  #step(text: string): void {
    const [, type, fingerprint] = /^Server host key: (\S+) (\S+)/.exec(text) ?? [];
    if (type !== undefined && fingerprint !== undefined) this.#hostKey = { type, fingerprint };
    const [, offered] = /^Authentications that can continue: (.*)$/.exec(text) ?? [];
    if (offered !== undefined) {
      this.#progress.isLoginBegun = true;
      this.#offered = offered.split(',');
    }
    const [, method] = /^Next authentication method: (\S+)/.exec(text) ?? [];
    if (method !== undefined) this.#tried.push(method);
    if (text.startsWith('Entering interactive session')) this.#progress.isInteractive = true;
  }
}
