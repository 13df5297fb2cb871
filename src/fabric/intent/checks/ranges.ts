/** Port-channel numbers are one number space, so the ranges for the two kinds of LAG are apart. */
import type { IdRange } from '../../model/ids.ts';
import type { Finding } from '../finding.ts';
import type { Check } from './check-context.ts';

/** `lagRanges` and `mlagRanges` that share numbers. */
export const checkRanges: Check = ({ site }) => {
  const { fabric } = site;
  if (fabric === undefined) return [];
  const findings: Finding[] = [];
  fabric.value.mlagRanges.forEach((range, index) => {
    const clash = fabric.value.lagRanges.findIndex((other) => overlaps(range, other));
    const other = fabric.value.lagRanges[clash];
    if (other === undefined) return;
    findings.push({
      code: 'overlapping-ranges',
      path: ['fabric', 'mlagRanges', index],
      message: `\`mlagRanges\` ${text(range)} shares numbers with \`lagRanges\` ${text(other)}`,
      other: ['fabric', 'lagRanges', clash],
      hint: 'port-channels of both kinds are numbered together: give both keys, with ranges that are apart',
    });
  });
  return findings;
};

function overlaps(one: IdRange, other: IdRange): boolean {
  return one.low <= other.high && other.low <= one.high;
}

function text({ low, high }: IdRange): string {
  return low === high ? String(low) : `${String(low)}-${String(high)}`;
}
