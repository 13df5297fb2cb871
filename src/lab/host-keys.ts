/** Host keys of virtual switches: one each, kept in a directory so that a restarted lab is recognised. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';

export interface LabHostKey {
  /** OpenSSH form. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA...`, without a comment. */
  readonly line: string;
}

/**
 * A fresh key. ssh2 1.17 strips leading zero bytes of the public key while it writes one (lib/keygen.js), so
 * that about one key in 256 cannot be read again; such a key is thrown away.
 */
export function freshHostKey(): LabHostKey {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) {
      return { privateKey: pair.private, line: publicLine(pair.private) };
    }
  }
}

/** The key kept for a switch, made and written (readable by the owner only) the first time. */
export async function keptHostKey(directory: string, hostname: string): Promise<LabHostKey> {
  const file = join(directory, `${encodeURIComponent(hostname)}.key`);
  const kept = await readIfThere(file);
  if (kept !== undefined) return { privateKey: kept, line: publicLine(kept) };
  const key = freshHostKey();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(file, key.privateKey, { mode: 0o600 });
  return key;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function publicLine(privateKey: string): string {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  return `${parsed.type} ${parsed.getPublicSSH().toString('base64')}`;
}
