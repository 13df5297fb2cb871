/**
 * Which number given earlier belongs to which bond now: a bond keeps its number for life, also when it loses
 * or gains a port or its redundancy group gets another position.
 */
import type { Allocation } from '../../model/allocation.ts';
import { compareText, portKey } from '../../model/ids.ts';
import { owners } from '../../model/mark.ts';
import type { Bond } from '../bonds/bonds.ts';

/** Ports of a bond as `switch/port`, sorted. */
export function portsOf(bond: Bond): readonly string[] {
  return bond.ports.map((port) => portKey(port.at)).sort(compareText);
}

/** The owner under which a bond's number is kept. */
export function ownerOf(bond: Bond): string {
  return owners.bond(bond.endpoint.resolved.name, bond.group);
}

/** The endpoint of a bond's owner; any other owner as it is. */
export function endpointOfOwner(owner: string): string {
  return owner.replace(/\/bond\d+$/, '');
}

/**
 * Bonds of one endpoint on one unit with the given number each keeps. Most shared ports first; among equals
 * the one that has the bond's name; without a shared port only that one.
 */
export function keptNumbers(
  bonds: readonly Bond[],
  given: readonly Allocation[],
  canKeep: (bond: Bond, allocation: Allocation) => boolean,
): ReadonlyMap<Bond, Allocation> {
  const candidates = bonds
    .flatMap((bond) => given.filter((it) => canKeep(bond, it)).map((it) => candidate(bond, it)))
    .filter(({ shared, hasSameName }) => shared > 0 || hasSameName)
    .sort(
      (a, b) =>
        b.shared - a.shared ||
        Number(b.hasSameName) - Number(a.hasSameName) ||
        a.bond.group - b.bond.group ||
        compareText(a.allocation.owner, b.allocation.owner) ||
        a.allocation.value - b.allocation.value,
    );
  const kept = new Map<Bond, Allocation>();
  const used = new Set<Allocation>();
  for (const { bond, allocation } of candidates) {
    if (kept.has(bond) || used.has(allocation)) continue;
    kept.set(bond, allocation);
    used.add(allocation);
  }
  return kept;
}

function candidate(bond: Bond, allocation: Allocation) {
  const had = new Set(allocation.ports ?? []);
  return {
    bond,
    allocation,
    shared: portsOf(bond).filter((port) => had.has(port)).length,
    hasSameName: allocation.owner === ownerOf(bond),
  };
}
