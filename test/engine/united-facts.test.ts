import assert from 'node:assert/strict';
import { factsOfPart, unitedFacts } from '../../src/engine/united-facts.ts';
import type { AppliedFacts } from '../../src/fabric/plan/plan.ts';

const facts = (portIndexes: AppliedFacts['portIndexes'], networks: readonly string[] = []): AppliedFacts => {
  return { endpointGroups: [], networks, pairs: [], portIndexes };
};

describe('what is known once a part of a plan was applied', () => {
  const before = facts({ db01: ['sw1/1', 'sw2/1'], db02: ['sw3/1', 'sw4/1'], both: ['sw1/9', 'sw3/9'] }, [
    'old',
  ]);
  const after = facts(
    {
      db01: ['sw1/2', 'sw2/2'],
      db02: ['sw3/2', 'sw4/2'],
      both: ['sw1/8', 'sw3/8'],
      here: ['sw1/3'],
      there: ['sw3/3'],
    },
    ['new'],
  );

  it('is everything that was known, and what there is beside it', () => {
    assert.deepEqual(unitedFacts(before, after).networks, ['new', 'old']);
    assert.deepEqual(factsOfPart(before, after, new Set(['sw1', 'sw2'])).networks, ['new', 'old']);
  });

  it('is where servers are by the part that was applied, and where they were elsewhere', () => {
    assert.deepEqual(factsOfPart(before, after, new Set(['sw1', 'sw2'])).portIndexes, {
      db01: ['sw1/2', 'sw2/2'],
      // Not a port of it has moved yet, or only some have.
      db02: ['sw3/1', 'sw4/1'],
      both: ['sw1/9', 'sw3/9'],
      here: ['sw1/3'],
    });
  });

  it('is no move to or from a switch outside that part', () => {
    const moved = factsOfPart(facts({ db01: ['sw1/1'] }), facts({ db01: ['sw3/1'] }), new Set(['sw3']));
    assert.deepEqual(moved.portIndexes, { db01: ['sw1/1'] });
  });

  it('is a server under its new name once all its ports were reached, and under the former one until then', () => {
    const known = facts({ db01: ['sw1/1', 'sw3/1'] });
    const later = facts({ db09: ['sw1/2', 'sw3/1'] });
    const names = { db09: 'db01' };
    const reached = (...hostnames: readonly string[]) =>
      factsOfPart(known, later, new Set(hostnames), names).portIndexes;
    assert.deepEqual(reached('sw1'), { db01: ['sw1/1', 'sw3/1'] });
    assert.deepEqual(reached('sw1', 'sw3'), { db09: ['sw1/2', 'sw3/1'] });
    assert.deepEqual(unitedFacts(known, later, names).portIndexes, { db09: ['sw1/2', 'sw3/1'] });
  });
});
