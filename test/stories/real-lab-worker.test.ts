/** A worker is killed in the middle of a change on real switches, while two servers ping each other over its bonds. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { JobState } from '../../src/engine/store.ts';
import type { JobResult } from '../../src/engine/use-cases.ts';
import { twinleaf } from '../cli/child.ts';
import { workerKilledAt } from './kill-worker.ts';
import {
  addressOf,
  answered,
  delay,
  realLabSite,
  whilePinging,
  whyNoRealLab,
  type RealLabSite,
} from './real-lab-site.ts';
import { realPairSite, untilCablesAreHeard } from './real-pair-site.ts';

const servers = ['srv1', 'srv2'];
/** Servers have the interfaces of the widest site from the start; the switches let through what they are told. */
const wide = realPairSite({ applications: { servers, untagged: 'prod', tagged: ['backup', 'other'] } });
const sites = {
  plain: realPairSite({ applications: { servers, untagged: 'prod' } }),
  backup: realPairSite({ applications: { servers, untagged: 'prod', tagged: ['backup'] } }),
  other: realPairSite({ applications: { servers, untagged: 'prod', tagged: ['other'] } }),
};
type Content = keyof typeof sites;

/** Enough for a busy machine to verify. */
const verifyMs = 20_000;
/** A leg that is put aside costs as much; both at once would cost seconds until LACP has one back. */
const longestGapMs = 1_500;

describe('a worker that is killed while it changes real switches', function () {
  this.timeout(240_000);
  let site: RealLabSite;

  before(async function () {
    const why = whyNoRealLab();
    if (why !== undefined) {
      console.log(`      skipped: ${why}`);
      this.skip();
    }
    site = await realLabSite(wide);
    await untilCablesAreHeard(site);
    await become('plain');
  });
  after(async () => {
    await (site as RealLabSite | undefined)?.stop();
  });

  const become = async (content: Content) => {
    await site.write(sites[content]);
    const { jobs } = await site.apply(['allow-removals']);
    assert.deepEqual(endings(jobs), ['succeeded']);
    await settled();
  };
  const endings = (jobs: readonly JobResult[]): readonly JobState[] => jobs.map(({ state }) => state);
  const notOk = async () =>
    (await site.with((one) => one.verify()))
      .filter(({ state }) => state !== 'ok')
      .map(({ switch: name, check, subject, state }) => [name, check, subject, state]);
  const settled = async () => {
    for (let left = 60; (await notOk()).length > 0; left -= 1) {
      assert.ok(left > 0, JSON.stringify(await notOk()));
      await delay(200);
    }
  };
  /** What the switches let through between the two servers, tried on the wire. */
  const reached = async (): Promise<readonly string[]> => {
    const networks = ['prod', 'backup', 'other'];
    const answers = await Promise.all(
      networks.map((network) => answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', network))),
    );
    return networks.filter((_, i) => answers[i] === 10);
  };
  /** The VLANs of both bonds on both switches. */
  const carried = async (): Promise<readonly string[]> => {
    const words = ['po31', 'po32'].flatMap((bond) => ['--', 'get', 'port', bond, 'trunks']);
    const switches = [...site.lab.switches.values()];
    return Promise.all(switches.map((one) => one.run('ovs-vsctl', '--timeout=10', ...words)));
  };
  /** Everything is as that site says: to the switches, to the store and on the wire; applying it again does nothing. */
  const isDone = async (content: Content, networks: readonly string[]) => {
    await site.write(sites[content]);
    await settled();
    assert.deepEqual(
      (await site.with((one) => one.drift())).flatMap(({ commands }) => commands),
      [],
    );
    assert.deepEqual(await reached(), networks);
    const before = await carried();
    assert.deepEqual((await site.apply()).jobs, []);
    assert.deepEqual(await carried(), before);
  };
  /** Pings are sent all the while, over bonds that may never lose both legs. */
  const whileItGoesOn = async (work: () => Promise<void>) => {
    const seen = await whilePinging(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod'), work);
    console.log(
      `        ${seen.lost} of ${seen.sent} pings lost, longest gap ${Math.round(seen.longestGapMs)} ms`,
    );
    assert.equal(seen.duplicates, 0);
    assert.ok(seen.sent > 100, 'pings were sent all the time');
    assert.ok(seen.longestGapMs < longestGapMs, JSON.stringify(seen));
    assert.ok(seen.lost <= longestGapMs / 10, JSON.stringify(seen));
  };
  const lastJob = async (): Promise<string> => {
    const [job] = await site.with(async (one) => (await one.store()).listJobs());
    return job?.id ?? '';
  };

  it('after the first member was sent leaves a switch that goes back by itself', async () => {
    const before = await carried();
    await whileItGoesOn(async () => {
      await site.write(sites.backup);
      await workerKilledAt(site, 'change done leaf1', verifyMs);
      assert.notDeepEqual(await carried(), before, 'the first member was changed');
      // The way back that was armed on the switch: thirty seconds in this worker.
      for (let left = 45; JSON.stringify(await carried()) !== JSON.stringify(before); left -= 1) {
        assert.ok(left > 0, 'the switch has gone back');
        await delay(1_000);
      }
    });
    assert.deepEqual(await reached(), ['prod']);
  });

  it('has its job put back by the next apply, which does the change then', async () => {
    await whileItGoesOn(async () => {
      await site.write(sites.backup);
      assert.deepEqual(endings((await site.apply()).jobs), ['succeeded']);
    });
    const all = await site.with(async (one) => (await one.store()).listJobs());
    assert.deepEqual(
      all.slice(0, 2).map(({ state }) => state),
      ['succeeded', 'rolled-back'],
    );
    await isDone('backup', ['prod', 'backup']);
  });

  it('between the members leaves a pair that `jobs undo` puts back', async () => {
    const before = await carried();
    await whileItGoesOn(async () => {
      await site.write(sites.other);
      await workerKilledAt(site, 'verify done leaf1', verifyMs);
      assert.notDeepEqual(await carried(), before, 'the first member was changed');
      const place = path.join(site.directory, 'site.yaml');
      const { code, stdout } = await twinleaf([
        'jobs',
        'undo',
        await lastJob(),
        '--site',
        place,
        '--lab',
        '--yes',
        '--json',
      ]);
      assert.equal(code, 0, stdout);
      assert.deepEqual(await carried(), before);
    });
    await isDone('backup', ['prod', 'backup']);
  });

  it('before the confirmation leaves a pair that `jobs resume` leads forward', async () => {
    await whileItGoesOn(async () => {
      await site.write(sites.other);
      await workerKilledAt(site, 'verify done', verifyMs);
      const place = path.join(site.directory, 'site.yaml');
      const { code, stdout } = await twinleaf([
        'jobs',
        'resume',
        await lastJob(),
        '--site',
        place,
        '--lab',
        '--yes',
        '--json',
      ]);
      assert.equal(code, 0, stdout);
    });
    await isDone('other', ['prod', 'other']);
  });

  it('after it began to confirm leaves a pair that the next apply finds done', async () => {
    await whileItGoesOn(async () => {
      await site.write(sites.plain);
      await workerKilledAt(site, 'confirm done leaf1', verifyMs);
      const jobs = await site.with((one) => one.settle({ requestedBy: 'test' }));
      assert.deepEqual(endings(jobs), ['succeeded']);
    });
    await isDone('plain', ['prod']);
  });
});
