/**
 * Pinned host keys in the format of OpenSSH's known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
 * Pure: text in, values out.
 */
import { createHash, createHmac } from 'node:crypto';
import type { HostKey, HostKeyCheck } from './cli-session.ts';

/** The pinned keys of any number of hosts. */
export interface KnownHosts {
  readonly entries: readonly KnownHost[];
}

/** One line of the file. */
export interface KnownHost {
  /** Names, patterns with `*` and `?`, negated with `!`, or one hash `|1|salt|hash`. */
  readonly hosts: readonly string[];
  readonly type: string;
  readonly base64: string;
  /** `@revoked`: the key must not be accepted from this host. */
  readonly isRevoked: boolean;
}

/**
 * The entries of a known_hosts file. Comments, broken lines and `@cert-authority` (certificates are not
 * used) are left out, as OpenSSH does: what is not read is not trusted.
 */
export function readKnownHosts(text: string): KnownHosts {
  return { entries: text.split(/\r?\n/).flatMap(entriesOf) };
}

function entriesOf(line: string): readonly KnownHost[] {
  const fields = line.trim().split(/[ \t]+/);
  const marker = fields[0]?.startsWith('@') === true ? fields.shift() : undefined;
  const [hosts, type, base64] = fields;
  if (hosts === undefined || type === undefined || base64 === undefined || hosts.startsWith('#')) return [];
  if (marker !== undefined && marker !== '@revoked') return [];
  if (keyType(Buffer.from(base64, 'base64')) !== type) return [];
  return [{ hosts: hosts.split(','), type, base64, isRevoked: marker === '@revoked' }];
}

/**
 * The check that a session makes before it logs in: `unknown` where nothing is pinned for the host,
 * `changed` where only other keys are, `revoked` where the key is marked as such. It also tells the pinned
 * key types, so that a switch with several keys is asked for the pinned one.
 */
export function checkAgainst(knownHosts: KnownHosts): HostKeyCheck {
  const pinned = (host: string, port: number): readonly KnownHost[] =>
    knownHosts.entries.filter((entry) => isFor(entry, hostField(host, port)));
  const check = (shown: HostKey): ReturnType<HostKeyCheck> => {
    const entries = pinned(shown.host, shown.port);
    const same = entries.filter((entry) => isSameKey(entry.base64, shown.base64));
    if (same.some((entry) => entry.isRevoked)) return 'revoked';
    if (same.length > 0) return undefined;
    return entries.some((entry) => !entry.isRevoked) ? 'changed' : 'unknown';
  };
  const pinnedTypes = (host: string, port: number): readonly string[] => [
    ...new Set(
      pinned(host, port)
        .filter((entry) => !entry.isRevoked)
        .map((entry) => entry.type),
    ),
  ];
  return Object.assign(check, { pinnedTypes, pinned });
}

/** The line that pins a key, without a line end. */
export function knownHostsLine(key: HostKey): string {
  return `${hostField(key.host, key.port)} ${key.type} ${key.base64}`;
}

/** A host's key from the public key blob that it showed (RFC 4253 section 6.6). */
export function hostKeyFrom(host: string, port: number, blob: Buffer): HostKey {
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  const type = keyType(blob) ?? 'unknown';
  return { host, port, type, base64: blob.toString('base64'), fingerprint: `SHA256:${digest}` };
}

/** The blob begins with the name of its type, length first. */
function keyType(blob: Buffer): string | undefined {
  if (blob.length < 4) return undefined;
  const end = 4 + blob.readUInt32BE(0);
  return end < blob.length ? blob.toString('latin1', 4, end) : undefined;
}

/** How the file names a host: lower case, the port only where it is not 22. */
function hostField(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${String(port)}`;
}

function isFor(entry: KnownHost, host: string): boolean {
  const isNamed = (pattern: string): boolean =>
    pattern.startsWith('|') ? isHashOf(pattern, host) : wildcard(pattern).test(host);
  if (entry.hosts.some((pattern) => pattern.startsWith('!') && isNamed(pattern.slice(1)))) return false;
  return entry.hosts.some((pattern) => isNamed(pattern));
}

/** `|1|salt|HMAC-SHA1(salt, host)`, both in base64. */
function isHashOf(hashed: string, host: string): boolean {
  const [, version, salt, hash] = hashed.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(host).digest('base64') === hash;
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .toLowerCase()
    .replace(/[\\^$.+()[\]{}|/-]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}

function isSameKey(one: string, other: string): boolean {
  return Buffer.from(one, 'base64').equals(Buffer.from(other, 'base64'));
}
