/** Host keys: what each switch shows against what is pinned. */
import { compareText } from '../../fabric/model/ids.ts';
import type { SwitchIntent } from '../../fabric/model/intent.ts';
import { defaultDeadlines, type HostKey } from '../../transport/cli-session.ts';
import { fetchHostKey } from '../../transport/host-key.ts';
import { hostKeyFrom, knownHostsLine, readKnownHosts, type KnownHosts } from '../../transport/known-hosts.ts';
import { addressOf } from './ssh-access.ts';
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
  const check = await site.hostKeys();
  const { host, port } = addressOf(site.lab, one);
  const target = { hostname: one.hostname, host, port, loopbackOnly: site.lab !== undefined };
  const key = await fetchHostKey(target, defaultDeadlines.connectMs, check.pinnedTypes?.(host, port) ?? []);
  const verdict = check(key);
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
