/** From YAML to pings: real Open vSwitch behind real OpenSSH, in network namespaces. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { foldersOf } from '../lab/real/lab-traces.ts';
import { assertSucceeded, complaints, untilVerified } from '../lab/outcome.ts';
import { addressOf, answered, assertBounded, whilePinging } from '../lab/real/pings.ts';
import { deviceOf, realLabSite, skipWithoutRealLab, type RealLabSite } from '../lab/real/real-lab-site.ts';

const yaml = readFileSync(path.join(import.meta.dirname, '../../examples/real-lab/site.yaml'), 'utf8');

describe('a fabric of real switches', function () {
  this.timeout(180_000);
  let site: RealLabSite;

  before(async function () {
    skipWithoutRealLab(this);
    site = await realLabSite(yaml);
  });
  after(async () => {
    if ((site as RealLabSite | undefined) === undefined) return;
    await site.stop();
    assert.deepEqual(foldersOf(process.pid), [], 'the lab leaves nothing behind');
  });

  const run = (name: string, ...command: readonly string[]) => deviceOf(site.lab, name).run(...command);
  const drifted = async () => (await site.with((one) => one.drift())).map(({ commands }) => commands);

  it('passes no ping before it is provisioned', async () => {
    assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod')), 0);
  });

  it('is provisioned by one apply, after which everything is as intended', async () => {
    assertSucceeded(await site.apply());
    await untilVerified(site);
  });

  it('lets two servers ping each other, untagged and tagged, over LACP bonds across both leaves', async () => {
    for (const network of ['prod', 'backup']) {
      assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', network)), 10, network);
    }
    const shown = await run('srv1', 'ovs-appctl', 'lacp/show');
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
    const count = async (name: string, column: string) =>
      Number(
        /\d+/.exec(await run(name, 'ovs-vsctl', 'get', 'interface', 'host0', `statistics:${column}`))?.[0],
      );
    const before = [await count('srv1', 'tx_packets'), await count('srv2', 'tx_packets')];
    await run('srv1', 'sh', '-c', 'ping -b -c 100 -i 0.01 -W 1 10.0.100.255 || true');
    await delay(6_000);
    const after = [await count('srv1', 'tx_packets'), await count('srv2', 'tx_packets')];
    const [came = 0, reached = 0] = after.map((value, i) => value - (before[i] ?? 0));
    assert.ok(reached >= 100 && reached < 130, `srv2 got ${reached} of 100`);
    assert.ok(came < 30, `srv1 got ${came} of its own 100 back`);
  });

  it('keeps VLANs apart', async () => {
    await run('srv3', 'ip', 'address', 'add', '10.0.100.33/24', 'dev', 'host0');
    assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 0);
    await run('srv3', 'ip', 'address', 'del', '10.0.100.33/24', 'dev', 'host0');
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

  it('loses few pings where a cable is pulled, which verify shows, and none that counts when it is back', async () => {
    const cable = { switch: 'leaf1', port: 'swp1' };
    const target = addressOf(site.lab, 'srv2', 'prod');
    assertBounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.setCable(cable, false)), 1_000);
    const seen = await complaints(site);
    assert.ok(
      seen.some(
        ([name, check, subject]) => name === 'leaf1' && check === 'lag-members' && subject.includes('swp1'),
      ),
    );
    assertBounded(await whilePinging(site.lab, 'srv1', target, () => site.lab.setCable(cable, true)), 1_500);
    await untilVerified(site);
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
    await untilVerified(site);
  });

  it('loses few pings where a leaf loses its power, and has its flows again when that is back', async () => {
    const target = addressOf(site.lab, 'srv2', 'backup');
    assertBounded(
      await whilePinging(site.lab, 'srv1', target, () => site.lab.setPower('leaf1', false)),
      1_500,
    );
    assertBounded(
      await whilePinging(site.lab, 'srv1', target, () => site.lab.setPower('leaf1', true)),
      2_000,
    );
    await untilVerified(site);
    assert.deepEqual((await drifted()).flat(), []);
    // Over leaf1 alone, so that its flows carry everything.
    for (const port of ['swp1', 'swp2']) await site.lab.setCable({ switch: 'leaf2', port }, false);
    await delay(500);
    assert.equal(await answered(site.lab, 'srv1', target), 10);
    for (const port of ['swp1', 'swp2']) await site.lab.setCable({ switch: 'leaf2', port }, true);
    await untilVerified(site);
  });

  it('loses pings for a few seconds at most where a forwarding process dies and is started again', async () => {
    const target = addressOf(site.lab, 'srv2', 'prod');
    assertBounded(
      await whilePinging(site.lab, 'srv1', target, () => site.lab.restartForwarding('leaf2')),
      5_000,
    );
    await untilVerified(site);
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
    assert.deepEqual(await complaints(site), [['leaf2', 'vlan-present', 'VLAN 120', 'wrong']]);
    assertSucceeded(await site.apply());
    assert.deepEqual((await drifted()).flat(), []);
    await untilVerified(site);
  });

  it('shows a bond member that somebody has taken out of its switch, and puts it back', async () => {
    await run('leaf2', 'ovs-vsctl', 'del-port', 'mlag0', 'swp2');
    assert.ok(
      (await complaints(site)).some(
        ([name, check, subject, state]) =>
          name === 'leaf2' && check === 'lag-members' && subject.includes('swp2') && state === 'wrong',
      ),
    );
    assert.match((await drifted())[1]?.join('\n') ?? '', /port swp2\n(?:.*\n)* *member 32/);
    assertSucceeded(await site.apply(['adopt']));
    await untilVerified(site);
  });

  it('gives a server without LACP its port #0 where fallback is asked for, and no other port', async () => {
    await site.write(
      yaml.replace('network: other, tagged: false', 'network: prod, tagged: false, fallback: first'),
    );
    assertSucceeded(await site.apply(['allow-removals', 'allow-outage']));
    await run('srv3', 'ip', 'address', 'add', '10.0.100.33/24', 'dev', 'host0');
    const only = async (nic: string, instead: string) => {
      await run('srv3', 'ovs-vsctl', '--timeout=10', 'del-port', instead, '--', 'add-port', 'host0', nic);
      await delay(10_000);
      return answered(site.lab, 'srv1', '10.0.100.33');
    };
    assert.equal(await only('nic0', 'bond0'), 10);
    assert.equal(await only('nic1', 'nic0'), 0);
    const bond = ['add-bond', 'host0', 'bond0', 'nic0', 'nic1', 'bond_mode=balance-tcp', 'lacp=active'];
    await run(
      'srv3',
      'ovs-vsctl',
      '--timeout=10',
      'del-port',
      'nic1',
      '--',
      ...bond,
      'other_config:lacp-time=fast',
    );
    await run('srv3', 'ip', 'address', 'del', '10.0.100.33/24', 'dev', 'host0');
    await untilVerified(site);
  });

  it('moves a server to other networks and releases the ports of one that is gone', async () => {
    await site.write(yaml.replace('network: other, tagged: false', 'network: prod, tagged: false'));
    assertSucceeded(await site.apply(['allow-removals', 'allow-outage']));
    await untilVerified(site);
    await run('srv3', 'ip', 'address', 'add', '10.0.100.33/24', 'dev', 'host0');
    assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 10);
    await site.write(yaml.replace(/ {2}- name: strangers[^]*$/, ''));
    assertSucceeded(await site.apply(['allow-removals', 'allow-outage']));
    assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 0);
    assert.equal((await site.plan()).units.length, 0);
  });
});
