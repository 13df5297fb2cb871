/** What somebody types on a switch without Twinleaf. */
import assert from 'node:assert/strict';
import type { LabSite } from './lab-site.ts';

/** Configures the lines on an EOS switch of the lab and leaves. */
export function typeByHand(site: LabSite, hostname: string, lines: readonly string[]): void {
  const session = site.lab.switches.get(hostname)?.virtual.openSession();
  assert.ok(session);
  for (const line of ['enable', 'configure', ...lines, 'end']) session.type(line);
  session.end();
}
