/** Port-channel numbers are one number space, so the ranges for the two kinds of LAG are apart. */
import type { IdRange } from '../../model/ids.ts';
import type { Finding } from '../finding.ts';
import { defaultRanges } from '../schema/fabric-schema.ts';
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
      ...places({ lag: [other, clash], mlag: [range, index] }),
      message: `\`mlagRanges\` ${text(range)} shares numbers with \`lagRanges\` ${text(other)}`,
      hint: 'port-channels of both kinds are numbered together: give both keys, with ranges that are apart',
    });
  });
  return findings;
};

type Numbered = readonly [range: IdRange, index: number];

/** Both ranges, or the one that somebody wrote: a default stands nowhere in the files. */
function places({ lag, mlag }: Readonly<Record<'lag' | 'mlag', Numbered>>): Pick<Finding, 'path' | 'other'> {
  const inLag = ['fabric', 'lagRanges', lag[1]];
  const inMlag = ['fabric', 'mlagRanges', mlag[1]];
  if (text(mlag[0]) === defaultRanges.mlag) return { path: inLag };
  return { path: inMlag, ...(text(lag[0]) === defaultRanges.lag ? {} : { other: inLag }) };
}

function overlaps(one: IdRange, other: IdRange): boolean {
  return one.low <= other.high && other.low <= one.high;
}

function text({ low, high }: IdRange): string {
  return low === high ? String(low) : `${String(low)}-${String(high)}`;
}
