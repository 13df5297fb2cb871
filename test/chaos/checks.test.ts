import assert from 'node:assert/strict';
import { answerFaults, jobEndFaults } from '../../chaos/checks/job-ends.ts';
import { interleavings } from '../../chaos/checks/interleaving.ts';
import { leaks } from '../../chaos/checks/secrets.ts';
import { Truth } from '../../chaos/checks/truth.ts';
import { foreignSections } from '../../chaos/lab/foreign.ts';
import type { InspectedJob } from '../../chaos/processes/orders.ts';

const typed = (session: number, line: string, isChange = true) => ({
  switch: 'a1',
  session,
  at: 0,
  line,
  isChange,
});

describe('the check for interleaved lines', () => {
  it('finds a session that goes on after another one has begun', () => {
    const lines = [typed(1, 'vlan 100'), typed(2, 'vlan 200'), typed(1, 'name old')];
    assert.deepEqual(interleavings(lines), ["a1: session 1 typed 'name old' after session 2 had begun"]);
  });

  it('is content with sessions one after the other, and with looking', () => {
    const lines = [
      typed(1, 'vlan 100'),
      typed(2, 'show vlan', false),
      typed(1, 'name new'),
      typed(3, 'vlan 200'),
    ];
    assert.deepEqual(interleavings(lines), []);
  });

  it('keeps switches apart', () => {
    const lines = [typed(1, 'vlan 100'), { ...typed(2, 'vlan 100'), switch: 'a2' }, typed(1, 'name new')];
    assert.deepEqual(interleavings(lines), []);
  });
});

describe('the search for the secret', () => {
  const secret = 'kQ7mXw2Zr9TbVn4cLs8dHyPf3GjA';
  const found = (text: string) => leaks(secret, new Map([['a log', text]])).length;

  it('finds it whole, in half and with a line end in the middle', () => {
    assert.equal(found(`password ${secret}!`), 1);
    assert.equal(found(`... ${secret.slice(14)}`), 1);
    assert.equal(found(`${secret.slice(0, 12)}\n${secret.slice(12)}`), 1);
  });

  it('finds it in base64, wherever in a text it began', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      assert.equal(found(Buffer.from(`${before}${secret} and more`).toString('base64')), 1, before);
    }
  });

  it('finds it in hexadecimal digits, and nothing in an innocent text', () => {
    assert.equal(found(Buffer.from(secret).toString('hex')), 1);
    assert.equal(found('password <secret>'), 0);
  });
});

const job = (more: Partial<InspectedJob>): InspectedJob => ({
  id: 'one',
  run: 'r1',
  plan: 'p1',
  unit: 'rack-a',
  dependsOn: [],
  state: 'succeeded',
  goal: 'apply',
  isCancelRequested: false,
  requestedBy: 'somebody',
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  steps: [],
  vlans: {},
  ...more,
});

describe('the check of how jobs ended', () => {
  it('wants one end for each, with a reason where it is not success', () => {
    assert.deepEqual(jobEndFaults([job({})]), []);
    assert.equal(jobEndFaults([job({ state: 'running' })]).length, 2);
    assert.equal(jobEndFaults([job({ state: 'failed' })]).length, 1);
  });

  it('wants a merged job to name a later one of its unit', () => {
    const error = { code: 'merged', message: 'merged', job: 'two' };
    const merged = job({ state: 'cancelled', error });
    assert.equal(jobEndFaults([merged]).length, 1);
    assert.deepEqual(jobEndFaults([merged, job({ id: 'two' })]), []);
    assert.equal(jobEndFaults([merged, job({ id: 'two', unit: 'rack-b' })]).length, 1);
  });

  it('compares what was answered with what is kept', () => {
    const told = { kind: 'jobs', jobs: [{ id: 'one', unit: 'rack-a', state: 'succeeded' }] } as const;
    assert.deepEqual(answerFaults([told], [job({})]), []);
    assert.equal(answerFaults([told], [job({ state: 'rolled-back' })]).length, 1);
    assert.equal(answerFaults([{ kind: 'refused', code: 'internal', message: '' }], []).length, 1);
    assert.deepEqual(
      answerFaults([{ kind: 'refused', code: 'plan-stale', message: '' }, { kind: 'killed' }], []),
      [],
    );
  });
});

describe('what has to be in force', () => {
  const site = { units: [], servers: [], networks: [], groups: [] };

  it('follows the last job of a unit that succeeded, and the way back from it', () => {
    const truth = new Truth();
    const wanted = { one: { site }, two: { backFrom: 'r1' } };
    const wantedOf = ({ id }: InspectedJob) => wanted[id as 'one' | 'two'];
    const [before] = truth.advance(['rack-a'], [], wantedOf);
    assert.deepEqual(before, { unit: 'rack-a', inForce: undefined, isChanged: false });
    const [after] = truth.advance(['rack-a'], [job({})], wantedOf);
    assert.deepEqual(after, { unit: 'rack-a', inForce: { site, vlans: {} }, isChanged: true });
    assert.equal(truth.newestRun, 'r1');
    const [back] = truth.advance(['rack-a'], [job({}), job({ id: 'two', run: 'r2' })], wantedOf);
    assert.deepEqual(back, { unit: 'rack-a', inForce: undefined, isChanged: true });
  });
});

describe('foreign sections', () => {
  it('are what somebody else configured, and nothing of ours', () => {
    const text = [
      'hostname a1',
      'vlan 100',
      '   name tl:app',
      'interface Ethernet46',
      '   description bobs bench',
      'end',
    ];
    assert.equal(
      foreignSections(text.join('\n')),
      ['hostname a1', 'interface Ethernet46', '   description bobs bench'].join('\n'),
    );
  });
});
