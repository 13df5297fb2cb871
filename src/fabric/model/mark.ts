/**
 * The mark by which Twinleaf recognises what it made: `tl:<owner>` in VLAN names and descriptions, one fixed
 * grammar from which the owner can be read, so that a lost store can be rebuilt from the switches.
 */
import { createHash } from 'node:crypto';

const prefix = 'tl:';
const hashLength = 8;

/** Owners as they stand in marks and allocations. */
export const owners = {
  network: (name: string): string => name,
  bond: (endpoint: string, group: number): string => `${endpoint}/bond${String(group)}`,
  port: (endpoint: string, index: number): string => `${endpoint}/port${String(index)}`,
  peerLink: (pair: string): string => `${pair}/peer-link`,
  control: (pair: string): string => `${pair}/control`,
  released: 'released',
} as const;

/** `tl:<owner>`, cut to `length` characters with `~` and eight hex digits of SHA-256 at the end where it is longer. */
export function mark(owner: string, length: number): string {
  const whole = prefix + owner;
  if (whole.length <= length) return whole;
  const digest = createHash('sha256').update(owner).digest('hex').slice(0, hashLength);
  return `${whole.slice(0, length - hashLength - 1)}~${digest}`;
}

/** The owner in a mark (shortened if the mark was), or undefined where the text is no mark. */
export function ownerInMark(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** Whether a mark, shortened or not, is that owner's. */
export function isMarkOf(text: string, owner: string): boolean {
  return text.startsWith(prefix) && (text === prefix + owner || text === mark(owner, text.length));
}
