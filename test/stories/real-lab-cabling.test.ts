/** Cables of real switches are moved while two servers ping each other, and before a port is first configured. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { SwitchDrift } from '../../src/engine/use-cases.ts';
import type { Check } from '../../src/fabric/verify/check.ts';
import type { Device } from '../../src/lab/real/device.ts';
import { typed as typedOn } from '../cli/command-line.ts';
import {
  addressOf,
  answered,
  delay,
  realLabSite,
  whilePinging,
  whyNoRealLab,
  type RealLabSite,
} from './real-lab-site.ts';
import { legMac, realPairSite, untilCablesAreHeard } from './real-pair-site.ts';
import { swapCables } from './swap-cables.ts';

const applications = { servers: ['srv1', 'srv2'], untagged: 'prod', tagged: ['backup'] };
const cabled = realPairSite({ applications });
const withNewcomer = realPairSite({ applications, newcomers: { servers: ['srv3'], untagged: 'prod' } });

describe('cables of real switches', function () {
  this.timeout(180_000);
  let site: RealLabSite;

  before(async function () {
    const why = whyNoRealLab();
    if (why !== undefined) {
      console.log(`      skipped: ${why}`);
      this.skip();
    }
    site = await realLabSite(cabled);
    await untilCablesAreHeard(site);
    assert.deepEqual(
      (await site.apply()).jobs.map(({ state }) => state),
      ['succeeded'],
    );
    await until('everything is as intended', async () => (await typed('verify')).code === 0);
  });
  after(async () => {
    await (site as RealLabSite | undefined)?.stop();
  });

  /** What a command ends with that a person types. */
  const printed = async (command: string, ...flags: readonly string[]) => {
    const args = [command, path.join(site.directory, 'site.yaml'), '--lab', ...flags];
    return site.with((one) => typedOn(args, { ...one, close: () => Promise.resolve() }));
  };
  const typed = async (command: string, ...flags: readonly string[]) => {
    const { code, stdout } = await printed(command, '--json', ...flags);
    return { code, told: JSON.parse(stdout) as Told };
  };
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    for (let left = 20; !(await isSo()); left -= 1) {
      assert.ok(left > 0, `waited in vain until ${what}`);
      await delay(500);
    }
  };
  const server = (name: string): Device => {
    const found = site.lab.servers.get(name)?.device;
    assert.ok(found, name);
    return found;
  };
  /** What the host does when its cables were moved or its networks have changed: the script once more. */
  const join = async (host: Device): Promise<void> => {
    const { stdout } = await printed('hosts', '--server', host.name, '--format', 'openvswitch');
    await host.run('env', 'OVS_DATAPATH=netdev', 'sh', '-c', stdout);
  };
  const swap = (one: string, other: string) => swapCables([server(one), server(other)], 'nic0', join);
  const neighbours = async () => {
    const { code, told } = await typed('verify');
    const wrong = (told.checks ?? []).filter(
      ({ check, state }) => check === 'neighbour' && state === 'wrong',
    );
    return {
      code,
      wrong: wrong.map(({ switch: name, subject, expected }) => [name, subject, expected]),
      told,
    };
  };

  it('may be swapped in the leg of two bonds, which go on with their other leg', async () => {
    const seen = await whilePinging(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod'), () =>
      swap('srv1', 'srv2'),
    );
    console.log(
      `        ${seen.lost} of ${seen.sent} pings lost, longest gap ${Math.round(seen.longestGapMs)} ms`,
    );
    assert.equal(seen.duplicates, 0);
    assert.ok(seen.longestGapMs < 2_500, JSON.stringify(seen));
    for (const network of ['prod', 'backup']) {
      assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', network)), 10, network);
    }
  });

  it('are seen by verify where they lead now, port by port', async () => {
    await until('both neighbours are heard', async () => (await neighbours()).wrong.length === 2);
    const { code, wrong, told } = await neighbours();
    assert.equal(code, 2);
    assert.deepEqual(wrong, [
      ['leaf1', 'swp1', 'srv1'],
      ['leaf1', 'swp2', 'srv2'],
    ]);
    const heard = (told.checks ?? []).filter(
      ({ check, state }) => check === 'neighbour' && state === 'wrong',
    );
    assert.deepEqual(
      heard.map(({ observed }) => observed.split(' ')[0]),
      ['srv2', 'srv1'],
    );
  });

  it('are named by discover with the port of the site and the port they are in', async () => {
    const { code, told } = await typed('discover');
    assert.equal(code, 2);
    assert.deepEqual(
      told.differences?.map(({ device, mac, says, seen }) => [device, mac, says, seen]),
      [
        ['srv1', legMac(1, 1), 'leaf1/swp1', 'leaf1/swp2'],
        ['srv2', legMac(2, 1), 'leaf1/swp2', 'leaf1/swp1'],
      ],
    );
  });

  it('are drift on the switch they lead from, although it is configured as it was', async () => {
    const { code, told } = await typed('drift');
    assert.equal(code, 2);
    assert.deepEqual(
      told.switches?.map((one) => [
        one.switch,
        one.commands,
        one.movedCables.map(({ port, expected, observed }) => [port, expected, observed.split(' ')[0]]),
      ]),
      [
        [
          'leaf1',
          [],
          [
            ['swp1', 'srv1', 'srv2'],
            ['swp2', 'srv2', 'srv1'],
          ],
        ],
        ['leaf2', [], []],
      ],
    );
  });

  it('are right again when they are put back', async () => {
    await swap('srv1', 'srv2');
    await until('everything is as intended', async () => (await typed('verify')).code === 0);
    await until('the cabling is right', async () => (await typed('discover')).code === 0);
  });

  it('stop the first push to a port that another server is cabled to, and nothing is sent', async () => {
    await swap('srv3', 'srv4');
    const newcomerIsHeard = async () =>
      (await typed('discover')).told.differences?.some(({ seen }) => seen === 'leaf1/swp4') === true;
    await until('the newcomer is heard on the wrong port', newcomerIsHeard);
    await site.write(withNewcomer);
    const shown = () =>
      Promise.all([...site.lab.switches.values()].map((one) => one.run('ovs-vsctl', '--timeout=10', 'show')));
    const before = await shown();
    const { code, told } = await typed('apply', '--yes');
    assert.equal(code, 1);
    const errors = told.errors ?? [];
    assert.deepEqual(
      errors.map((error) => error.code),
      ['guard-no-lldp-check'],
    );
    assert.match(
      errors[0]?.message ?? '',
      /^leaf1\/swp3 should lead to srv3 \(52:54:00:00:03:01\), but srv4 .*heard there, which the site has on leaf1\/swp4, leaf2\/swp4$/,
    );
    assert.deepEqual(await shown(), before);
  });

  it('let it through once the cable is where the site says, and the server is reached', async () => {
    await swap('srv3', 'srv4');
    await until('the cabling is right', async () => (await typed('discover')).code === 0);
    assert.equal((await typed('apply', '--yes')).code, 0);
    await join(server('srv3'));
    await server('srv3').run('ip', 'address', 'replace', '10.0.100.33/24', 'dev', 'host0');
    await until('srv3 answers', async () => (await answered(site.lab, 'srv1', '10.0.100.33')) === 10);
    assert.equal((await typed('verify')).code, 0);
    assert.equal((await typed('plan')).code, 0);
  });

  it('may lose a VLAN or a member by hand, which verify and drift say with their exit codes', async () => {
    const leaf = site.lab.switches.get('leaf2');
    await leaf?.run('ovs-vsctl', '--timeout=10', 'set', 'port', 'peer', 'trunks=100');
    assert.equal((await typed('verify')).code, 2);
    assert.equal((await typed('drift')).code, 2);
    assert.equal((await typed('apply', '--yes')).code, 0);
    assert.equal((await typed('drift')).code, 0);
    await leaf?.run('ovs-vsctl', '--timeout=10', 'del-port', 'mlag0', 'swp2');
    assert.equal((await typed('verify')).code, 2);
    assert.equal((await typed('drift')).code, 2);
    assert.equal((await typed('apply', '--yes', '--adopt')).code, 0);
    await until('everything is as intended', async () => (await typed('verify')).code === 0);
  });
});

interface Told {
  readonly checks?: readonly Check[];
  readonly differences?: readonly {
    readonly device: string;
    readonly mac?: string;
    readonly says?: string;
    readonly seen?: string;
  }[];
  readonly switches?: readonly SwitchDrift[];
  readonly errors?: readonly { readonly code: string; readonly message: string }[];
}
