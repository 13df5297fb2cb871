/** Host keys: what each switch shows against what is pinned. */
import { compareText } from '../../fabric/model/ids.ts';
import type { HostKey } from '../../transport/cli-session.ts';
import { hostKeyFrom, knownHostsLine, readKnownHosts, type KnownHosts } from '../../transport/known-hosts.ts';
import type { Site } from './site.ts';
import { textIfPresent } from './site-files.ts';
import { lookAtSwitches, type LookOptions } from '../switches/unread-switch.ts';
import { unitOf } from './applied-state.ts';
import type { HostKeyReading } from '../use-cases.ts';

/** The keys of every switch, by hostname; nothing is pinned and nobody logs in. */
export async function readHostKeys(site: Site, options?: LookOptions): Promise<readonly HostKeyReading[]> {
  const known = readKnownHosts((await textIfPresent(site.knownHostsFile)) ?? '');
  const switches = site.intent.switches
    .map(({ hostname }) => ({ hostname, unit: unitOf(hostname, site.intent) }))
    .sort((a, b) => compareText(a.hostname, b.hostname));
  return lookAtSwitches(switches, ({ hostname }) => readHostKey(site, known, hostname), options);
}

async function readHostKey(site: Site, known: KnownHosts, hostname: string): Promise<HostKeyReading> {
  const key = await site.access.hostKey(hostname);
  const verdict = (await site.hostKeys())(key);
  if (verdict === undefined) return { switch: hostname, ...key, state: 'pinned' };
  if (verdict === 'unknown') return { switch: hostname, ...key, state: 'unknown' };
  const pinnedFingerprint = fingerprintPinnedFor(key, known);
  return {
    switch: hostname,
    ...key,
    state: 'changed',
    ...(pinnedFingerprint === undefined ? {} : { pinnedFingerprint }),
  };
}

/** Of the line that names the address in plain text; a hashed one is not looked up. */
function fingerprintPinnedFor(key: HostKey, known: KnownHosts): string | undefined {
  const address = knownHostsLine(key).split(' ')[0] ?? '';
  const pinned = known.entries.find((entry) => entry.hosts.includes(address));
  return pinned && hostKeyFrom(key.host, key.port, Buffer.from(pinned.base64, 'base64')).fingerprint;
}
