/** Cables of real switches are moved while two servers ping each other, and before a port is first configured. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { SwitchDrift } from '../../src/engine/use-cases.ts';
import type { Check } from '../../src/fabric/verify/check.ts';
import type { Device } from '../../src/lab/real/device.ts';
import { typed as typedOn } from '../cli/command-line.ts';
import { eventually } from '../lab/eventually.ts';
import { assertSucceeded } from '../lab/outcome.ts';
import { addressOf, answered, assertBounded, whilePinging } from '../lab/real/pings.ts';
import { deviceOf, realLabSite, skipWithoutRealLab, type RealLabSite } from '../lab/real/real-lab-site.ts';
import { legMac, realPairSite, untilCablesAreHeard } from '../lab/real/real-pair-site.ts';
import { swapCables } from '../lab/real/swap-cables.ts';

const applications = { servers: ['srv1', 'srv2'], untagged: 'prod', tagged: ['backup'] };
const cabled = realPairSite({ applications });
const withNewcomer = realPairSite({ applications, newcomers: { servers: ['srv3'], untagged: 'prod' } });

describe('cables of real switches', function () {
  this.timeout(180_000);
  let site: RealLabSite;

  before(async function () {
    skipWithoutRealLab(this);
    site = await realLabSite(cabled);
    await untilCablesAreHeard(site);
    assertSucceeded(await site.apply());
    await untilOk('verify');
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
  const untilOk = (command: 'verify' | 'discover') =>
    eventually(async () => {
      const { code, told } = await typed(command);
      assert.equal(code, 0, JSON.stringify(told));
    });
  const server = (name: string): Device => deviceOf(site.lab, name);
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
    return { code, wrong };
  };

  it('may be swapped in the leg of two bonds, which go on with their other leg', async () => {
    const seen = await whilePinging(site.lab, 'srv1', addressOf(site.lab, 'srv2', 'prod'), () =>
      swap('srv1', 'srv2'),
    );
    assertBounded(seen, 2_500);
    for (const network of ['prod', 'backup']) {
      assert.equal(await answered(site.lab, 'srv1', addressOf(site.lab, 'srv2', network)), 10, network);
    }
  });

  it('are seen by verify where they lead now, port by port', async () => {
    await eventually(async () => {
      assert.equal((await neighbours()).wrong.length, 2);
    });
    const { code, wrong } = await neighbours();
    assert.equal(code, 2);
    assert.deepEqual(
      wrong.map((one) => [one.switch, one.subject, one.expected, one.observed.split(' ')[0]]),
      [
        ['leaf1', 'swp1', 'srv1', 'srv2'],
        ['leaf1', 'swp2', 'srv2', 'srv1'],
      ],
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
    await untilOk('verify');
    await untilOk('discover');
  });

  it('stop the first push to a port that another server is cabled to, and nothing is sent', async () => {
    await swap('srv3', 'srv4');
    await eventually(async () => {
      const { differences } = (await typed('discover')).told;
      assert.ok(differences?.some(({ seen }) => seen === 'leaf1/swp4'));
    });
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
    await untilOk('discover');
    assert.equal((await typed('apply', '--yes')).code, 0);
    await join(server('srv3'));
    await server('srv3').run('ip', 'address', 'replace', '10.0.100.33/24', 'dev', 'host0');
    await eventually(async () => {
      assert.equal(await answered(site.lab, 'srv1', '10.0.100.33'), 10);
    });
    assert.equal((await typed('verify')).code, 0);
    assert.equal((await typed('plan')).code, 0);
  });

  it('may lose a VLAN or a member by hand, which verify and drift say with their exit codes', async () => {
    const leaf = deviceOf(site.lab, 'leaf2');
    await leaf.run('ovs-vsctl', '--timeout=10', 'set', 'port', 'peer', 'trunks=100');
    assert.equal((await typed('verify')).code, 2);
    assert.equal((await typed('drift')).code, 2);
    assert.equal((await typed('apply', '--yes')).code, 0);
    assert.equal((await typed('drift')).code, 0);
    await leaf.run('ovs-vsctl', '--timeout=10', 'del-port', 'mlag0', 'swp2');
    assert.equal((await typed('verify')).code, 2);
    assert.equal((await typed('drift')).code, 2);
    assert.equal((await typed('apply', '--yes', '--adopt')).code, 0);
    await untilOk('verify');
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
