/** The routed part of the real lab: FRR on leaves and spines, on the wire and behind OpenSSH. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hostKeyFrom } from '../../src/transport/known-hosts.ts';
import { DeviceError } from '../../src/fabric/errors.ts';
import { defaultDeadlines, type CliSession } from '../../src/transport/cli-session.ts';
import { openSshSession } from '../../src/transport/open-ssh-session.ts';
import { routerDialect } from '../contracts/transport-servers.ts';
import { eventually } from '../lab/eventually.ts';
import { assertSucceeded, complaints } from '../lab/outcome.ts';
import { addressOf, answered, assertBounded, whilePinging } from '../lab/real/pings.ts';
import {
  deviceOf,
  loginAt,
  realLabSite,
  skipWithoutRealLab,
  type RealLabSite,
} from '../lab/real/real-lab-site.ts';

const yaml = readFileSync(path.join(import.meta.dirname, '../../examples/real-lab/site.yaml'), 'utf8');

describe('the spines of a real lab', function () {
  this.timeout(240_000);
  let site: RealLabSite;

  before(async function () {
    skipWithoutRealLab(this);
    site = await realLabSite(yaml);
  });
  after(async () => {
    if ((site as RealLabSite | undefined) !== undefined) await site.stop();
  });

  const device = (hostname: string) => deviceOf(site.lab, hostname);
  const loopback = (hostname: string) => site.lab.loopbacks.get(hostname) ?? '';
  /** Ports over which the kernel of a switch sends to another one. */
  const waysOf = async (from: string, to: string) => {
    const shown = await device(from).run('ip', 'route', 'show', loopback(to));
    return [...shown.matchAll(/dev (\S+)/g)].map(([, port]) => port).sort();
  };
  /** Neighbours find each other again in two to four seconds. */
  const waits = (from: string, to: string, ways: readonly string[]) =>
    eventually(async () => {
      assert.deepEqual(await waysOf(from, to), ways, `${from} to ${to}`);
    });
  const allWays = async () => {
    await waits('leaf1', 'leaf2', ['up1', 'up2']);
    await waits('leaf2', 'leaf1', ['up1', 'up2']);
  };
  /** Pings from leaf to leaf and from server to server while something happens to a spine. */
  const assertBothBounded = async (longestGapMs: number, event: () => Promise<void>) => {
    const [routed, switched] = await Promise.all([
      whilePinging(site.lab, 'leaf1', loopback('leaf2'), event),
      whilePinging(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod'), () => Promise.resolve()),
    ]);
    assertBounded(routed, longestGapMs, 'routed: ');
    // Bonds do not cross a spine; a busy machine alone is late at times.
    assertBounded(switched, 500, 'switched: ');
  };

  it('give both leaves two ways to each other, and the kernel sends over either', async () => {
    await allWays();
    const used = new Set<string | undefined>();
    for (let port = 2000; port < 2032; port += 1) {
      const flow = ['ipproto', 'udp', 'sport', String(port), 'dport', '9'];
      const got = await device('leaf1').run('ip', 'route', 'get', loopback('leaf2'), ...flow);
      used.add(/dev (\S+)/.exec(got)?.[1]);
    }
    assert.deepEqual([...used].sort(), ['up1', 'up2']);
    assert.equal(await answered(site.lab, 'leaf1', loopback('leaf2')), 10);
  });

  it('are left as they are by an apply, after which nothing is to be done on them', async () => {
    const run = await site.apply();
    assertSucceeded(run);
    assert.deepEqual(
      run.jobs.map(({ unit }) => unit),
      ['rack1'],
    );
    for (const spine of ['spine1', 'spine2'])
      assert.equal((await device(spine).run('ovs-vsctl', 'list-br')).trim(), '');
    assert.deepEqual((await site.plan()).units, []);
    assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod')), 10);
    await allWays();
  });

  it('have a routing command line for admin, who is told about a wrong line', async () => {
    const target = loginAt(site.lab, 'leaf1', 'admin');
    const { host, port } = target;
    const { hostKey = '' } = site.lab.labFile.switches['leaf1'] ?? {};
    const promised = hostKeyFrom(host, port, Buffer.from(hostKey.split(' ')[1] ?? '', 'base64'));
    const session: CliSession = await openSshSession({
      target,
      dialect: {
        ...routerDialect,
        modes: [
          { name: 'config', prompt: /^leaf1\(config[\w-]*\)# $/, unless: [] },
          { name: 'privileged', prompt: /^leaf1# $/, unless: [] },
        ],
      },
      deadlines: defaultDeadlines,
      checkHostKey: ({ fingerprint }) => {
        assert.equal(fingerprint, promised.fingerprint);
      },
    });
    try {
      assert.match(session.greeting, /FRRouting/);
      assert.match(await session.run('show bgp summary'), /spine1\(up1\)[^]*spine2\(up2\)/);
      await session.enter('config');
      await session.runBatch(['interface up1', ' description to spine1', 'exit']);
      await assert.rejects(
        session.runBatch(['interface up1', ' ip adress 10.0.0.1/31', 'exit']),
        (error: unknown) => error instanceof DeviceError && error.code === 'line-rejected',
      );
      await session.enter('privileged');
      assert.match(await session.run('show running-config'), /description to spine1/);
    } finally {
      await session.close();
    }
  });

  it('are seen by the leaves over LLDP, and verify has nothing to say about them', async () => {
    await eventually(async () => {
      const shown = await device('leaf1').run('lldpcli', 'show', 'neighbors', '-f', 'json0');
      for (const spine of ['spine1', 'spine2']) assert.ok(shown.includes(`"${spine}"`), `${spine} is heard`);
    });
    assert.deepEqual(await complaints(site), []);
  });

  for (const spine of ['spine1', 'spine2']) {
    it(`cost few pings between the leaves where ${spine} loses its power, and none between servers`, async () => {
      await assertBothBounded(1_500, () => site.lab.setPower(spine, false));
      await waits('leaf1', 'leaf2', [spine === 'spine1' ? 'up2' : 'up1']);
      await assertBothBounded(1_500, () => site.lab.setPower(spine, true));
      await allWays();
    });

    it(`cost few pings where ${spine} goes silent with its carriers up`, async () => {
      const hook = (name: string) =>
        `add chain netdev silent ${name} { type filter hook ${name} devices = { swp1, swp2 } priority 0; policy drop; }`;
      const silence = `add table netdev silent; ${hook('ingress')}; ${hook('egress')}`;
      await assertBothBounded(2_500, async () => {
        await device(spine).run('nft', silence);
      });
      await waits('leaf1', 'leaf2', [spine === 'spine1' ? 'up2' : 'up1']);
      await device(spine).run('nft', 'delete table netdev silent');
      await allWays();
    });
  }

  it('leave one way where a spine is killed and its cables are gone', async () => {
    await assertBothBounded(1_500, () => device('spine1').stop());
    await waits('leaf1', 'leaf2', ['up2']);
    await waits('leaf2', 'leaf1', ['up2']);
    assert.equal(await answered(site.lab, 'leaf1', loopback('leaf2')), 10);
  });
});
