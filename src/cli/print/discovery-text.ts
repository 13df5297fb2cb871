/** The cabling that switches see, for people: YAML to paste, and what differs from the site. */
import type { Discovery } from '../../engine/discover-site.ts';
import type { CablingDifference } from '../../fabric/verify/discovered-cabling.ts';
import { counted } from './layout.ts';
import type { Paint } from './paint.ts';
import { printable, printableLines } from './printable.ts';

/** The YAML first, so that it can be copied as one block; then one line for each difference. */
export function discoveryText({ yaml, differences, deaf }: Discovery, paint: Paint): string {
  const silent =
    deaf.length === 0
      ? []
      : [`${paint.warning('warning')} ${deaf.join(', ')}: LLDP is not on, so nothing is heard there`];
  const lines = differences.map((one) => `${paint.removed('differs')} ${printable(differenceText(one))}`);
  const closing =
    differences.length === 0
      ? 'what is seen is what the site says.'
      : `${counted(differences.length, 'cable')} not where the site says.`;
  return [
    `${paint.title('Seen')} (for pasting into the site; only cables):`,
    printableLines(yaml).join('\n'),
    ...(silent.length === 0 ? [] : [silent.join('\n')]),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    `${paint.title('Cabling:')} ${closing}`,
  ].join('\n\n');
}

/** `esx01: YAML says sw1/Ethernet10, seen on sw1/Ethernet11`. */
export function differenceText({ device, mac, says, seen, heard }: CablingDifference): string {
  const subject = mac === undefined ? device : `${device} ${mac}`;
  if (heard !== undefined) {
    const name = heard.device === '' ? heard.port : `${heard.device} ${heard.port}`;
    return `${subject}: YAML says ${says ?? 'nothing'}, where ${name} is heard`;
  }
  if (says === undefined) return `${subject}: seen on ${seen ?? 'no port'}, of which YAML says nothing`;
  return `${subject}: YAML says ${says}, seen on ${seen ?? 'no port'}`;
}
