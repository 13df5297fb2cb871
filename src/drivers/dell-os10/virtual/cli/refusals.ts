/**
 * The words of refusals (SOURCES.md 1.5): a line that holds `% Error`, never a caret. Where the sources say
 * that something is refused and not in which words, the words are ours and the form is the same.
 */
import type { Mismatch } from '../grammar/syntax.ts';

const byMismatch: Readonly<Record<Mismatch['why'], string>> = {
  unrecognized: '% Error: Unrecognized command.',
  illegal: '% Error: Illegal parameter.',
  incomplete: '% Error: Incomplete command.',
  ambiguous: '% Error: Ambiguous command.',
};

export const refusals = {
  mismatch: (mismatch: Mismatch): string => byMismatch[mismatch.why],
  unrecognized: byMismatch.unrecognized,
  illegal: byMismatch.illegal,
  invalidInterface: '% Error: An invalid interface has been used for this command.',
  rangeConflict:
    '% Error:  Range configuration conflict - the last command was not applied. Please commit (or discard) the rest of the configuration changes and retry.',
  disintegrated:
    '% Error:  The command failure resulted in disintegrated candidate configuration. Please discard the current candidate configuration changes.',
  notFound: (what: string): string => `% Error: ${what} not found.`,
  locked: '% Error: The configuration is locked by another session.',
  system: (what: string): string => `% Error: ${what} is created by the system and cannot be configured.`,
  defaultVlan: '% Error: The default VLAN cannot be deleted.',
  isSwitchport: '% Error: The port has a switchport configuration; remove it from L2 mode first.',
  isMember: (portChannel: string): string => `% Error: The port is a member of ${portChannel}.`,
  hasMembers: (portChannel: string): string => `% Error: ${portChannel} has member ports; remove them first.`,
  otherDomain: '% Error: Only one VLT domain can be configured.',
  otherMap: '% Error: The breakout of the port cannot be changed while the port is in use.',
  duplicateRule: '% Error: The access list already has this rule.',
  save: '% Error: Unable to write the startup configuration.',
  commit: '% Error: Commit failed.',
  authentication: '% Error: Authentication failed.',
} as const;

/** The words of a refusal on request, by what was typed. */
export function requestedRefusal(line: string): string {
  if (/^(?:do\s+)?(?:wr|copy)/.test(line)) return refusals.save;
  return /^(?:do\s+)?commit\b/.test(line) ? refusals.commit : refusals.illegal;
}
