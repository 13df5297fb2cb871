/** Resolving in tests: the fabric or the problems, whichever the test is about. */
import assert from 'node:assert/strict';
import type { Allocations } from '../../../src/fabric/model/allocation.ts';
import type { DriverTraits } from '../../../src/fabric/model/driver-traits.ts';
import type { Attachment, ResolvedFabric } from '../../../src/fabric/model/resolved-fabric.ts';
import { resolveFabric } from '../../../src/fabric/resolve/resolve-fabric.ts';
import { testDrivers } from '../driver-traits.ts';
import { site, type SiteParts } from '../intent-builder.ts';

/** The resolved fabric of a site that must have no problem. */
export function resolved(parts: SiteParts, given: Allocations = [], drivers = testDrivers): ResolvedFabric {
  const { fabric, problems } = resolveFabric(site(parts), drivers, given);
  assert.deepEqual(problems, []);
  assert.ok(fabric);
  return fabric;
}

/** The problems of a site that must have some, as `code path: message`. */
export function problemsOf(
  parts: SiteParts,
  given: Allocations = [],
  drivers = testDrivers,
): readonly string[] {
  const { fabric, problems } = resolveFabric(site(parts), drivers, given);
  assert.equal(fabric, undefined);
  return problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

/** The test drivers with one of them changed. */
export function driversWith(changed: DriverTraits): ReadonlyMap<string, DriverTraits> {
  return new Map([...testDrivers, [changed.name, changed]]);
}

/** `mlag 31 rack1: sw1/Ethernet1 sw2/Ethernet1`, one line per attachment. */
export function attachmentLines({ attachments }: ResolvedFabric): readonly string[] {
  return attachments.map(attachmentLine);
}

function attachmentLine({ endpoint, group, kind, portChannel, unit, members }: Attachment): string {
  const number = portChannel === undefined ? '' : ` ${String(portChannel)}`;
  const ports = members.map((member) => `${member.switch}/${member.port}`).join(' ');
  return `${endpoint}/${String(group)} ${kind}${number} ${unit}: ${ports}`;
}
