/** A worker is killed in the middle of a change on real switches, while two servers ping each other over its bonds. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { twinleaf } from '../cli/child.ts';
import { workerKilledAt } from './kill-worker.ts';
import { eventually } from '../lab/eventually.ts';
import { assertSucceeded, untilVerified } from '../lab/outcome.ts';
import { addressOf, answered, assertBounded, whilePinging } from '../lab/real/pings.ts';
import { realLabSite, skipWithoutRealLab, type RealLabSite } from '../lab/real/real-lab-site.ts';
import { realPairSite, untilCablesAreHeard } from '../lab/real/real-pair-site.ts';

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
    skipWithoutRealLab(this);
    site = await realLabSite(wide);
    await untilCablesAreHeard(site);
    await become('plain');
  });
  after(async () => {
    await (site as RealLabSite | undefined)?.stop();
  });

  const become = async (content: Content) => {
    await site.write(sites[content]);
    assertSucceeded(await site.apply(['allow-removals']));
    await untilVerified(site);
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
    await untilVerified(site);
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
    assertBounded(seen, longestGapMs);
  };
  /** What a person types about the job that the worker has left. */
  const typed = async (verb: 'undo' | 'resume') => {
    const [job] = await site.with(async (one) => (await one.store()).listJobs());
    const place = path.join(site.directory, 'site.yaml');
    const args = ['jobs', verb, job?.id ?? '', '--site', place, '--lab', '--yes', '--json'];
    const { code, stdout } = await twinleaf(args);
    assert.equal(code, 0, stdout);
  };

  it('after the first member was sent leaves a switch that goes back by itself', async () => {
    const before = await carried();
    await whileItGoesOn(async () => {
      await site.write(sites.backup);
      await workerKilledAt(site, 'change done leaf1', verifyMs);
      assert.notDeepEqual(await carried(), before, 'the first member was changed');
      // The way back that was armed on the switch: thirty seconds in this worker.
      await eventually(async () => {
        assert.deepEqual(await carried(), before);
      }, 45_000);
    });
    assert.deepEqual(await reached(), ['prod']);
  });

  it('has its job put back by the next apply, which does the change then', async () => {
    await whileItGoesOn(async () => {
      await site.write(sites.backup);
      assertSucceeded(await site.apply());
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
      await typed('undo');
      assert.deepEqual(await carried(), before);
    });
    await isDone('backup', ['prod', 'backup']);
  });

  it('before the confirmation leaves a pair that `jobs resume` leads forward', async () => {
    await whileItGoesOn(async () => {
      await site.write(sites.other);
      await workerKilledAt(site, 'verify done', verifyMs);
      await typed('resume');
    });
    await isDone('other', ['prod', 'other']);
  });

  it('after it began to confirm leaves a pair that the next apply finds done', async () => {
    await whileItGoesOn(async () => {
      await site.write(sites.plain);
      await workerKilledAt(site, 'confirm done leaf1', verifyMs);
      const jobs = await site.with((one) => one.settle({ requestedBy: 'test' }));
      assertSucceeded({ jobs });
    });
    await isDone('plain', ['prod']);
  });
});
