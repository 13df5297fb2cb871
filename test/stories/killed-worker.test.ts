/** A worker may die between any two entries of its journal: `docs/safe-change.md` says where the unit is led then. */
import assert from 'node:assert/strict';
import type { JobResult } from '../../src/engine/use-cases.ts';
import { pairSite } from '../engine/temporary-site.ts';
import { leaseMs, workerKilledAt } from './kill-worker.ts';
import { typeByHand } from './type-by-hand.ts';
import { labSite, type LabSite } from './lab-site.ts';

const foreign = 'ntp server 192.0.2.200\n!\nvlan 77\n   name somebody\n!\n';
const startup = new Map(['sw1', 'sw2'].map((one) => [one, `hostname ${one}\n!\n${foreign}`]));

/** In the order in which they are written. */
const beforeSending = ['lock done', 'preflight done sw1', 'preflight done sw2'];
const beforeConfirming = [
  'change started sw1',
  'change done sw1',
  'verify done sw1',
  'change started sw2',
  'change done sw2',
  'verify done sw2',
  'verify done',
];
const afterConfirming = [
  'confirming done',
  'confirm started sw1',
  'confirm done sw1',
  'confirm started sw2',
  'confirm done sw2',
  'save done sw1',
  'save done sw2',
];

describe('a worker that is killed', function () {
  this.timeout(60_000);
  let site: LabSite;
  let before: Readonly<Record<string, string>>;
  beforeEach(async () => {
    site = await labSite(pairSite(), { startup, timing: { leaseMs } });
    before = site.running();
  });
  afterEach(() => site.stop());

  /** Lets the next worker see to what the dead one left. */
  const killedAt = async (entry: string): Promise<readonly JobResult[]> => {
    await workerKilledAt(site, entry);
    return site.with((one) => one.settle({ requestedBy: 'test' }));
  };

  for (const entry of beforeSending) {
    it(`at '${entry}' leaves a job that failed, and a pair that nobody looks at`, async () => {
      await workerKilledAt(site, entry);
      // What somebody else changed meanwhile is nobody's to take back.
      typeByHand(site, 'sw1', ['vlan 100', 'name by-hand']);
      const meanwhile = site.running();
      const jobs = await site.with((one) => one.settle({ requestedBy: 'test' }));
      assert.deepEqual(
        jobs.map(({ state, error }) => [state, error?.code]),
        [['failed', 'worker-lost']],
      );
      assert.deepEqual(site.running(), meanwhile);
    });
  }

  for (const entry of beforeConfirming) {
    it(`at '${entry}' leaves a pair that the next worker puts back`, async () => {
      const jobs = await killedAt(entry);
      assert.deepEqual(
        jobs.map(({ state }) => state),
        ['rolled-back'],
      );
      assert.deepEqual(site.running(), before);
      assert.ok((await site.plan()).units.length > 0);
    });
  }

  for (const entry of afterConfirming) {
    it(`at '${entry}' leaves a pair that the next worker leads forward`, async () => {
      const jobs = await killedAt(entry);
      assert.deepEqual(
        jobs.map(({ state }) => state),
        ['succeeded'],
      );
      for (const hostname of ['sw1', 'sw2']) {
        assert.match(site.running()[hostname] ?? '', /tl:db01\/port/);
        assert.match(site.running()[hostname] ?? '', /name somebody/);
      }
      assert.deepEqual((await site.plan()).units, []);
      const shown = await site.with((one) => one.drift());
      assert.deepEqual(
        shown.flatMap(({ commands }) => commands),
        [],
      );
    });
  }
});
