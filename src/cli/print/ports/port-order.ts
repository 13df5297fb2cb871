/** Where the order of ports as plain strings is not the order a person would count them in. */
import { compareText, portKey } from '../../../fabric/model/ids.ts';
import type { ResolvedEndpoint, ResolvedInterface } from '../../../fabric/model/resolved-fabric.ts';

/** An interface with a cable, and its place if numbers in names were compared as numbers. */
export interface CountedInterface {
  readonly one: ResolvedInterface;
  /** `switch/port`. */
  readonly key: string;
  /** From 0. */
  readonly numericPlace: number;
}

/** The cabled interfaces by port index. */
export function countedInterfaces(endpoint: ResolvedEndpoint): readonly CountedInterface[] {
  const cabled = endpoint.interfaces.flatMap((one) => (one.at === undefined ? [] : [{ one, at: one.at }]));
  const byNumber = cabled.toSorted(
    (a, b) => compareNumerically(a.at.switch, b.at.switch) || compareNumerically(a.at.port, b.at.port),
  );
  return cabled.map((entry) => ({
    one: entry.one,
    key: portKey(entry.at),
    numericPlace: byNumber.indexOf(entry),
  }));
}

/** Whether any index of the endpoint would be another one if numbers were compared as numbers. */
export function numericOrderDiffers(endpoint: ResolvedEndpoint): boolean {
  return countedInterfaces(endpoint).some(({ numericPlace }, place) => numericPlace !== place);
}

function compareNumerically(a: string, b: string): number {
  const [partsA, partsB] = [parts(a), parts(b)];
  for (const [place, part] of partsA.entries()) {
    const other = partsB[place];
    if (other === undefined) return 1;
    const difference = areNumbers(part, other) ? Number(part) - Number(other) : compareText(part, other);
    if (difference !== 0) return difference;
  }
  return partsA.length - partsB.length;
}

/** Runs of digits and what stands between them. */
function parts(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function areNumbers(a: string, b: string): boolean {
  return /^\d/.test(a) && /^\d/.test(b);
}
