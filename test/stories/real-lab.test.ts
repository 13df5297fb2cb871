/** From YAML to pings: real Open vSwitch behind real OpenSSH, in network namespaces. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  addressOf,
  answered,
  delay,
  realLabSite,
  whilePinging,
  whyNoRealLab,
  type PingReport,
  type RealLabSite,
} from './real-lab-site.ts';

const yaml = readFileSync(path.join(import.meta.dirname, '../../examples/real-lab/site.yaml'), 'utf8');

describe('a fabric of real switches', function () {
  this.timeout(180_000);
  let site: RealLabSite;
  let wasThere: readonly string[];

  before(async function () {
    const why = whyNoRealLab();
    if (why !== undefined) {
      console.log(`      skipped: ${why}`);
      this.skip();
    }
    wasThere = traces();
    site = await realLabSite(yaml);
  });
  after(async () => {
    if ((site as RealLabSite | undefined) === undefined) return;
    await site.stop();
    assert.deepEqual(traces(), wasThere, 'the lab leaves nothing behind');
  });

  const run = (hostname: string, ...command: readonly string[]) =>
    site.lab.switches.get(hostname)?.run(...command) ?? Promise.reject(new Error(`no switch ${hostname}`));
  const notOk = async () =>
    (await site.with((one) => one.verify()))
      .filter(({ state }) => state !== 'ok')
      .map(({ switch: name, check, subject, state }) => [name, check, subject, state]);
  const drifted = async () => (await site.with((one) => one.drift())).map(({ commands }) => commands);
  const settled = async () => {
    for (let left = 30; (await notOk()).length > 0; left -= 1) {
      assert.ok(left > 0, JSON.stringify(await notOk()));
      await delay(200);
    }
  };

  it('passes no ping before it is provisioned', async () => {
    assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod')), 0);
  });

  it('is provisioned by one apply, after which everything is as intended', async () => {
    const { jobs } = await site.apply();
    assert.deepEqual(
      jobs.map(({ state, error }) => [state, error?.message]),
      [['succeeded', undefined]],
    );
    await settled();
  });

  it('lets two servers ping each other, untagged and tagged, over LACP bonds across both leaves', async () => {
    for (const network of ['prod', 'backup']) {
      assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', network)), 10, network);
    }
    const shown = (await site.lab.servers.get('srv1')?.device.run('ovs-appctl', 'lacp/show')) ?? '';
    assert.equal(shown.match(/current attached/g)?.length, 2);
    const partners = [...shown.matchAll(/partner sys_id: (\S+)/g)].map(([, id]) => id);
    assert.equal(partners.length, 2);
    assert.equal(new Set(partners).size, 1, 'both legs see one system');
    assert.deepEqual(
      [...shown.matchAll(/partner port_priority: (\d+)/g)].map(([, priority]) => priority),
      ['1000', '1001'],
    );
  });

  it('delivers a broadcast once, and never back to its sender', async () => {
    const [srv1, srv2] = ['srv1', 'srv2'].map((name) => site.lab.servers.get(name)?.device);
    assert.ok(srv1 && srv2);
    const count = async (device: typeof srv1, column: string) =>
      Number(
        /\d+/.exec(await device.run('ovs-vsctl', 'get', 'interface', 'host0', `statistics:${column}`))?.[0],
      );
    const before = [await count(srv1, 'tx_packets'), await count(srv2, 'tx_packets')];
    await srv1.run('sh', '-c', 'ping -b -c 100 -i 0.01 -W 1 10.0.100.255 || true');
    await delay(6_000);
    const after = [await count(srv1, 'tx_packets'), await count(srv2, 'tx_packets')];
    const [came = 0, reached = 0] = after.map((value, i) => value - (before[i] ?? 0));
    assert.ok(reached >= 100 && reached < 130, `srv2 got ${reached} of 100`);
    assert.ok(came < 30, `srv1 got ${came} of its own 100 back`);
  });

  it('keeps VLANs apart', async () => {
    const stranger = site.lab.servers.get('srv3')?.device;
    await stranger?.run('ip', 'address', 'add', '10.0.100.33/24', 'dev', 'host0');
    assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 0);
    await stranger?.run('ip', 'address', 'del', '10.0.100.33/24', 'dev', 'host0');
  });

  it('changes nothing when it is applied again, and has not drifted', async () => {
    const before = await Promise.all(['leaf1', 'leaf2'].map((name) => run(name, 'ovs-vsctl', 'show')));
    assert.deepEqual((await site.apply()).jobs, []);
    assert.deepEqual(
      await Promise.all(['leaf1', 'leaf2'].map((name) => run(name, 'ovs-vsctl', 'show'))),
      before,
    );
    assert.deepEqual((await drifted()).flat(), []);
  });

  const bounded = (report: PingReport, mostMs: number) => {
    console.log(
      `        ${report.lost} of ${report.sent} pings lost, longest gap ${Math.round(report.longestGapMs)} ms`,
    );
    assert.equal(report.duplicates, 0);
    assert.ok(report.sent > 100, 'pings were sent all the time');
    assert.ok(report.longestGapMs < mostMs, JSON.stringify(report));
    assert.ok(report.lost <= mostMs / 10, JSON.stringify(report));
  };

  it('loses few pings where a cable is pulled, which verify shows, and none that counts when it is back', async () => {
    const cable = { switch: 'leaf1', port: 'swp1' };
    const target = addressOf(site.lab, 'srv2', 'prod');
    bounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.setCable(cable, false)), 1_000);
    const seen = await notOk();
    assert.ok(
      seen.some(
        ([name, check, subject]) => name === 'leaf1' && check === 'lag-members' && subject?.includes('swp1'),
      ),
    );
    bounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.setCable(cable, true)), 1_500);
    await settled();
  });

  it('lets traffic cross the peer-link where two servers have lost different legs', async () => {
    const cables = [
      { switch: 'leaf1', port: 'swp1' },
      { switch: 'leaf2', port: 'swp2' },
    ];
    for (const cable of cables) await site.lab.setCable(cable, false);
    await delay(500);
    for (const network of ['prod', 'backup']) {
      assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', network)), 10, network);
    }
    for (const cable of cables) await site.lab.setCable(cable, true);
    await settled();
  });

  it('loses few pings where a leaf loses its power, and has its flows again when that is back', async () => {
    const target = addressOf(site.lab, 'srv2', 'backup');
    bounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.setPower('leaf1', false)), 1_500);
    bounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.setPower('leaf1', true)), 2_000);
    await settled();
    assert.deepEqual((await drifted()).flat(), []);
    // Over leaf1 alone, so that its flows carry everything.
    for (const port of ['swp1', 'swp2']) await site.lab.setCable({ switch: 'leaf2', port }, false);
    await delay(500);
    assert.equal(await answered(site.lab, 'srv1', target), 10);
    for (const port of ['swp1', 'swp2']) await site.lab.setCable({ switch: 'leaf2', port }, true);
    await settled();
  });

  it('loses pings for a few seconds at most where a forwarding process dies and is started again', async () => {
    const target = addressOf(site.lab, 'srv2', 'prod');
    bounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.restartForwarding('leaf2')), 5_000);
    await settled();
  });

  it('shows a VLAN that somebody has taken off a bond or the peer-link, and puts it back', async () => {
    await run('leaf1', 'ovs-vsctl', 'set', 'port', 'po31', 'trunks=100');
    await run('leaf2', 'ovs-vsctl', 'set', 'port', 'peer', 'trunks=100,130');
    const [first = [], second = []] = await drifted();
    assert.deepEqual(
      [first, second].map((lines) => lines.map((line) => line.trim())),
      [
        // Native 100 and nothing else is what access is on a bond over the pair.
        ['bond 31', 'native 100', 'trunk 120', 'no access'],
        ['pair', 'trunk 100,120,130'],
      ],
    );
    assert.deepEqual(await notOk(), [['leaf2', 'vlan-present', 'VLAN 120', 'wrong']]);
    const { jobs } = await site.apply();
    assert.deepEqual(
      jobs.map(({ state }) => state),
      ['succeeded'],
    );
    assert.deepEqual((await drifted()).flat(), []);
    await settled();
  });

  it('shows a bond member that somebody has taken out of its switch, and puts it back', async () => {
    await run('leaf2', 'ovs-vsctl', 'del-port', 'mlag0', 'swp2');
    assert.ok(
      (await notOk()).some(
        ([name, check, subject, state]) =>
          name === 'leaf2' && check === 'lag-members' && subject?.includes('swp2') && state === 'wrong',
      ),
    );
    assert.match((await drifted())[1]?.join('\n') ?? '', /port swp2\n(?:.*\n)* *member 32/);
    const { jobs } = await site.apply(['adopt']);
    assert.deepEqual(
      jobs.map(({ state, error }) => [state, error?.message]),
      [['succeeded', undefined]],
    );
    await settled();
  });

  it('gives a server without LACP its port #0 where fallback is asked for, and no other port', async () => {
    await site.write(
      yaml.replace('network: other, tagged: false', 'network: prod, tagged: false, fallback: first'),
    );
    const { jobs } = await site.apply(['allow-removals', 'allow-outage']);
    assert.deepEqual(
      jobs.map(({ state, error }) => [state, error?.message]),
      [['succeeded', undefined]],
    );
    const booting = site.lab.servers.get('srv3')?.device;
    assert.ok(booting);
    await booting.run('ip', 'address', 'add', '10.0.100.33/24', 'dev', 'host0');
    const only = async (nic: string, instead: string) => {
      await booting.run('ovs-vsctl', '--timeout=10', 'del-port', instead, '--', 'add-port', 'host0', nic);
      await delay(10_000);
      return answered(site.lab, 'srv1', '10.0.100.33');
    };
    assert.equal(await only('nic0', 'bond0'), 10);
    assert.equal(await only('nic1', 'nic0'), 0);
    const bond = ['add-bond', 'host0', 'bond0', 'nic0', 'nic1', 'bond_mode=balance-tcp', 'lacp=active'];
    await booting.run(
      'ovs-vsctl',
      '--timeout=10',
      'del-port',
      'nic1',
      '--',
      ...bond,
      'other_config:lacp-time=fast',
    );
    await booting.run('ip', 'address', 'del', '10.0.100.33/24', 'dev', 'host0');
    await settled();
  });

  it('moves a server to other networks and releases the ports of one that is gone', async () => {
    await site.write(yaml.replace('network: other, tagged: false', 'network: prod, tagged: false'));
    assert.deepEqual(
      (await site.apply(['allow-removals', 'allow-outage'])).jobs.map(({ state }) => state),
      ['succeeded'],
    );
    await settled();
    await site.lab.servers.get('srv3')?.device.run('ip', 'address', 'add', '10.0.100.33/24', 'dev', 'host0');
    assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 10);
    await site.write(yaml.replace(/ {2}- name: strangers[^]*$/, ''));
    const { jobs } = await site.apply(['allow-removals', 'allow-outage']);
    assert.deepEqual(
      jobs.map(({ state, error }) => [state, error?.message]),
      [['succeeded', undefined]],
    );
    assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 0);
    assert.equal((await site.with((one) => one.plan({ waivers: [] }))).units.length, 0);
  });
});

/** What a lab of this process could leave on the machine. */
function traces(): readonly string[] {
  const own = new RegExp(`^twinleaf-real-\\d+-${process.pid}-`);
  return readdirSync(tmpdir()).filter((name) => own.test(name));
}
