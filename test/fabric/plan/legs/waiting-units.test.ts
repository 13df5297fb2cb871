import assert from 'node:assert/strict';
import type { Disturbance } from '../../../../src/fabric/plan/legs/blast-radius.ts';
import type { SwitchBefore } from '../../../../src/fabric/plan/legs/unit-order.ts';
import {
  waitingSince,
  waitingUnits,
  type WaitingQuestion,
} from '../../../../src/fabric/plan/legs/waiting-units.ts';
import type { Plan } from '../../../../src/fabric/plan/plan.ts';
import { emptyFacts, samplePlan } from '../../../contracts/run-samples.ts';
import { planned } from '../legs.ts';

const names: Readonly<Record<string, string>> = {
  sw1: 'rack1',
  sw2: 'rack1',
  sw3: 'rack2',
  sw4: 'rack2',
  sw5: 'sw5',
};
const unit = (name: string, ...dependsOn: readonly string[]) => ({
  unit: name,
  dependsOn,
  switches: Object.keys(names)
    .filter((hostname) => names[hostname] === name)
    .map((hostname) => planned(hostname, { ports: {} }).plan),
});
/** A server whose leg on that switch goes, while that on sw3 is unknown. */
const loss = (hostname: string, legsDuring: number, unknown = ['sw3']): Disturbance => ({
  switch: hostname,
  server: 'db01',
  legsBefore: legsDuring + 1,
  legsDuring,
  step: '',
  seconds: null,
  unknown: unknown.map((one) => ({ switch: one, port: 'Ethernet1' })),
});
const inPair = (hostname: string, pair: string): SwitchBefore => {
  const { facts } = planned(hostname, { ports: { Ethernet53: 1000 } });
  const portChannels = facts.portChannels.map((one) => ({ ...one, description: `tl:${pair}/peer-link` }));
  return { hostname, facts: { ...facts, portChannels }, wasInPair: true };
};

/** `unit for unread: message` of every unit that waits while rack2 cannot be read. */
function waiting(question: Partial<WaitingQuestion>): readonly string[] {
  return waitingUnits({
    units: [unit('rack1'), unit('sw5')],
    disturbed: [],
    before: [],
    unread: new Map([['rack2', []]]),
    unitOf: (hostname) => names[hostname] ?? hostname,
    mayCutOff: false,
    ...question,
  }).map(({ waitsFor, message }) => `${waitsFor.join(', ')} | ${message}`);
}

describe('a unit waits for one that could not be read', () => {
  it('where it would take the last leg that is known of a server', () => {
    assert.deepEqual(waiting({ disturbed: [loss('sw5', 0)] }), [
      'rack2 | sw5 waits for rack2, which could not be read: db01 may have no other leg while sw5 changes',
    ]);
  });

  it('not where another leg is known, where no leg is unknown, or where that was allowed', () => {
    assert.deepEqual(waiting({ disturbed: [loss('sw5', 1)] }), []);
    assert.deepEqual(waiting({ disturbed: [loss('sw5', 0, [])] }), []);
    assert.deepEqual(waiting({ disturbed: [loss('sw5', 0)], mayCutOff: true }), []);
  });

  it('where a switch of it was in one pair with a switch of that one', () => {
    assert.deepEqual(
      waiting({
        before: [inPair('sw1', 'old'), inPair('sw5', 'other')],
        unread: new Map([['rack2', [inPair('sw3', 'old')]]]),
      }),
      ['rack2 | rack1 waits for rack2, which could not be read: switches of both have been one pair'],
    );
  });

  it('and so does what depends on it, and nothing else', () => {
    assert.deepEqual(
      waiting({ units: [unit('rack1'), unit('sw5', 'rack1'), unit('sw9')], disturbed: [loss('sw1', 0)] }),
      [
        'rack2 | rack1 waits for rack2, which could not be read: db01 may have no other leg while rack1 changes',
        'rack2 | sw5 waits for rack1, left alone for rack2',
      ],
    );
  });
});

describe('a unit waits for one that has fallen silent since the plan', () => {
  /** One leg on sw5, which stops, and one on sw6, which has fallen silent and was to become another one. */
  const plan = (changes: Partial<Plan>): Plan => {
    const units = ['sw5', 'sw6'].map((name) => ({
      unit: name,
      dependsOn: [],
      switches: [planned(name, { ports: { Ethernet1: null } }).plan],
    }));
    const blastRadius = [
      { server: 'db09', legsBefore: 2, legsDuring: 1, step: 'sw5: Ethernet1', seconds: null },
    ];
    const facts = { ...emptyFacts, portIndexes: { db09: ['sw5/Ethernet1', 'sw7/Ethernet1'] } };
    return samplePlan({ units, blastRadius, facts, ...changes });
  };
  const since = (made: Plan): readonly string[] =>
    waitingSince(made, made.units, new Set(['sw6'])).map(({ message }) => message);
  const message = 'sw5 waits for sw6, which could not be read: db09 may have no other leg while sw5 changes';
  const legs = ['sw5/Ethernet1', 'sw6/Ethernet1'];

  it('where the other leg of a server was there', () => {
    assert.deepEqual(since(plan({ factsBefore: { ...emptyFacts, portIndexes: { db09: legs } } })), [message]);
  });

  it('where it was there under the former name of the server', () => {
    const factsBefore = { ...emptyFacts, portIndexes: { db01: legs } };
    assert.deepEqual(since(plan({ factsBefore, renamed: { db09: 'db01' } })), [message]);
  });

  it('not where the leg there was that of another server', () => {
    assert.deepEqual(since(plan({ factsBefore: { ...emptyFacts, portIndexes: { db01: legs } } })), []);
  });
});
