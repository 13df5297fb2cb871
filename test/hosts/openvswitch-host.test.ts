/** The script at work: on a host of its own with Open vSwitch and cables that lead nowhere. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeDevice, type Device } from '../../src/lab/real/device.ts';
import { skipWithoutRealLab } from '../lab/real/real-lab-site.ts';
import { macOf, scriptOf } from './host-site.ts';

const two = ['switch: sw1, port: Ethernet1', 'switch: sw2, port: Ethernet1'];
const both = ['network: mgmt, tagged: false, lacpRate: fast', 'network: app, tagged: true, lacpRate: fast'];

describe('a host on which the script for Open vSwitch is run', function () {
  this.timeout(60_000);
  let host: Device;
  let folder: string;

  before(function () {
    skipWithoutRealLab(this);
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinleaf-host-'));
    host = await makeDevice({ name: 'db01', directory: folder, services: ['switching'], files: {} });
    for (const index of [0, 1]) await plug(`eth${index}`, macOf(index));
    await host.start();
  });
  afterEach(async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const plug = (name: string, mac: string) =>
    host.run('ip', 'link', 'add', name, 'address', mac, 'type', 'veth', 'peer', 'name', `far-${name}`);
  const vsctl = async (...words: readonly string[]) =>
    (await host.run('ovs-vsctl', '--timeout=10', ...words)).trim();
  /** What it printed on either stream, and how it ended. */
  const run = async (script: string) => {
    const printed = await host.run('sh', '-c', '{ sh -c "$1"; echo "ended with $?"; } 2>&1', 'sh', script);
    const [, said = '', code = ''] = /^([^]*?)ended with (\d+)\n$/.exec(printed) ?? [];
    return { said: said.trim(), code: Number(code) };
  };
  const done = { said: 'db01: everything is as described', code: 0 };
  /** The whole configuration, rows by their ids; what is measured is left out. */
  const configuration = async () => ({
    bridges: await vsctl(
      '--columns=_uuid,name,ports,datapath_type,other_config,external_ids',
      'list',
      'bridge',
    ),
    ports: await vsctl(
      '--columns=_uuid,name,interfaces,tag,trunks,lacp,bond_mode,other_config,external_ids',
      'list',
      'port',
    ),
    interfaces: await vsctl('--columns=_uuid,name,type,mac,mtu_request,error', 'list', 'interface'),
  });
  const ports = async () => (await vsctl('list-ports', 'host0')).split('\n');
  const members = async () =>
    (await host.run('ovs-appctl', 'bond/show', 'bond0')).match(/(?<=^member )[^:]+/gm) ?? [];

  it('gets a bond, an interface for each network and their MTUs', async () => {
    assert.deepEqual(await run(await scriptOf(two, both)), done);
    assert.deepEqual(await ports(), ['bond0', 'host0.120']);
    assert.deepEqual(await members(), ['eth0', 'eth1']);
    assert.equal(await vsctl('get', 'port', 'bond0', 'lacp', 'bond_mode'), 'active\nbalance-tcp');
    const links = await host.run('ip', '-o', 'link', 'show');
    for (const [name, mtu] of [
      ['eth0', 9000],
      ['eth1', 9000],
      ['host0', 1500],
      ['host0.120', 9000],
    ] as const) {
      assert.match(links, new RegExp(`: ${name}(@\\S+)?: <\\S*UP\\S*> mtu ${mtu} `));
    }
    for (const name of ['host0', 'host0.120'])
      assert.equal((await host.run('cat', `/sys/class/net/${name}/address`)).trim(), macOf(0));
  });

  it('is not changed by the same script once more', async () => {
    const script = await scriptOf(two, both);
    await run(script);
    const before = await configuration();
    assert.deepEqual(await run(script), done);
    assert.deepEqual(await configuration(), before);
  });

  it('keeps its bond where a member or a network comes or goes', async () => {
    await run(await scriptOf(two, both));
    const bond = await vsctl('get', 'port', 'bond0', '_uuid');
    await plug('eth2', macOf(2));
    const three = [...two, 'switch: sw2, port: Ethernet2'];
    assert.deepEqual(
      await run(await scriptOf(three, [...both, 'network: store, tagged: true, lacpRate: fast'])),
      done,
    );
    assert.deepEqual(await ports(), ['bond0', 'host0.120', 'host0.130']);
    assert.deepEqual(await members(), ['eth0', 'eth1', 'eth2']);
    assert.deepEqual(await run(await scriptOf(two, ['network: store, tagged: true'])), done);
    assert.deepEqual(await ports(), ['bond0', 'host0.130']);
    assert.deepEqual(await members(), ['eth0', 'eth1']);
    assert.equal(await vsctl('get', 'port', 'bond0', '_uuid'), bond);
    assert.equal(await vsctl('get', 'port', 'bond0', 'trunks', 'other_config'), '[130]\n{lacp-time=slow}');
  });

  it('can go from a port to a bond, to two bonds and back to nothing', async () => {
    const scripts = [
      [await scriptOf(two.slice(0, 1), both), ['eth0', 'host0.120']],
      [await scriptOf(two, both), ['bond0', 'host0.120']],
      [await scriptOf(two, ['network: mgmt, interfaces: [0]', 'network: app, interfaces: [1]']), ['eth0']],
      [await scriptOf(two, ['network: mgmt, redundancy: { mode: active-backup }']), ['bond0']],
    ] as const;
    for (const [script, expected] of scripts) {
      assert.deepEqual(await run(script), done);
      assert.deepEqual(await ports(), expected);
    }
    assert.equal(await vsctl('list-br'), 'host0');
    assert.equal(
      await vsctl('get', 'port', 'bond0', 'lacp', 'bond_mode', 'other_config'),
      'off\nactive-backup\n{bond-primary=eth0}',
    );
    const nothing = await scriptOf(two.slice(0, 1), []);
    for (let times = 0; times < 2; times += 1) {
      assert.deepEqual(await run(nothing), { said: 'db01: nothing is left of what was made here', code: 0 });
      assert.equal(await vsctl('list-br'), '');
    }
  });

  it('keeps what somebody else has made', async () => {
    await vsctl('add-br', 'br-vms');
    await run(await scriptOf(two, both));
    await vsctl('add-port', 'host0', 'vm1', '--', 'set', 'interface', 'vm1', 'type=internal');
    await vsctl('set', 'port', 'bond0', 'other_config:bond-detect-mode=carrier');
    assert.deepEqual(await run(await scriptOf(two, both.slice(0, 1))), done);
    assert.deepEqual(await ports(), ['bond0', 'vm1']);
    assert.equal(await vsctl('get', 'port', 'bond0', 'other_config:bond-detect-mode'), 'carrier');
    assert.equal(await vsctl('list-br'), 'br-vms\nhost0');
  });

  const stops: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    [
      'an interface that is not there',
      () => host.run('ip', 'link', 'del', 'eth1'),
      'port #1: no interface has the MAC 52:54:00:00:00:02, which the site has cabled to sw2/Ethernet1',
    ],
    [
      'two interfaces with one MAC',
      () => plug('eth7', macOf(1)),
      'port #1: eth1 and eth7 both have the MAC 52:54:00:00:00:02',
    ],
    [
      'an interface that belongs to a bridge of the kernel',
      () => host.run('sh', '-c', 'ip link add virbr0 type bridge && ip link set eth0 master virbr0'),
      'port #0: eth0 belongs to virbr0',
    ],
    [
      'an address that would be cut off',
      () => host.run('ip', 'address', 'add', '192.0.2.7/24', 'dev', 'eth0'),
      'port #0: eth0 has the address 192.0.2.7/24 and would lose it: remove it first',
    ],
    [
      'a bridge of that name that somebody else has made',
      () => vsctl('add-br', 'host0'),
      'somebody else has made a bridge host0',
    ],
  ];
  for (const [what, happens, said] of stops) {
    it(`stops at ${what}, before it changes anything`, async () => {
      await happens();
      const before = await configuration();
      const script = await scriptOf(two, both);
      assert.deepEqual(await run(script), { said: `db01: ${said}; nothing was changed`, code: 1 });
      assert.deepEqual(await configuration(), before);
    });
  }

  it('stops where the site calls an interface by another name than the host', async () => {
    const script = await scriptOf(['switch: sw1, port: Ethernet1, name: eno1'], ['network: mgmt']);
    assert.deepEqual(await run(script), {
      said: 'db01: port #0: the MAC 52:54:00:00:00:01 is that of eth0, which the site calls eno1; nothing was changed',
      code: 1,
    });
  });

  it('stops at once where Open vSwitch does not run', async () => {
    await host.run('sh', '-c', 'kill -9 "$(cat /run/openvswitch/ovs-vswitchd.pid)"');
    const { said, code } = await run(await scriptOf(two, both));
    assert.equal(said, 'db01: ovs-vswitchd does not run; nothing was changed');
    assert.equal(code, 1);
  });

  it('is not split by an interface with a name that is no word', async () => {
    await host.run('ip', 'link', 'set', 'eth0', 'name', 'a;reboot');
    const { said, code } = await run(await scriptOf(two, both));
    assert.match(said, /has a name that is not plain; nothing was changed$/);
    assert.equal(code, 1);
  });
});
