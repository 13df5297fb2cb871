import assert from 'node:assert/strict';
import { GuardError, TwinleafError } from '../../src/fabric/errors.ts';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';

const foreign = `ntp server 192.0.2.200
!
vlan 77
   name somebody
!
interface Ethernet40
   description router uplink
   switchport access vlan 77
!
`;
const startup = new Map([
  ['sw1', `hostname sw1\n!\n${foreign}`],
  ['sw2', `hostname sw2\n!\n${foreign}`],
]);

/** The same site with one VLAN that is another. */
const otherVlan = pairSite({
  networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 130 }',
});

/** A fault that ends with both members byte for byte as they were. */
describe('a fault during an apply leaves both members as they were', () => {
  let site: LabSite;
  let before: Readonly<Record<string, string>>;
  beforeEach(async () => {
    site = await labSite(pairSite(), { startup });
    before = site.running();
  });
  afterEach(() => site.stop());

  const switchNamed = (name: string) => {
    const found = site.lab.switches.get(name);
    assert.ok(found);
    return found;
  };

  it('when a switch cannot be reached: its name, and nothing sent', async () => {
    await switchNamed('sw2').stop();
    await assert.rejects(site.apply(), (error) => {
      assert.ok(error instanceof TwinleafError);
      assert.equal(error.code, 'connect-failed');
      assert.match(error.message, /sw2/);
      return true;
    });
    assert.deepEqual(site.running(), before);
  });

  it('when the second member refuses a line: the line and the switch’s own words', async () => {
    switchNamed('sw2').faults.refuse(/mlag 31/);
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'rolled-back');
    assert.equal(jobs[0].error?.switch, 'sw2');
    assert.equal(jobs[0].error.command?.trim(), 'mlag 31');
    assert.deepEqual([jobs[0].error.code, jobs[0].error.cause], ['rolled-back', 'line-rejected']);
    assert.match(jobs[0].error.output ?? '', /^% /m);
    assert.deepEqual(site.running(), before);
  });

  it('when the first member refuses to commit', async () => {
    switchNamed('sw1').faults.refuse(/^commit/);
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'rolled-back');
    assert.deepEqual(site.running(), before);
  });

  it('when the second member refuses to be confirmed after the first one was: undone line by line', async () => {
    switchNamed('sw2').faults.refuse(/^configure session \S+ commit$/);
    const { jobs } = await site.apply();
    assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.switch], ['rolled-back', 'sw2']);
    assert.deepEqual(site.running(), before);
  });

  it('when the second member accepts and then does not forward as before', async () => {
    await site.apply();
    const applied = site.running();
    // From here on the host on sw2 hears nothing any more, as soon as the second member is changed.
    await site.write(otherVlan);
    const host = site.lab.hosts.get('db01');
    assert.ok(host);
    const plan = await site.plan();
    assert.ok(plan.units.length > 0);
    const { jobs } = await site.with((one) =>
      one.apply(plan, {
        requestedBy: 'test',
        onProgress: ({ step, phase }) => {
          if (step === 'confirm' || step === 'change') if (phase === 'started') host.setPowered(false);
        },
      }),
    );
    assert.equal(jobs[0]?.state, 'rolled-back');
    assert.match(jobs[0].error?.message ?? '', /forwarding-lost|not-observed/);
    assert.deepEqual(site.running(), applied);
  });

  it('when it is interrupted while it waits for something to forward: at once, not at the deadline', async () => {
    await site.stop();
    site = await labSite(pairSite(), { startup, timing: { verifyMs: 3_600_000 } });
    await site.apply();
    const applied = site.running();
    await site.write(otherVlan);
    const host = site.lab.hosts.get('db01');
    assert.ok(host);
    const interruption = new AbortController();
    const { jobs } = await site.with(async (one) =>
      one.apply(await one.plan({ waivers: [] }), {
        requestedBy: 'test',
        signal: interruption.signal,
        onProgress: ({ step, phase }) => {
          if (step !== 'change' || phase !== 'done') return;
          host.setPowered(false);
          setTimeout(() => {
            interruption.abort();
          }, 500);
        },
      }),
    );
    assert.equal(jobs[0]?.state, 'rolled-back');
    assert.match(jobs[0].error?.message ?? '', /interrupted/);
    assert.deepEqual(site.running(), applied);
  });

  it('when a host key is not pinned, or another than the pinned one', async () => {
    const untrusted = await labSite(pairSite(), { untrusted: true });
    try {
      await assert.rejects(untrusted.apply(), { code: 'host-key-unknown' });
    } finally {
      await untrusted.stop();
    }
  });

  it('when a VLAN of somebody else is in the way: its lines, and --adopt', async () => {
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: 77 }\n  - { name: app, kind: vlan, vlan: 120 }',
      }),
    );
    await assert.rejects(site.apply(), (error) => {
      assert.ok(error instanceof GuardError);
      assert.deepEqual(
        error.refusals.map(({ code }) => code),
        ['guard-adopt', 'guard-adopt'],
      );
      assert.match(error.message, /vlan 77.*\n {3}name somebody/s);
      return true;
    });
    assert.deepEqual(site.running(), before);
  });

  it('when a port is in somebody’s use', async () => {
    const servers = `  - hostname: db01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet40 }
      - { mac: "52:54:00:00:00:02", switch: sw2, port: Ethernet10 }`;
    await site.write(pairSite({ servers }));
    await assert.rejects(site.apply(), { code: 'guard-adopt' });
    assert.deepEqual(site.running(), before);
  });

  it('when a removal was not allowed', async () => {
    await site.apply();
    const applied = site.running();
    await site.write(pairSite({ groups: '  []' }));
    await assert.rejects(site.apply(), { code: 'guard-allow-removals' });
    assert.deepEqual(site.running(), applied);
  });

  it('when the peer is dark: the pair is unhealthy and may not be changed', async () => {
    await site.apply();
    await switchNamed('sw2').powerOff();
    await site.write(otherVlan);
    const applied = switchNamed('sw1').virtual.runningConfig();
    await assert.rejects(site.apply(), { code: 'connect-failed' });
    assert.equal(switchNamed('sw1').virtual.runningConfig(), applied);
  });

  it('when the plan is stale: what moved is named, nothing is sent', async () => {
    const plan = await site.plan();
    const session = switchNamed('sw1').virtual.openSession();
    for (const line of ['enable', 'configure', 'interface Ethernet10', 'description by hand', 'end'])
      session.type(line);
    session.end();
    const moved = site.running();
    await assert.rejects(
      site.with((one) => one.apply(plan, { requestedBy: 'test' })),
      (error) => {
        assert.ok(error instanceof TwinleafError);
        assert.equal(error.code, 'plan-stale');
        assert.match(error.message, /sw1: \+ interface Ethernet10 \/ description by hand/);
        return true;
      },
    );
    assert.deepEqual(site.running(), moved);
  });

  it('but not where the proof is cut off: half-applied, and led back by a command', async () => {
    const plan = await site.plan();
    const { faults } = switchNamed('sw2');
    faults.refuse(/mlag 31/);
    let isReverting = false;
    const { jobs } = await site.with((one) =>
      one.apply(plan, {
        requestedBy: 'test',
        onProgress: ({ step }) => {
          if (step !== 'revert' || isReverting) return;
          isReverting = true;
          faults.dropAt(/^show running-config/, { after: 1 });
        },
      }),
    );
    const [job] = jobs;
    assert.deepEqual(
      [job?.state, job?.error?.code, job?.error?.switch],
      ['half-applied', 'rollback-failed', 'sw2'],
    );
    faults.clear();
    const undone = await site.with((one) => one.pursue(job?.id ?? '', 'undo', { requestedBy: 'test' }));
    assert.equal(undone.jobs[0]?.state, 'rolled-back');
    assert.deepEqual(site.running(), before);
  });

  it('but a save that is refused leaves the change in force and is owed', async () => {
    switchNamed('sw2').faults.refuseSave();
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded');
    const state = await site.with(async (one) => (await one.store()).readState());
    assert.deepEqual(
      state?.switches.map(({ hostname, saveOwed }) => [hostname, saveOwed]),
      [
        ['sw1', false],
        ['sw2', true],
      ],
    );
  });

  it('stops at an empty site', async () => {
    await site.write('fabric:\n  name: ams1\n');
    await assert.rejects(site.apply(), { code: 'intent-invalid' });
  });
});

describe('a session that is cut at any line', () => {
  /** Lines typed to a member from the first plan to the end of the apply, as the lab counts them. */
  const positions = [0, 11, 23, 33, 41, 53, 65, 76, 82, 88, 94, 100, 106, 112];

  for (const moment of ['before', 'after'] as const) {
    for (const hostname of ['sw1', 'sw2']) {
      it(`of ${hostname}, ${moment} the switch has read it, ends in one of the two states and never between`, async function () {
        this.timeout(180_000);
        let site = await labSite(pairSite(), { startup });
        try {
          for (const after of positions) {
            const untouched = site.running();
            site.lab.switches.get(hostname)?.faults.dropAt(/^/, { moment, after });
            const state = await site.apply().then(
              ({ jobs }) => jobs[0]?.state ?? 'nothing to do',
              (error: unknown) => {
                assert.ok(error instanceof TwinleafError, String(error));
                return error.code;
              },
            );
            site.lab.switches.get(hostname)?.faults.clear();
            if (state === 'succeeded') {
              const wrong = (await site.with((one) => one.verify())).filter(
                (check) => check.state === 'wrong',
              );
              assert.deepEqual(wrong, [], `cut after ${String(after)} lines`);
              await site.stop();
              site = await labSite(pairSite(), { startup });
            } else {
              assert.ok(
                ['rolled-back', 'failed', 'session-lost', 'connect-failed'].includes(state),
                `${state} after ${String(after)}`,
              );
              assert.deepEqual(site.running(), untouched, `cut after ${String(after)} lines`);
            }
          }
        } finally {
          await site.stop();
        }
      });
    }
  }
});
