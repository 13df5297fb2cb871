/** The known-hosts file of a site: what is pinned, and how a key gets in. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TwinleafError } from '../../fabric/errors.ts';
import type { HostKey, HostKeyCheck } from '../../transport/cli-session.ts';
import { checkAgainst, knownHostsLine, readKnownHosts } from '../../transport/known-hosts.ts';
import { reasonOf, textIfPresent } from './site-files.ts';

/** The check that a session makes; a missing file pins nothing. */
export async function pinnedKeys(file: string): Promise<HostKeyCheck> {
  return checkAgainst(readKnownHosts((await textIfPresent(file)) ?? ''));
}

/** Adds keys; lines of the same address that say otherwise are taken out. Written beside the file and moved over it. */
export async function pinKeys(file: string, keys: readonly HostKey[]): Promise<void> {
  const addresses = new Set(keys.map((key) => knownHostsLine(key).split(' ')[0]));
  const kept = ((await textIfPresent(file)) ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !addresses.has(line.split(' ')[0]));
  const text = [...kept, ...keys.map(knownHostsLine)].join('\n') + '\n';
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await rename(`${file}.new`, file);
  } catch (error) {
    throw new TwinleafError('file-error', `${file}: cannot be written (${reasonOf(error)})`, {}, error);
  }
}
