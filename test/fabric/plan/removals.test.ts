import assert from 'node:assert/strict';
import type { AppliedFacts } from '../../../src/fabric/plan/plan.ts';
import { factsAfter, removalRefusals, removals, renameHints } from '../../../src/fabric/plan/removals.ts';
import { connection, group, leaf, network, pair, server, site, type SiteParts } from '../intent-builder.ts';
import { resolved } from '../resolve/resolved.ts';

const dual = (name: string, port: number, more = {}) =>
  server(name, [`sw1/Ethernet${String(port)}`, `sw2/Ethernet${String(port)}`], more);

/** One pair with two servers; the groups are what the tests are about. */
function rack(groups: SiteParts['groups'] = [], endpoints = [dual('db01', 1), dual('db02', 2)]): SiteParts {
  return {
    switches: [leaf('sw1'), leaf('sw2')],
    pairs: [pair('rack1', ['sw1', 'sw2'])],
    networks: [network('app', 120)],
    endpoints,
    groups,
  };
}

const both = group('databases', ['db01', 'db02'], [connection('app')]);
const before: AppliedFacts = factsAfter(resolved(rack([both])));

function removed(parts: SiteParts): readonly string[] {
  return removals(before, site(parts), resolved(parts)).map(({ kind, name }) => `${kind} ${name}`);
}

describe('what a plan takes away', () => {
  it('is nothing where the site still names everything', () => {
    assert.deepEqual(removed(rack([both])), []);
  });

  it('is a server that is taken out of a group that stays', () => {
    const parts = rack([group('databases', ['db01'], [connection('app')])]);
    assert.deepEqual(removed(parts), ['endpoint db02']);
    const [refusal] = removalRefusals(removals(before, site(parts), resolved(parts)));
    assert.equal(refusal?.code, 'guard-allow-removals');
    assert.match(refusal.message, /^endpoint db02 goes: .*its ports are released$/);
  });

  it('is no server that moves from one group to another', () => {
    const parts = rack([
      group('databases', ['db01'], [connection('app')]),
      group('others', ['db02'], [connection('app')]),
    ]);
    assert.deepEqual(removed(parts), []);
  });

  it('is no server that has another name now and says so', () => {
    const parts = rack(
      [group('databases', ['db01', 'db09'], [connection('app')])],
      [dual('db01', 1), dual('db09', 2, { renamedFrom: 'db02' })],
    );
    assert.deepEqual(removed(parts), []);
  });

  it('is a group with everything that is in it', () => {
    assert.deepEqual(removed(rack()), ['endpoint-group databases']);
  });

  it('draws no hint that a server could be another one', () => {
    const parts = rack(
      [group('databases', ['db01', 'db03'], [connection('app')])],
      [dual('db01', 1), dual('db03', 3)],
    );
    const going = removals(before, site(parts), resolved(parts));
    assert.deepEqual(
      going.map(({ kind, name }) => [kind, name]),
      [['endpoint', 'db02']],
    );
    assert.deepEqual(renameHints(going, before, site(parts)), []);
  });
});
