/** What a host key that may not be trusted is reported as. */
import { DeviceError } from '../fabric/errors.ts';
import type { HostKey, HostKeyCheck } from './cli-session.ts';

/** As much of a host key as a person compares. */
export type ShownKey = Pick<HostKey, 'host' | 'port' | 'type' | 'fingerprint'>;

/** `host-key-unknown` or `host-key-changed`, with the fingerprint and what to do; undefined for the pinned key. */
export function hostKeyError(
  hostname: string,
  shown: ShownKey,
  verdict: ReturnType<HostKeyCheck>,
): DeviceError | undefined {
  if (verdict === undefined) return undefined;
  const place = `${hostname}: ${shown.host} port ${String(shown.port)}`;
  const key = `${shown.type} ${shown.fingerprint}`;
  const details = { switch: hostname, fingerprint: shown.fingerprint, keyType: shown.type };
  if (verdict === 'unknown') {
    const hint = 'compare the fingerprint with the switch and pin it with `twinleaf trust`';
    const message = `${place} shows a host key that is not pinned: ${key}; ${hint}`;
    return new DeviceError('host-key-unknown', message, { ...details, hint });
  }
  const what = verdict === 'revoked' ? 'a host key that is revoked' : 'another host key than the pinned one';
  const hint = 'nothing was sent; find out why, and only then pin it with `twinleaf trust`';
  return new DeviceError('host-key-changed', `${place} shows ${what}: ${key}; ${hint}`, { ...details, hint });
}
