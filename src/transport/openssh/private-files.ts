/** The files of one connection, in a directory that only this user can enter. */
import { closeSync, openSync, readSync } from 'node:fs';
import { access, chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Authentication, PinnedKey, SessionTarget } from '../cli-session.ts';
import { hostKeyAlias, type ClientFiles } from './client-arguments.ts';

const chunkBytes = 64 * 1024;

/** `ssh -J` passes the path of its configuration to a shell as it stands, so nothing may need quotes there. */
function temporaryDirectory(): string {
  return /^[\w/.+-]+$/.test(tmpdir()) ? tmpdir() : '/tmp';
}

/** Made before `ssh` starts; gone from the disk as soon as the login is over. */
export class PrivateFiles implements ClientFiles {
  readonly knownHosts: string;
  readonly log: string;
  readonly config?: string;
  readonly identity?: string;
  readonly #directory: string;
  readonly #buffer = Buffer.alloc(chunkBytes);
  #logFile: number | undefined;

  private constructor(directory: string, has: { readonly config: boolean; readonly identity: boolean }) {
    this.#directory = directory;
    this.knownHosts = path.join(directory, 'known_hosts');
    this.log = path.join(directory, 'log');
    if (has.config) this.config = path.join(directory, 'config');
    if (has.identity) this.identity = path.join(directory, 'identity');
    this.#logFile = openSync(this.log, 'a+', 0o600);
  }

  /** Writes the pinned keys and links what the target names; a private key without a file is written. */
  static async make(target: SessionTarget, pinned: readonly PinnedKey[]): Promise<PrivateFiles> {
    const directory = await mkdtemp(path.join(temporaryDirectory(), 'twinleaf-ssh-'));
    const { authentication, openssh, loopbackOnly } = target;
    const configFile = loopbackOnly ? undefined : openssh?.configFile;
    const files = new PrivateFiles(directory, {
      config: configFile !== undefined,
      identity: authentication.kind === 'key',
    });
    try {
      await writeFile(files.knownHosts, pinned.map(knownHostsLine).join(''), { mode: 0o600 });
      if (configFile !== undefined && files.config !== undefined) await symlink(configFile, files.config);
      if (files.identity !== undefined) await writeIdentity(files.identity, authentication);
      return files;
    } catch (error) {
      await files.close();
      throw error;
    }
  }

  /** What was appended to the log since the last reading. */
  readLog(): string {
    let text = '';
    while (this.#logFile !== undefined) {
      const count = readSync(this.#logFile, this.#buffer, 0, chunkBytes, null);
      text += this.#buffer.toString('utf8', 0, count);
      if (count < chunkBytes) return text;
    }
    return text;
  }

  /** Takes the files from the disk; the log can still be read. */
  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Takes the files from the disk and lets go of the log. */
  async close(): Promise<void> {
    if (this.#logFile !== undefined) closeSync(this.#logFile);
    this.#logFile = undefined;
    await this.remove();
  }
}

function knownHostsLine({ type, base64, isRevoked }: PinnedKey): string {
  return `${isRevoked ? '@revoked ' : ''}${hostKeyAlias} ${type} ${base64}\n`;
}

/** Beside a private key may lie its public half and a certificate, which `ssh` finds by their names. */
async function writeIdentity(identity: string, login: Authentication): Promise<void> {
  if (login.kind !== 'key') return;
  if (login.file === undefined) {
    await writeFile(identity, `${login.privateKey.trimEnd()}\n`, { mode: 0o600 });
    await chmod(identity, 0o600);
    return;
  }
  for (const suffix of ['', '.pub', '-cert.pub']) {
    if (suffix === '' || (await isThere(login.file + suffix))) {
      await symlink(login.file + suffix, identity + suffix);
    }
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    // Without it the login goes by the key alone.
    return false;
  }
}
