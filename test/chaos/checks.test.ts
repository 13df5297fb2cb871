import assert from 'node:assert/strict';
import { interruptionFaults } from '../../chaos/checks/interruptions.ts';
import { answerFaults, jobEndFaults } from '../../chaos/checks/job-ends.ts';
import { interleavings } from '../../chaos/checks/interleaving.ts';
import { refusalFaults, type Requested } from '../../chaos/checks/requested.ts';
import { planFaults } from '../../chaos/checks/saved-plans.ts';
import { leaks } from '../../chaos/checks/secrets.ts';
import { Truth } from '../../chaos/checks/truth.ts';
import { limitFaults } from '../../chaos/checks/units-at-once.ts';
import { foreignSections, ownSections } from '../../chaos/lab/foreign.ts';
import type { InspectedJob } from '../../chaos/processes/orders.ts';
import type { JobStep } from '../../src/engine/store.ts';

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

const site = { units: [], servers: [], networks: [], groups: [] };

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
  typed: [],
  ...more,
});

describe('the check of how jobs ended', () => {
  it('wants one end for each, with a reason where it is not success', () => {
    assert.deepEqual(jobEndFaults([job({})]), []);
    assert.equal(jobEndFaults([job({ state: 'running' })]).length, 2);
    assert.equal(jobEndFaults([job({ state: 'failed' })]).length, 1);
  });

  it('wants nothing sent by the last try of a job that failed', () => {
    const error = { code: 'plan-stale', message: 'stale' };
    const step = (name: 'lock' | 'change', second: number) =>
      ({ step: name, phase: 'started', at: `2026-01-01T00:00:0${second}.000Z`, message: '' }) as const;
    const typed = [{ switch: 'a1', command: 'vlan 100', at: '2026-01-01T00:00:03.000Z' }];
    const failed = (steps: JobStep[]) => job({ state: 'failed', error, steps, typed });
    assert.deepEqual(jobEndFaults([failed([step('lock', 1), step('change', 2), step('lock', 4)])]), []);
    assert.equal(jobEndFaults([failed([step('lock', 1), step('change', 2)])]).length, 1);
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

describe('the check of what was asked for', () => {
  const requested = (code: string, changesTyped: number): Requested => ({
    request: { kind: 'apply-plan', file: 'plan-1.json', site, words: '', afterMs: 0 },
    name: 'somebody',
    end: { kind: 'refused', code, message: '' },
    changesTyped,
  });

  it('wants nothing sent where it was refused, as far as nobody else was there', () => {
    assert.deepEqual(refusalFaults([requested('plan-stale', 0)]), []);
    assert.equal(refusalFaults([requested('plan-stale', 3)]).length, 1);
    assert.equal(refusalFaults([requested('guard-allow-outage', 1)]).length, 1);
    assert.deepEqual(refusalFaults([requested('plan-stale', 3), requested('plan-stale', 3)]), []);
  });

  it('wants exactly the lines of a saved plan at its switches, in whatever stages', () => {
    const switches = [{ switch: 'a1', commands: ['vlan 100', '   name tl:app', 'exit'] }];
    const text = JSON.stringify({ id: 'p1', units: [{ unit: 'rack-a', switches }] });
    const lock = { step: 'lock', phase: 'done', at: '', message: '' } as const;
    const sent = (...commands: string[]) =>
      job({ steps: [lock], typed: commands.map((command) => ({ switch: 'a1', command, at: '' })) });
    const faults = (one: InspectedJob) => planFaults('somebody', text, [one]);
    assert.deepEqual(
      faults(sent('configure session tl', 'vlan 100', 'name tl:app', 'commit', 'show vlan')),
      [],
    );
    assert.equal(faults(sent('vlan 100')).length, 1);
    assert.equal(faults(sent('vlan 100', 'name tl:app', 'vlan 200')).length, 1);
    assert.equal(faults(job({ plan: 'p2' })).length, 1);
  });

  it('wants no more units at once than a run may have', () => {
    const span = (id: string, from: number, to: number) =>
      job({
        id,
        steps: [
          { step: 'lock', phase: 'done', at: `2026-01-01T00:00:0${from}.000Z`, message: '' },
          { step: 'save', phase: 'done', at: `2026-01-01T00:00:0${to}.000Z`, message: '' },
        ],
      });
    const limits = new Map([['somebody', 1]]);
    assert.deepEqual(limitFaults(limits, [span('one', 0, 3), span('two', 3, 5)]), []);
    assert.equal(limitFaults(limits, [span('one', 0, 3), span('two', 2, 5)]).length, 1);
    assert.deepEqual(limitFaults(new Map([['somebody', 2]]), [span('one', 0, 3), span('two', 2, 5)]), []);
  });

  it('wants good order of who is only asked to stop', () => {
    const at = { switch: 'a1', nth: 1, counting: 'lines' } as const;
    const victim = { kind: 'request', position: 0 } as const;
    const asked = { kind: 'signal', victim, at, signal: 'SIGINT', number: 1 } as const;
    const killed = { kind: 'kill', victim, at, number: 2 } as const;
    const requests = [requested('', 0)].map((one) => one.request);
    const round = { number: 1, requests, faults: [asked], wayOut: 'undo' } as const;
    const ended = job({ state: 'failed', error: { code: 'worker-lost', message: '' } });
    const left = { kind: 'jobs', jobs: [{ id: 'one', unit: 'rack-a', state: 'running' }] } as const;
    const end = { ...requested('', 0), end: left };
    assert.equal(interruptionFaults(round, 'embedded', [end], [ended]).length, 2);
    assert.deepEqual(
      interruptionFaults({ ...round, faults: [asked, killed] }, 'embedded', [end], [ended]),
      [],
    );
    assert.deepEqual(interruptionFaults(round, 'shared', [end], [job({})]), []);
  });
});

describe('what has to be in force', () => {
  it('takes in a job again that was tried again', () => {
    const truth = new Truth();
    const wantedOf = () => ({ site });
    const [failed] = truth.advance(['rack-a'], [job({ state: 'rolled-back' })], wantedOf);
    assert.equal(failed?.isChanged, false);
    const [done] = truth.advance(['rack-a'], [job({ endedAt: '2026-01-01T00:00:09.000Z' })], wantedOf);
    assert.equal(done?.isChanged, true);
  });

  it('follows the last job of a unit that succeeded, and the way back from it', () => {
    const truth = new Truth();
    const wanted = { one: { site }, two: { backFrom: 'r1' } };
    const wantedOf = ({ id }: InspectedJob) => wanted[id as 'one' | 'two'];
    const [before] = truth.advance(['rack-a'], [], wantedOf);
    assert.deepEqual(before, { unit: 'rack-a', inForce: undefined, isChanged: false });
    const [after] = truth.advance(['rack-a'], [job({})], wantedOf);
    assert.deepEqual(after, { unit: 'rack-a', inForce: { site, vlans: {} }, isChanged: true });
    assert.deepEqual(truth.newest, { run: 'r1', job: 'one' });
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
    assert.equal(ownSections(text.join('\n')), ['vlan 100', '   name tl:app', 'end'].join('\n'));
  });
});
