import assert from 'node:assert/strict';
import { attached, goldenDrivers, goldenSite } from './golden-sites.ts';
import { labSite, type LabSite } from './lab-site.ts';

const widened = {
  ...attached,
  networks: { mgmt: 100, app: 120, backup: 130 },
  groups: { databases: { servers: ['db01'], connections: ['mgmt', 'app*', 'backup*'] } },
};
const words = goldenDrivers.find(({ driver }) => driver === 'cisco-nxos');
assert.ok(words);
const [before, after] = [goldenSite(attached, words), goldenSite(widened, words)];

/** Timers of the switches that run out only when the test says so. */
class Timers {
  readonly #running = new Set<() => void>();
  /** Told how many run whenever one is started. */
  onStart: (running: number) => void = () => undefined;

  readonly schedule = (_afterMs: number, action: () => void): (() => void) => {
    this.#running.add(action);
    this.onStart(this.#running.size);
    return () => this.#running.delete(action);
  };

  /** The one that was started last. */
  expireLast(): void {
    this.#expire([...this.#running].slice(-1));
  }

  expireAll(): void {
    this.#expire([...this.#running]);
  }

  #expire(actions: readonly (() => void)[]): void {
    for (const action of actions) if (this.#running.delete(action)) action();
  }
}

async function siteOf(release: string, { schedule }: Timers): Promise<LabSite> {
  const startup = new Map(
    ['sw1', 'sw2'].map((name) => [name, `version ${release} Bios:version\nhostname ${name}\n`]),
  );
  const site = await labSite(before, { startup, schedule });
  const { jobs } = await site.apply();
  assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.message], ['succeeded', undefined]);
  await site.write(after);
  return site;
}

function shown(site: LabSite, hostname: string, command: string): string {
  const session = site.lab.switches.get(hostname)?.virtual.openSession();
  const output = session?.type(command).output ?? '';
  session?.end();
  return output;
}

for (const [release, isTimed] of [
  ['9.3(13)', false],
  ['10.3(4a)', true],
] as const) {
  describe(`a pair of cisco-nxos ${release}`, function () {
    this.timeout(60_000);
    let site: LabSite;
    let timers: Timers;
    let applied: Readonly<Record<string, string>>;
    beforeEach(async () => {
      timers = new Timers();
      site = await siteOf(release, timers);
      applied = site.running();
    });
    afterEach(() => site.stop());

    const faultsOf = (hostname: string) => {
      const found = site.lab.switches.get(hostname);
      assert.ok(found);
      return found.faults;
    };

    it(`is planned ${isTimed ? 'without' : 'with'} the warning that it cannot put a change back by itself`, async () => {
      const codes = (await site.plan()).warnings.map(({ code }) => code);
      assert.equal(codes.includes('no-self-revert'), !isTimed);
    });

    it('takes a change on both members, and keeps it', async () => {
      const { jobs } = await site.apply();
      assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.message], ['succeeded', undefined]);
      const changed = site.running();
      timers.expireAll();
      assert.deepEqual(site.running(), changed);
      assert.deepEqual((await site.plan()).units, []);
    });

    it('is as before on both members where the second refuses a line', async () => {
      faultsOf('sw2').refuse(/name tl:backup/);
      const { jobs } = await site.apply();
      assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.switch], ['rolled-back', 'sw2']);
      timers.expireAll();
      assert.deepEqual(site.running(), applied);
    });

    it('keeps no checkpoint of a change that was taken back: there is room for few', async () => {
      faultsOf('sw2').refuse(/name tl:backup/);
      await site.apply();
      for (const hostname of ['sw1', 'sw2']) {
        assert.doesNotMatch(shown(site, hostname, 'show checkpoint summary'), /tl-/);
      }
    });

    it('is as before on both members where a session is cut in the middle of the lines', async () => {
      faultsOf('sw2').dropAt(/name tl:backup/, { moment: 'after' });
      const { jobs } = await site.apply();
      assert.equal(jobs[0]?.state, 'rolled-back');
      timers.expireAll();
      assert.deepEqual(site.running(), applied);
    });

    if (!isTimed) {
      it('is rid of what a change kept that never came to its first line, with the next change', async () => {
        faultsOf('sw2').dropAt(/^configure terminal/);
        const { jobs } = await site.apply();
        assert.notEqual(jobs[0]?.state, 'succeeded');
        assert.deepEqual(site.running(), applied);
        faultsOf('sw2').clear();
        const again = await site.apply();
        assert.equal(again.jobs[0]?.state, 'succeeded');
        for (const hostname of ['sw1', 'sw2']) {
          assert.doesNotMatch(shown(site, hostname, 'show checkpoint summary'), /tl-/);
        }
      });
      return;
    }

    // The secondary is changed first, and its timer goes on while the other one is.
    for (const [position, hostname] of ['sw2', 'sw1'].entries()) {
      it(`puts the change back by itself where nobody reaches ${hostname} after its timed commit`, async () => {
        faultsOf(hostname).dropAt(/^commit confirmed/, { moment: 'after' });
        timers.onStart = (running) => {
          if (running !== position + 1) return;
          faultsOf(hostname).dropAt(/^terminal length/, { times: 2 });
          setTimeout(() => {
            timers.expireLast();
          }, 50);
        };
        const { jobs } = await site.apply();
        assert.equal(jobs[0]?.state, 'rolled-back');
        assert.deepEqual(site.running(), applied);
        assert.match(shown(site, hostname, 'show configuration commit list'), /rollback/);
        const job = await site.with(async (one) => (await one.store()).readJob(jobs[0]?.id ?? ''));
        const told = job?.steps.filter(({ message }) =>
          message.includes('whatever anybody else changed there'),
        );
        assert.deepEqual(
          told?.map((step) => step.switch),
          [hostname],
        );
      });
    }

    for (const moment of ['before', 'after'] as const) {
      it(`is confirmed all the same where the session is cut ${moment} the switch has read that`, async () => {
        faultsOf('sw2').dropAt(/^commit$/, { moment });
        const { jobs } = await site.apply();
        assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.message], ['succeeded', undefined]);
        const changed = site.running();
        timers.expireAll();
        assert.deepEqual(site.running(), changed);
      });
    }

    it('is as before on both members where the second refuses to be confirmed after the first was', async () => {
      faultsOf('sw2').refuse(/^commit$/, { times: 2 });
      const { jobs } = await site.apply();
      assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.switch], ['rolled-back', 'sw2']);
      timers.expireAll();
      assert.deepEqual(site.running(), applied);
    });
  });
}
