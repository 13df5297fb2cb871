/** The routed part of the real lab: FRR on leaves and spines, on the wire and behind OpenSSH. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hostKeyFrom } from '../../src/transport/known-hosts.ts';
import { DeviceError } from '../../src/fabric/errors.ts';
import { defaultDeadlines, type CliSession } from '../../src/transport/cli-session.ts';
import { openSshSession } from '../../src/transport/open-ssh-session.ts';
import { routerDialect } from '../contracts/transport-servers.ts';
import {
  addressOf,
  answered,
  delay,
  realLabSite,
  whilePinging,
  whyNoRealLab,
  type RealLabSite,
} from './real-lab-site.ts';

const yaml = readFileSync(path.join(import.meta.dirname, '../../examples/real-lab/site.yaml'), 'utf8');

/** Within this, neighbours find each other again and every way is in use: they do in two to four seconds. */
const patienceMs = 30_000;

describe('the spines of a real lab', function () {
  this.timeout(240_000);
  let site: RealLabSite;

  before(async function () {
    const why = whyNoRealLab();
    if (why !== undefined) {
      console.log(`      skipped: ${why}`);
      this.skip();
    }
    site = await realLabSite(yaml);
  });
  after(async () => {
    if ((site as RealLabSite | undefined) !== undefined) await site.stop();
  });

  const device = (hostname: string) => {
    const found = site.lab.switches.get(hostname);
    assert.ok(found, hostname);
    return found;
  };
  const loopback = (hostname: string) => site.lab.loopbacks.get(hostname) ?? '';
  /** Ports over which the kernel of a switch sends to another one. */
  const waysOf = async (from: string, to: string) => {
    const shown = await device(from).run('ip', 'route', 'show', loopback(to));
    return [...shown.matchAll(/dev (\S+)/g)].map(([, port]) => port).sort();
  };
  const waits = async (from: string, to: string, ways: readonly string[]) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const seen = await waysOf(from, to);
      if (seen.join() === ways.join()) return;
      if (Date.now() > deadline) assert.deepEqual(seen, ways, `${from} to ${to}`);
      await delay(100);
    }
  };
  const allWays = async () => {
    await waits('leaf1', 'leaf2', ['up1', 'up2']);
    await waits('leaf2', 'leaf1', ['up1', 'up2']);
  };
  /** Pings from leaf to leaf and from server to server while something happens to a spine. */
  const both = async (event: () => Promise<void>) => {
    const target = addressOf(site.lab, 'srv2', 'prod');
    const [routed, switched] = await Promise.all([
      whilePinging(site.lab, 'leaf1', loopback('leaf2'), event),
      whilePinging(site.lab, 'srv1', target, () => Promise.resolve()),
    ]);
    for (const [what, { lost, sent, longestGapMs }] of Object.entries({ routed, switched })) {
      console.log(
        `        ${what}: ${lost} of ${sent} pings lost, longest gap ${Math.round(longestGapMs)} ms`,
      );
    }
    return { routed, switched };
  };
  const bounded = ({ routed, switched }: Awaited<ReturnType<typeof both>>, mostMs: number) => {
    assert.ok(routed.sent > 100 && switched.sent > 100, 'pings were sent all the time');
    assert.ok(routed.longestGapMs < mostMs, JSON.stringify(routed));
    assert.ok(routed.lost <= mostMs / 10, JSON.stringify(routed));
    // Bonds do not cross a spine; a busy machine alone is late at times.
    assert.ok(switched.longestGapMs < 500, JSON.stringify(switched));
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
    const { jobs } = await site.apply();
    assert.deepEqual(
      jobs.map(({ unit, state, error }) => [unit, state, error?.message]),
      [['rack1', 'succeeded', undefined]],
    );
    for (const spine of ['spine1', 'spine2'])
      assert.equal((await device(spine).run('ovs-vsctl', 'list-br')).trim(), '');
    assert.deepEqual((await site.with((one) => one.plan({ waivers: [] }))).units, []);
    assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod')), 10);
    await allWays();
  });

  it('have a routing command line for admin, who is told about a wrong line', async () => {
    const { password, switches } = site.lab.labFile;
    const { host = '', port = 0, hostKey = '' } = switches['leaf1'] ?? {};
    const promised = hostKeyFrom(host, port, Buffer.from(hostKey.split(' ')[1] ?? '', 'base64'));
    const session: CliSession = await openSshSession({
      target: {
        hostname: 'leaf1',
        host,
        port,
        username: 'admin',
        authentication: { kind: 'password', password },
        loopbackOnly: true,
      },
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
    const heard = async () => {
      const shown = await device('leaf1').run('lldpcli', 'show', 'neighbors', '-f', 'json0');
      return ['spine1', 'spine2'].filter((spine) => shown.includes(`"${spine}"`));
    };
    const deadline = Date.now() + patienceMs;
    while ((await heard()).length < 2) {
      assert.ok(Date.now() < deadline, 'both spines were heard');
      await delay(200);
    }
    const checks = await site.with((one) => one.verify());
    assert.deepEqual(
      checks.filter(({ state }) => state !== 'ok'),
      [],
    );
  });

  for (const spine of ['spine1', 'spine2']) {
    it(`cost few pings between the leaves where ${spine} loses its power, and none between servers`, async () => {
      bounded(await both(() => site.lab.setPower(spine, false)), 1_500);
      await waits('leaf1', 'leaf2', [spine === 'spine1' ? 'up2' : 'up1']);
      bounded(await both(() => site.lab.setPower(spine, true)), 1_500);
      await allWays();
    });

    it(`cost few pings where ${spine} goes silent with its carriers up`, async () => {
      const hook = (name: string) =>
        `add chain netdev silent ${name} { type filter hook ${name} devices = { swp1, swp2 } priority 0; policy drop; }`;
      const silence = `add table netdev silent; ${hook('ingress')}; ${hook('egress')}`;
      bounded(
        await both(async () => {
          await device(spine).run('nft', silence);
        }),
        2_500,
      );
      await waits('leaf1', 'leaf2', [spine === 'spine1' ? 'up2' : 'up1']);
      await device(spine).run('nft', 'delete table netdev silent');
      await allWays();
    });
  }

  it('leave one way where a spine is killed and its cables are gone', async () => {
    bounded(await both(() => device('spine1').stop()), 1_500);
    await waits('leaf1', 'leaf2', ['up2']);
    await waits('leaf2', 'leaf1', ['up2']);
    assert.equal(await answered(site.lab, 'leaf1', loopback('leaf2')), 10);
  });
});
