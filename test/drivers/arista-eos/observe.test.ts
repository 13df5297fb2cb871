import assert from 'node:assert/strict';
import { identity } from '../../../src/drivers/arista-eos/identity.ts';
import { interfacesStatus } from '../../../src/drivers/arista-eos/observe/interfaces-status.ts';
import { lldpNeighbors } from '../../../src/drivers/arista-eos/observe/lldp-neighbors.ts';
import { macAddressTable } from '../../../src/drivers/arista-eos/observe/mac-address-table.ts';
import { mlagDetail } from '../../../src/drivers/arista-eos/observe/mlag-detail.ts';
import { mlagInterfaces } from '../../../src/drivers/arista-eos/observe/mlag-interfaces.ts';
import { portChannelSummary } from '../../../src/drivers/arista-eos/observe/port-channel-summary.ts';
import { vlanBrief } from '../../../src/drivers/arista-eos/observe/vlan-brief.ts';
import { capturesOf } from '../captures.ts';
import { itDoesNotGuess } from '../unreadable.ts';

const { capture, parsedSample } = capturesOf('arista_eos');

/** `Et5` and `Po105` as other projects write them. */
const longName = (short: string) => short.replace(/^Et/, 'Ethernet').replace(/^Ma/, 'Management');

describe('what Arista EOS shows, read from real output', () => {
  for (const name of ['', '_encap']) {
    it(`reads the state of every port of interfaces_status${name}`, function () {
      const path = `show_interfaces_status/arista_eos_show_interfaces_status${name}`;
      const { ports } = interfacesStatus.read(capture(this, `${path}.raw`));
      const states = new Map([
        ['connected', 'up'],
        ['notconnect', 'no-carrier'],
        ['inactive', 'no-carrier'],
        ['disabled', 'shut'],
        ['errdisabled', 'error-disabled'],
      ]);
      const expected = parsedSample(this, `${path}.yml`).map((row) => [
        longName(String(row['port'])),
        { state: states.get(String(row['status'])) },
      ]);
      assert.deepEqual([...(ports ?? [])], expected);
    });
  }

  it('reads every port-channel and its members, those on continued rows included', function () {
    const path = 'show_port-channel_summary/arista_eos_show_port-channel_summary';
    const { portChannels } = portChannelSummary.read(capture(this, `${path}.raw`));
    const rows = parsedSample(this, `${path}.yml`);
    assert.equal(portChannels?.size, rows.length);
    for (const row of rows) {
      const bundle = portChannels.get(Number(String(row['bundle_name']).slice(2)));
      assert.equal(bundle?.isUp, row['bundle_status'] === 'U', String(row['bundle_name']));
      const flags = row['member_interface_status'] as string[];
      const members = (row['member_interface'] as string[]).map((name, i) => [
        longName(name),
        flags[i] === 'D' ? 'down' : 'bundled',
      ]);
      assert.deepEqual([...bundle.members], members);
    }
  });

  it('reads the state of a healthy pair', function () {
    const { pair } = mlagDetail.read(capture(this, 'show_mlag_detail/suzieq_eos_leaf01.json'));
    assert.deepEqual(pair, {
      isActive: true,
      peerLinkUp: true,
      inconsistencies: [],
      role: 'secondary',
      systemMac: '46:38:39:99:c7:9e',
    });
  });

  it('reads every multi-chassis port-channel', function () {
    const { mlags } = mlagInterfaces.read(capture(this, 'show_mlag_interfaces/suzieq_eos_leaf01.json'));
    assert.deepEqual(
      mlags,
      new Map([
        [4, 'full'],
        [3, 'full'],
      ]),
    );
  });

  it('reads every VLAN with its name', function () {
    const { vlans } = vlanBrief.read(capture(this, 'show_vlan_brief/suzieq_eos_leaf01.json'));
    assert.deepEqual([...(vlans ?? [])].map(([id, { name, isActive }]) => [id, name, isActive]).toSorted(), [
      [1, 'default', true],
      [10, 'VLAN0010', true],
      [1006, 'VLAN1006', true],
      [30, 'VLAN0030', true],
      [4094, 'VLAN4094', true],
    ]);
  });

  it('reads who is heard on which port, and on which nobody is', function () {
    const { neighbours } = lldpNeighbors.read(
      capture(this, 'show_lldp_neighbors_detail/suzieq_eos_leaf01.json'),
    );
    assert.deepEqual(neighbours?.get('Ethernet2'), [
      { device: 'spine02', port: 'Ethernet1', chassisId: '44:38:39:fa:78:46' },
    ]);
    assert.deepEqual(neighbours.get('Ethernet6')?.[0]?.device, 'leaf02');
    assert.deepEqual(neighbours.get('Management1'), []);
  });

  it('reads learnt MAC addresses and leaves out the static ones', function () {
    const { macs } = macAddressTable.read(
      capture(this, 'show_mac-address-table_unicast/suzieq_eos_leaf01.json'),
    );
    assert.equal(macs?.length, 7);
    assert.deepEqual(macs[0], { mac: '66:49:0d:d4:d8:63', vlan: 10, port: 'Port-Channel3' });
  });

  it('reads hostname, model and version', function () {
    // The first line of the capture is prompt and echo, which the session takes out.
    const hostname = capture(this, 'show_hostname/arista_eos_show_hostname.raw').replace(/^.*\n/, '');
    const version = capture(this, 'show_version/suzieq_eos_leaf01.json');
    assert.deepEqual(identity.read([hostname, version]), {
      hostname: 'spine1',
      model: 'vEOS',
      version: '4.23.5M',
      isExpectedSystem: true,
    });
  });

  for (const name of ['', '2']) {
    it(`reads model and version from the text of version${name}`, function () {
      const path = `show_version/arista_eos_show_version${name}`;
      const found = identity.read(['Hostname: sw1', capture(this, `${path}.raw`)]);
      const [expected] = parsedSample(this, `${path}.yml`);
      assert.equal(found.model, expected?.['model']);
      assert.equal(found.version, expected?.['image']);
      assert.equal(found.isExpectedSystem, true);
    });
  }
});

describe('what Arista EOS shows', () => {
  const summary = (rows: string) =>
    portChannelSummary.read(`   Port-Channel       Protocol     Ports\n----- ----- -----\n${rows}`)
      .portChannels;

  it('tells members that forward by LACP, in fallback, waiting, kept out and without carrier', () => {
    const bundles = summary(
      [
        '   Po31(U)            LACP(a)      Et1(PG+) Et2(sG-) Et3(w) Et4(I) Et5(D)',
        '   Po32(U)            LACP(aF*)    Et6(PG)',
        '   Po33(U)            LACP(aF*)    Et7(PG+)',
        '   Po34(D)            LACP(aF*)    Et8(D)',
        '   Po35(U)            LACP(aF^)    Et9(I)',
        '   Po36(U)            Static       Et10(P)',
      ].join('\n'),
    );
    const states = [...(bundles ?? [])].map(([id, { members }]) => [id, ...members.values()]);
    assert.deepEqual(states, [
      [31, 'bundled', 'suspended', 'waiting', 'waiting', 'down'],
      [32, 'fallback'],
      [33, 'bundled'],
      [34, 'down'],
      [35, 'fallback'],
      [36, 'bundled'],
    ]);
  });

  it('shows no port-channel where none is configured', () => {
    assert.equal(summary('')?.size, 0);
  });

  it('shows no pair where none is configured', () => {
    assert.deepEqual(mlagDetail.read('{"state": "disabled"}'), {});
  });

  it('shows an unhealthy pair with the switch’s own words', () => {
    const output = JSON.stringify({
      state: 'active',
      negStatus: 'connected',
      peerLinkStatus: 'lowerlayerdown',
      configSanity: 'inconsistent',
      systemId: '00:00:00:00:00:00',
      dualPrimaryDetectionState: 'configured',
      detail: { mlagState: 'primary', udpHeartbeatAlive: false },
    });
    assert.deepEqual(mlagDetail.read(output).pair, {
      isActive: true,
      peerLinkUp: false,
      keepaliveUp: false,
      inconsistencies: ['configuration sanity: inconsistent'],
      role: 'primary',
    });
  });

  it('tells another operating system from its own', () => {
    const answer = identity.read(['Hostname: x', 'Cisco Nexus Operating System (NX-OS) Software\n']);
    assert.equal(answer.isExpectedSystem, false);
    assert.equal(identity.read(['Hostname: x', '{"host_name": "x"}']).isExpectedSystem, false);
  });

  it('takes a MAC address entry of an unknown type for a learnt one', () => {
    const output = JSON.stringify({
      unicastTable: {
        tableEntries: [
          { macAddress: '02:00:00:00:00:01', vlanId: 10, interface: 'Ethernet1', entryType: 'odd' },
        ],
      },
    });
    assert.equal(macAddressTable.read(output).macs?.length, 1);
  });

  itDoesNotGuess([
    ['interfaces status, no table', () => interfacesStatus.read('% Invalid input')],
    [
      'interfaces status, unknown state',
      () => interfacesStatus.read('Port  Name  Status     Vlan\nEt1         sleeping   1\n'),
    ],
    [
      'interfaces status, unknown port',
      () => interfacesStatus.read('Port  Name  Status     Vlan\nXy1         connected  1\n'),
    ],
    ['port-channel summary, no table', () => portChannelSummary.read('')],
    ['port-channel summary, member before any port-channel', () => summary('   Et1(PG+)')],
    ['port-channel summary, unknown flag', () => summary('   Po1(U)  LACP(a)  Et1(PZ)')],
    ['port-channel summary, unknown row', () => summary('   Po1(U)  LACP(a)  Et1(P)\n   what is this')],
    ['mlag detail, text', () => mlagDetail.read('MLAG is not configured')],
    ['mlag detail, no state', () => mlagDetail.read('{}')],
    ['mlag interfaces, unknown state', () => mlagInterfaces.read('{"interfaces":{"1":{"status":"odd"}}}')],
    ['vlan brief, no name', () => vlanBrief.read('{"vlans":{"10":{"status":"active"}}}')],
    ['lldp neighbors, no list', () => lldpNeighbors.read('{"lldpNeighbors":{"Ethernet1":{}}}')],
    ['mac address-table, no VLAN', () => macAddressTable.read('{"unicastTable":{"tableEntries":[{}]}}')],
    ['hostname, nothing', () => identity.read(['', '{}'])],
    ['version, nothing', () => identity.read(['Hostname: a', ''])],
  ]);
});
