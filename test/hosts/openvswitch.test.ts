import assert from 'node:assert/strict';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { hostSide } from '../../src/hosts/host-side.ts';
import { openVswitchScript } from '../../src/hosts/openvswitch.ts';
import { hostSite, resolvedSite, scriptOf } from './host-site.ts';

const two = ['switch: sw1, port: Ethernet1', 'switch: sw2, port: Ethernet1'];

/** The parts of the one transaction. */
function transactionOf(script: string): readonly string[] {
  const text = script
    .split('\n')
    .slice(script.split('\n').findIndex((line) => line.startsWith('ovs-vsctl ')));
  const end = text.findIndex((line) => !line.endsWith('\\'));
  return text.slice(0, end + 1).map((line) => line.replace(/ \\$/, '').trim());
}

describe('the script for Open vSwitch', () => {
  it('makes a bond over a pair with LACP and the networks of the server in one transaction', async () => {
    const script = await scriptOf(two, [
      'network: mgmt, tagged: false, lacpRate: fast',
      'network: app, tagged: true, lacpRate: fast, mtu: 4000',
    ]);
    assert.equal(script.match(/^ovs-vsctl /gm)?.length, 1);
    assert.deepEqual(transactionOf(script), [
      'ovs-vsctl --timeout=10 init $surplus',
      '-- --may-exist add-br host0',
      `-- set bridge host0 datapath_type="$host0_datapath" other_config:hwaddr='"52:54:00:00:00:01"' external_ids:twinleaf='"db01"'`,
      '-- set port host0 trunks=0',
      '$host0_bond',
      `-- set port bond0 trunks=0,120 lacp=active other_config:lacp-time=fast bond_mode=balance-tcp external_ids:twinleaf='"bond0"'`,
      '-- remove port bond0 other_config bond-primary',
      '-- set interface "$port0" mtu_request=4000',
      '-- set interface "$port1" mtu_request=4000',
      '-- set interface host0 mtu_request=1500',
      '-- --may-exist add-port host0 host0.120',
      `-- set port host0.120 tag=120 external_ids:twinleaf='"app"'`,
      `-- set interface host0.120 type=internal mac='"52:54:00:00:00:01"' mtu_request=4000`,
    ]);
  });

  it('looks every port up by its MAC before that, in the order of the port index', async () => {
    const script = await scriptOf([...two].reverse(), ['network: mgmt']);
    const lines = script.split('\n');
    const first = lines.indexOf("port0=$(nic 0 52:54:00:00:00:02 sw1/Ethernet1 '')");
    assert.equal(lines[first + 1], "port1=$(nic 1 52:54:00:00:00:01 sw2/Ethernet1 '')");
    assert.ok(first > 0 && first < lines.findIndex((line) => line.startsWith('ovs-vsctl ')));
    assert.ok(script.includes('bonded host0 bond0 "$port0" "$port1"'));
  });

  it('holds the host to the name that the site gives an interface', async () => {
    const script = await scriptOf(['switch: sw1, port: Ethernet1, name: eno1'], ['network: mgmt']);
    assert.match(script, /^port0=\$\(nic 0 \S+ sw1\/Ethernet1 eno1\)$/m);
  });

  const bondOf = (script: string) =>
    transactionOf(script).find((part) => part.startsWith('-- set port bond0 '));

  it('prefers port #0 where one port is active at a time', async () => {
    const backup = await scriptOf(two, ['network: mgmt, redundancy: { mode: active-backup }']);
    assert.match(
      bondOf(backup) ?? '',
      /lacp=off bond_mode=active-backup other_config:bond-primary="\$port0"/,
    );
    const lag = await scriptOf(
      ['switch: sw1, port: Ethernet1/1', 'switch: sw1, port: Ethernet1/2'],
      ['network: mgmt, redundancy: { mode: active-backup, implementation: link-aggregation }'],
      'cisco-nxos',
    );
    assert.match(
      bondOf(lag) ?? '',
      /lacp=active other_config:lacp-time=slow bond_mode=active-backup other_config:bond-primary="\$port0"/,
    );
  });

  it('spreads without LACP where the switches know of no bond', async () => {
    const script = await scriptOf(two, [
      'network: mgmt, redundancy: { mode: active-active, implementation: none }',
    ]);
    assert.match(bondOf(script) ?? '', /lacp=off bond_mode=balance-slb external_ids/);
  });

  it('makes a plain port of a single one, with LACP only where the switch speaks it', async () => {
    const single = transactionOf(await scriptOf(['switch: sw1, port: Ethernet1'], ['network: mgmt']));
    assert.ok(single.includes('-- --may-exist add-port host0 "$port0"'));
    assert.ok(single.some((part) => part.startsWith('-- set port "$port0" trunks=0 lacp=off ')));
    const lag = transactionOf(
      await scriptOf(
        ['switch: sw1, port: Ethernet1'],
        ['network: mgmt, redundancy: { implementation: link-aggregation }'],
      ),
    );
    assert.ok(
      lag.some((part) =>
        part.startsWith('-- set port "$port0" trunks=0 lacp=active other_config:lacp-time=slow '),
      ),
    );
  });

  it('lets untagged frames through only where a network has them', async () => {
    const script = await scriptOf(two, ['network: app, tagged: true', 'network: store, tagged: true']);
    assert.match(bondOf(script) ?? '', /trunks=120,130 /);
  });

  it('makes nothing for a server without a network and takes away what was made before', async () => {
    const script = await scriptOf(['switch: sw1, port: Ethernet1'], []);
    assert.deepEqual(transactionOf(script), ['ovs-vsctl --timeout=10 init $surplus']);
    assert.match(script, /^surplus="\$\(surplus_bridges\)"$/m);
  });

  it('gives no address', async () => {
    const script = await scriptOf(two, ['network: mgmt, providesDefaultRoute: true']);
    assert.doesNotMatch(script, /address add|route add|dhclient/);
  });

  it('is the same text for the same site', async () => {
    const connections = ['network: mgmt', 'network: app, tagged: true'];
    assert.equal(await scriptOf(two, connections), await scriptOf(two, connections));
  });

  it('is refused for a port that nobody could find', async () => {
    const fabric = await resolvedSite(hostSite(two, ['network: mgmt']));
    const side = hostSide(fabric, 'db01');
    const groups = side.groups.map((group) => ({
      ...group,
      ports: group.ports.map(({ index, at }) => ({ index, at })),
    }));
    assert.throws(
      () => openVswitchScript({ ...side, groups }),
      (error) => error instanceof TwinleafError && error.code === 'unsupported-feature',
    );
  });
});
