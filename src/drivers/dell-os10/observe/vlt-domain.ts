/**
 * `show vlt <domain>`: the pair as this member sees it. Read by the outputs in public notes, for want of a
 * capture of our own. Other commands tell whether parameters differ and whether the backup link is up.
 */
import type { Observation } from '../../driver.ts';
import type { ObservedPair } from '../../../fabric/verify/observed-switch.ts';
import { unreadable } from './xml-output.ts';

/** The domain is part of every command about it. */
export const domainHeader = /^vlt-domain (\d+)$/;

export const vltDomain: Observation = {
  where: domainHeader,
  command: 'show vlt $1',
  read: (output) => ({ pair: pairIn(output.replaceAll('\r', '')) }),
};

function pairIn(output: string): ObservedPair {
  if (field(output, 'Domain ID') === undefined) throw unreadable('the VLT domain', output);
  const peerLinkUp = /^\s*port-channel1000\s*:\s*up\s*$/im.test(output);
  const isActive = peerLinkUp && isPeerUp(output);
  const role = field(output, 'Role')?.toLowerCase();
  const systemMac = field(output, 'VLT MAC address')?.toLowerCase();
  return {
    isActive,
    peerLinkUp,
    inconsistencies: [],
    ...(isActive && (role === 'primary' || role === 'secondary') ? { role } : {}),
    ...(isActive && systemMac !== undefined ? { systemMac } : {}),
  };
}

/** What follows `name :` in a line. */
function field(output: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s*:\\s*(\\S.*?)\\s*$`, 'im').exec(output)?.[1];
}

/** A row of the table of peers: unit, MAC, state. */
function isPeerUp(output: string): boolean {
  return /^\s*\d+\s+(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\s+up\b/im.test(output);
}
