/** Host keys: what each switch shows against what is pinned. */
import { compareText } from '../../fabric/model/ids.ts';
import type { SwitchIntent } from '../../fabric/model/intent.ts';
import type { HostKey } from '../../transport/cli-session.ts';
import { hostKeyFrom, knownHostsLine, readKnownHosts, type KnownHosts } from '../../transport/known-hosts.ts';
import type { Site } from './site.ts';
import { textIfPresent } from './site-files.ts';
import { forEachSwitch } from '../switches/switch-access.ts';
import type { HostKeyReading } from '../use-cases.ts';

/** The keys of every switch, by hostname; nothing is pinned and nobody logs in. */
export async function readHostKeys(site: Site): Promise<readonly HostKeyReading[]> {
  const known = readKnownHosts((await textIfPresent(site.knownHostsFile)) ?? '');
  const switches = site.intent.switches.toSorted((a, b) => compareText(a.hostname, b.hostname));
  return forEachSwitch(switches, (one) => readHostKey(site, known, one));
}

async function readHostKey(site: Site, known: KnownHosts, one: SwitchIntent): Promise<HostKeyReading> {
  const key = await site.access.hostKey(one.hostname);
  const verdict = (await site.hostKeys())(key);
  if (verdict === undefined) return { switch: one.hostname, ...key, state: 'pinned' };
  if (verdict === 'unknown') return { switch: one.hostname, ...key, state: 'unknown' };
  const pinnedFingerprint = fingerprintPinnedFor(key, known);
  return {
    switch: one.hostname,
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
