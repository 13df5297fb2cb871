/**
 * `show vlt <domain> mismatch`: in what the members differ (OS10 User Guide, VLT). How its tables look is not
 * documented for every release, so that no more is read than a heading with `mismatch` and rows below it that say
 * something else than that there is none.
 *
 * VLANs that only one member has are no difference of the pair: somebody else's may be meant so, and those of the
 * site are looked for on each member. Nor is a port-channel that only one member knows (`-` for the other).
 */
import type { Observation } from '../../driver.ts';
import { domainHeader } from './vlt-domain.ts';

export const vltMismatch: Observation = {
  where: domainHeader,
  command: 'show vlt $1 mismatch',
  mayBeRefused: true,
  read: (output) => ({ pair: { inconsistencies: differencesIn(output.replaceAll('\r', '').split('\n')) } }),
};

const heading = /^\s*(\S.*mismatch)\s*:?\s*$/i;
const ofOnePort = /^\s*VLT ID\s*:\s*(\d+)/i;
/** Unit (`*`: this one) and what it has. */
const row = /^\s*\*?\s*\d+\s+(\S.*?)\s*$/;

function differencesIn(lines: readonly string[]): readonly string[] {
  const found = new Map<string, string[]>();
  let table = '';
  let subject = '';
  for (const line of lines) {
    const title = heading.exec(line)?.[1];
    if (title !== undefined) {
      table = title;
      subject = title;
    }
    const port = ofOnePort.exec(line)?.[1];
    if (port !== undefined) subject = `${table} of ${port}`;
    const value = row.exec(line)?.[1];
    if (value !== undefined) found.set(subject, [...(found.get(subject) ?? []), value]);
  }
  return [...found]
    .filter(([name, values]) => !/^VLAN mismatch$/i.test(name) && !isOneSided(values))
    .map(([name, values]) => `${name}: ${values.join(' and ')}`);
}

function isOneSided(values: readonly string[]): boolean {
  return values.includes('-') && values.some((value) => /^port-channel ?\d+$/i.test(value));
}
