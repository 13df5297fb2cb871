/** The command line that the driver brings along, on a real Open vSwitch: it does what the virtual one does. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { drivers } from '../../src/drivers/registry.ts';
import type { DesiredSwitch } from '../../src/fabric/desired/desired-switch.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../src/fabric/remediation/remediation.ts';
import { targetTree } from '../../src/fabric/remediation/target-tree.ts';
import { defaultDeadlines, type CliSession } from '../../src/transport/cli-session.ts';
import { openSshSession } from '../../src/transport/open-ssh-session.ts';
import { desiredPairsOfStates, desiredWithEverything } from '../contracts/desired-switches.ts';
import { assertSame, headersOf, intended, uniqueName } from '../contracts/switch-under-test.ts';
import {
  deviceOf,
  loginAt,
  realLabSite,
  skipWithoutRealLab,
  type RealLabSite,
} from '../lab/real/real-lab-site.ts';

const found = drivers.get('openvswitch');
assert.ok(found);
const driver = found;

/** One switch with the ports that desired configurations by chance use, all of them cabled. */
const ports = Array.from({ length: 10 }, (_, i) => `Ethernet${String(i + 1)}`);
const yaml = `
fabric: { name: bench, lagRanges: [1-30], mlagRanges: [31-127] }
credentials: { leafs: { username: root, passwordEnv: LEAF_PASSWORD } }
switches:
  - { hostname: sw1, driver: openvswitch, role: leaf, management: { host: 192.0.2.11, credentials: leafs } }
servers:
  - hostname: srv
    os: linux
    interfaces:
${ports.map((port, i) => `      - { mac: "52:54:00:00:00:0${i.toString(16)}", switch: sw1, port: ${port} }`).join('\n')}
logicalNetworks: []
endpointGroups: []
`;

describe('the command line on a real switch', function () {
  this.timeout(300_000);
  let site: RealLabSite;
  let session: CliSession;
  /** What the switch is brought to at the moment. */
  let state = desiredWithEverything(driver);
  const open = () =>
    openSshSession({
      target: loginAt(site.lab, 'sw1', 'root'),
      dialect: driver.dialect,
      deadlines: defaultDeadlines,
      checkHostKey: () => undefined,
    });

  before(async function () {
    skipWithoutRealLab(this);
    site = await realLabSite(yaml);
    session = await open();
  });
  after(async () => {
    if ((site as RealLabSite | undefined) === undefined) return;
    await session.close();
    await site.stop();
  });

  const waitingChanges = async () =>
    driver.change.pending?.read(await session.run(driver.change.pending.command)) ?? [];
  const running = async () => session.run(driver.runningConfig);
  const onSwitch = (...command: readonly string[]) => deviceOf(site.lab, 'sw1').run(...command);
  const ovs = (...args: readonly string[]) => onSwitch('ovs-vsctl', '--timeout=10', ...args);

  async function change(lines: readonly string[], commit: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    for (const line of driver.change.open(uniqueName())) await session.run(line);
    await session.runBatch(lines);
    for (const line of commit) await session.run(line);
  }

  async function linesTo(before: DesiredSwitch, after: DesiredSwitch) {
    const now = parseConfig(await running(), driver.rules);
    const owned = [...headersOf(driver, before), ...headersOf(driver, after)];
    const target = targetTree(now, intended(driver, after), owned, driver.rules);
    return { target, lines: remediation(now, target, driver.rules) };
  }

  async function applied(before: DesiredSwitch, after: DesiredSwitch): Promise<void> {
    const { target, lines } = await linesTo(before, after);
    await change(lines, driver.change.commit('x'));
    const now = parseConfig(await running(), driver.rules);
    assertSame(driver, now, target);
    assert.deepEqual(remediation(now, target, driver.rules), []);
  }

  it('leads from any state to any other, and shows it as it was rendered', async () => {
    await applied(state, state);
    await fc.assert(
      fc.asyncProperty(desiredPairsOfStates(driver), async ([one, other]) => {
        for (const next of [one, other]) {
          await applied(state, next);
          state = next;
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('touches no port, bridge or column of somebody else', async () => {
    await ovs('add-br', 'br9', '--', 'set', 'bridge', 'br9', 'datapath_type=netdev');
    await ovs('add-port', 'br0', 'tap9', 'tag=7', '--', 'set', 'interface', 'tap9', 'type=internal');
    await ovs('set', 'bridge', 'br0', 'external_ids:owner=us', 'other_config:mac-aging-time=77');
    const seen = async () => [
      await ovs('list', 'bridge', 'br9'),
      await ovs('--columns=name,tag,external_ids', 'list', 'port', 'tap9'),
      await ovs('get', 'bridge', 'br0', 'other_config'),
      await ovs('get', 'bridge', 'br0', 'external_ids:owner'),
    ];
    const before = await seen();
    const everything = desiredWithEverything(driver);
    await applied(state, everything);
    state = everything;
    assert.deepEqual(await seen(), before);
    assert.match(await running(), /^port tap9\n access 7\n internal$/m);
  });

  it('refuses a line that is none of its own, in one word or in quotes, and no shell sees it', async () => {
    await session.run('configure hostile');
    await session.run('port Ethernet1');
    for (const line of ['reboot', 'description a;b"c', "description $(id)'", 'access 5000 6', 'mtu `id`']) {
      await assert.rejects(session.run(line), { code: 'line-rejected' }, line);
    }
    await session.run('description $(reboot);a|b&c>d');
    await session.run('commit');
    assert.match(await running(), /^ description \$\(reboot\);a\|b&c>d$/m);
  });

  it('applies nothing at all of a candidate with a mistake', async () => {
    const before = await running();
    await assert.rejects(change(['vlan 77', 'bond 77', 'access 77'], ['commit']), { code: 'line-rejected' });
    await session.run('end');
    assert.equal(await running(), before);
  });

  it('takes a change back by itself when nobody confirms it, though the session is gone', async () => {
    const before = await running();
    await change(['vlan 88', 'name tl:late'], ['commit confirm-within 3']);
    await session.close();
    session = await open();
    assert.match(await running(), /^vlan 88$/m);
    assert.equal((await waitingChanges()).length, 1);
    await delay(5_000);
    assert.equal(await running(), before);
    assert.deepEqual(await waitingChanges(), []);
  });

  it('takes an unconfirmed change back after a loss of power, and keeps a confirmed one with its flows', async () => {
    await session.run(driver.change.save);
    await change(['vlan 89', 'name tl:kept'], ['commit confirm-within 600']);
    const [waiting] = await waitingChanges();
    for (const line of driver.change.selfReverting?.confirm(waiting?.name ?? '') ?? [])
      await session.run(line);
    const before = await running();
    const flows = async () =>
      (await onSwitch('ovs-ofctl', '-O', 'OpenFlow15', '--no-stats', 'dump-flows', 'mlag0')).split('\n')
        .length;
    const flowsBefore = await flows();
    await change(['no vlan 89'], ['commit confirm-within 600']);
    await session.close();
    await site.lab.setPower('sw1', false);
    await site.lab.setPower('sw1', true);
    session = await open();
    assert.equal(await running(), before);
    assert.equal(await flows(), flowsBefore);
  });

  it('does nothing by halves when the forwarding process does not answer', async () => {
    const before = await running();
    await onSwitch('bash', '-c', 'kill -STOP $(cat /run/openvswitch/ovs-vswitchd.pid)');
    await assert.rejects(change(['vlan 90', 'name tl:never'], ['commit']), { code: 'line-rejected' });
    await onSwitch('bash', '-c', 'kill -CONT $(cat /run/openvswitch/ovs-vswitchd.pid)');
    await session.close();
    session = await open();
    assert.equal(await running(), before);
  });
});
