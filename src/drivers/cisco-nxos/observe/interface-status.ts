/** `show interface status`: whether a port has a carrier. Names may hold blanks and tabs, so rows are read from the right. */
import type { Observation } from '../../driver.ts';
import type { ObservedPort } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort } from '../port-names.ts';
import { unreadable } from './unreadable.ts';

/** Words are cut to nine characters by some releases. */
const states: readonly (readonly [RegExp, ObservedPort['state']])[] = [
  [/^connected$/, 'up'],
  // Kept out of its port-channel by LACP: there is a carrier.
  [/^susp/, 'up'],
  [/^(?:notconnec|xcvrAbsen|sfpAbsent|xcvrInval|sfpInvali|inactive|down|hwFailure)/, 'no-carrier'],
  [/^(?:disabled|adminCfg)/, 'shut'],
  [/^(?:err|bpduguard|vpcPeerLn|linkFlap|udldAggre|storm)/i, 'error-disabled'],
];

const row = /^(\S+)\s.*\s(\S+)\s+(?:trunk|routed|f-path|--|\d+)\s+(?:a-)?(?:full|half|auto|--)\s+\S+(?:\s|$)/;

export const interfaceStatus: Observation = {
  command: 'show interface status',
  read(output) {
    const lines = output.split('\n').filter((line) => /\S/.test(line) && !/^-+\s*$/.test(line));
    if (!/^Port\s+Name\s+Status\s+Vlan\b/.test(lines[0] ?? '')) {
      throw unreadable('the header of the interface table', output);
    }
    const rows = lines.filter((line) => !line.startsWith('Port ') && !isOther(line));
    return { ports: new Map(rows.map(portIn)) };
  },
};

/** Rows for things that are no physical port, each with states of its own. */
function isOther(line: string): boolean {
  return /^(?:Po\d+|Lo\d+|Vlan\d+|nve\d+|Tunnel\d+|\S+\.\d+)\s/i.test(line);
}

function portIn(line: string): readonly [string, ObservedPort] {
  const [, name = '', word = ''] = row.exec(line) ?? [];
  const port = canonicalPort(name);
  const state = states.find(([pattern]) => pattern.test(word))?.[1];
  if (port === undefined || state === undefined) throw unreadable('a row of the interface table', line);
  return [port, { state }];
}
