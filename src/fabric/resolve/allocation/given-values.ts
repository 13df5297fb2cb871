/**
 * Values of earlier runs under the names that hold now. A name is the identity of its object, so what `renamedFrom`
 * renames would lose its values unless it took them along.
 */
import type { Allocation, Allocations } from '../../model/allocation.ts';
import { compareText } from '../../model/ids.ts';
import type { Intent } from '../../model/intent.ts';

/** Order of allocations wherever they are listed: kind, scope, owner, value. */
export function compareAllocations(a: Allocation, b: Allocation): number {
  return (
    compareText(a.kind, b.kind) ||
    compareText(a.scope, b.scope) ||
    compareText(a.owner, b.owner) ||
    a.value - b.value
  );
}

/** The given values with owners, scopes and ports renamed, sorted; an owner that has a value already keeps it. */
export function givenValues(given: Allocations, intent: NamedIntent): Allocations {
  const names = renames(intent);
  const known = new Set(given.map(identity));
  return given
    .map((allocation) => {
      const now = renamed(allocation, names);
      return identity(now) !== identity(allocation) && known.has(identity(now)) ? allocation : now;
    })
    .sort(compareAllocations);
}

/** What has a name that may be new. */
type NamedIntent = Pick<Intent, 'logicalNetworks' | 'endpoints' | 'switchPairs' | 'switches'>;

/** Old names to new ones, per kind of object. */
interface Renames {
  readonly networks: ReadonlyMap<string, string>;
  readonly endpoints: ReadonlyMap<string, string>;
  readonly switches: ReadonlyMap<string, string>;
  readonly pairs: ReadonlyMap<string, string>;
}

function renames(intent: NamedIntent): Renames {
  return {
    networks: oldToNew(intent.logicalNetworks),
    endpoints: oldToNew(intent.endpoints),
    pairs: oldToNew(intent.switchPairs),
    switches: oldToNew(intent.switches.map((given) => ({ ...given, name: given.hostname }))),
  };
}

function oldToNew(objects: readonly { readonly name: string; readonly renamedFrom?: string }[]) {
  return new Map(
    objects.flatMap(({ name, renamedFrom }) =>
      renamedFrom === undefined ? [] : [[renamedFrom, name] as const],
    ),
  );
}

function identity({ kind, scope, owner }: Allocation): string {
  return JSON.stringify([kind, scope, owner]);
}

function renamed(allocation: Allocation, names: Renames): Allocation {
  const { scope, ports } = allocation;
  return {
    ...allocation,
    scope: names.pairs.get(scope) ?? names.switches.get(scope) ?? scope,
    owner: renamedOwner(allocation, names),
    ...(ports === undefined
      ? {}
      : { ports: ports.map((port) => renamedPort(port, names)).sort(compareText) }),
  };
}

/** Owners of a fabric-wide VLAN are networks; those of a unit end in `/peer-link`, `/control` or `/bond<n>`. */
function renamedOwner({ kind, scope, owner }: Allocation, names: Renames): string {
  if (kind === 'vlan' && scope === '') return names.networks.get(owner) ?? owner;
  const slash = owner.lastIndexOf('/');
  const name = owner.slice(0, slash);
  const what = owner.slice(slash);
  const byName = what.startsWith('/bond') ? names.endpoints : names.pairs;
  return `${byName.get(name) ?? name}${what}`;
}

function renamedPort(port: string, names: Renames): string {
  const slash = port.indexOf('/');
  const hostname = port.slice(0, slash);
  return `${names.switches.get(hostname) ?? hostname}${port.slice(slash)}`;
}
