import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Allocations } from '../../../src/fabric/model/allocation.ts';
import type { SiteParts } from '../intent-builder.ts';
import { siteOf, tenants } from './generated-site.ts';
import { resolved } from './resolved.ts';

const allNetworks = [0, 1, 2, 3, 4, 5, 6, 7];
const numbersAndNetworks = fc.tuple(tenants, fc.subarray(allNetworks, { minLength: 1 }));

/** Any order of the elements, drawn with the rest of the case. */
function shuffled<Thing>(things: readonly Thing[]): fc.Arbitrary<readonly Thing[]> {
  return fc.shuffledSubarray([...things], { minLength: things.length, maxLength: things.length });
}

/** The same site written down in another order. */
function reordered(parts: SiteParts): fc.Arbitrary<SiteParts> {
  const { switches = [], pairs = [], endpoints = [], networks = [], groups = [] } = parts;
  return fc.record({
    switches: shuffled(switches),
    pairs: shuffled(pairs),
    endpoints: shuffled(endpoints).chain((some) =>
      fc.tuple(...some.map((one) => shuffled(one.interfaces).map((interfaces) => ({ ...one, interfaces })))),
    ),
    networks: shuffled(networks),
    groups: shuffled(groups).chain((some) =>
      fc.tuple(
        ...some.map((one) => shuffled(one.connections).map((connections) => ({ ...one, connections }))),
      ),
    ),
  });
}

/** The same fabric without what tells where things stood in the YAML. */
function withoutPaths(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'path' ? undefined : inner)));
}

function valuesInUse(parts: SiteParts, given: Allocations): ReadonlyMap<string, number> {
  const { attachments, networks } = resolved(parts, given);
  return new Map<string, number>([
    ...networks.map(({ name, vlan }) => [name, vlan] as const),
    ...attachments.flatMap(({ endpoint, group, portChannel }) =>
      portChannel === undefined ? [] : [[`${endpoint}/${String(group)}`, portChannel] as const],
    ),
  ]);
}

describe('resolving', () => {
  it('does not depend on the order in which anything was written', () => {
    const cases = numbersAndNetworks.chain(([some, networks]) => {
      const parts = siteOf(some, networks);
      return fc.tuple(fc.constant(parts), reordered(parts));
    });
    fc.assert(
      fc.property(cases, ([parts, other]) => {
        assert.deepEqual(withoutPaths(resolved(other)), withoutPaths(resolved(parts)));
      }),
    );
  });

  it('gives the same values again when it is given its own', () => {
    fc.assert(
      fc.property(numbersAndNetworks, ([some, networks]) => {
        const parts = siteOf(some, networks);
        const first = resolved(parts);
        assert.deepEqual(resolved(parts, first.allocations), first);
      }),
    );
  });

  it('changes no value of others when servers and networks come or go', () => {
    const cases = numbersAndNetworks.chain(([some, networks]) =>
      fc.tuple(
        fc.constant(siteOf(some, networks)),
        fc
          .tuple(fc.subarray([...some]), fc.subarray(networks, { minLength: 1 }))
          .map(([fewer, less]) => siteOf(fewer, less)),
      ),
    );
    fc.assert(
      fc.property(cases, fc.boolean(), ([larger, smaller], grows) => {
        const [before, after] = grows ? [smaller, larger] : [larger, smaller];
        const given = resolved(before).allocations;
        const now = valuesInUse(after, given);
        for (const [owner, value] of valuesInUse(before, [])) {
          assert.ok(!now.has(owner) || now.get(owner) === value, `${owner} had ${String(value)}`);
        }
      }),
    );
  });

  it('gives no value twice in its scope, not even one that is about to be freed', () => {
    fc.assert(
      fc.property(numbersAndNetworks, numbersAndNetworks, ([some, networks], [others, more]) => {
        const given = resolved(siteOf(some, networks)).allocations;
        const { allocations } = resolved(siteOf(others, more), given);
        const values = allocations.map(({ kind, scope, value }) => `${kind} ${scope} ${String(value)}`);
        assert.equal(new Set(values).size, values.length);
      }),
    );
  });

  it('forgets no value that it was given', () => {
    fc.assert(
      fc.property(numbersAndNetworks, numbersAndNetworks, ([some, networks], [others, more]) => {
        const given = resolved(siteOf(some, networks)).allocations;
        const { allocations } = resolved(siteOf(others, more), given);
        const values = new Set(
          allocations.map(({ kind, scope, value }) => `${kind} ${scope} ${String(value)}`),
        );
        assert.ok(given.every(({ kind, scope, value }) => values.has(`${kind} ${scope} ${String(value)}`)));
      }),
    );
  });

  it('numbers the ports of a server from 0 in order of plain strings', () => {
    fc.assert(
      fc.property(numbersAndNetworks, ([some, networks]) => {
        for (const { interfaces } of resolved(siteOf(some, networks)).endpoints) {
          const keys = interfaces.map(({ at }) => `${at?.switch ?? ''}\u0000${at?.port ?? ''}`);
          assert.deepEqual(keys, [...keys].sort());
          assert.deepEqual(
            interfaces.map(({ index }) => index),
            [...keys.keys()],
          );
        }
      }),
    );
  });
});
