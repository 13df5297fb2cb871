import assert from 'node:assert/strict';
import { identity } from '../../../src/drivers/cisco-nxos/identity.ts';
import { interfaceStatus } from '../../../src/drivers/cisco-nxos/observe/interface-status.ts';
import { lldpNeighbors } from '../../../src/drivers/cisco-nxos/observe/lldp-neighbors.ts';
import { macAddressTable } from '../../../src/drivers/cisco-nxos/observe/mac-address-table.ts';
import { pairStatus } from '../../../src/drivers/cisco-nxos/observe/pair-status.ts';
import { portChannelSummary } from '../../../src/drivers/cisco-nxos/observe/port-channel-summary.ts';
import { vlanBrief } from '../../../src/drivers/cisco-nxos/observe/vlan-brief.ts';
import { capturesOf } from '../captures.ts';
import { itDoesNotGuess } from '../unreadable.ts';

const { capture, parsedSample } = capturesOf('cisco_nxos');

/** `Eth1/5` and `Et3/1/1` as the configuration writes them. */
const longName = (short: unknown) => String(short).replace(/^Eth?(?=\d)/, 'Ethernet');

/** `5087.89a1.d8d6` with colons. */
const colons = (mac: unknown) =>
  String(mac)
    .replaceAll('.', '')
    .replaceAll(/(..)(?=.)/g, '$1:');

describe('what Cisco NX-OS shows, read from real output', () => {
  for (const number of ['', '1', '2']) {
    it(`reads the state of every port of interface_status${number}`, function () {
      const path = `show_interface_status/cisco_nxos_show_interface_status${number}`;
      const { ports } = interfaceStatus.read(capture(this, `${path}.raw`));
      const states = new Map([
        ['connected', 'up'],
        ['notconnec', 'no-carrier'],
        ['xcvrAbsen', 'no-carrier'],
        ['disabled', 'shut'],
      ]);
      const expected = parsedSample(this, `${path}.yml`)
        .filter((row) => /^(?:Eth|mgmt)/.test(String(row['port'])))
        .map((row) => [longName(row['port']), { state: states.get(String(row['status'])) }]);
      assert.ok(expected.length > 8);
      assert.deepEqual([...(ports ?? [])], expected);
    });
  }

  it('reads every port-channel and its members, those on continued rows included', function () {
    const path = 'show_port-channel_summary/cisco_nxos_show_port-channel_summary';
    const { portChannels } = portChannelSummary.read(capture(this, `${path}.raw`));
    const rows = parsedSample(this, `${path}.yml`);
    assert.equal(portChannels?.size, rows.length);
    for (const row of rows) {
      const bundle = portChannels.get(Number(String(row['bundle_name']).slice(2)));
      assert.equal(bundle?.isUp, row['bundle_status'] === 'U', String(row['bundle_name']));
      const flags = row['member_interface_status'] as string[];
      const members = (row['member_interface'] as string[]).map((name, i) => [
        longName(name),
        flags[i]?.includes('P') === true ? 'bundled' : 'suspended',
      ]);
      assert.deepEqual([...bundle.members], members);
    }
  });

  it('reads the state of a healthy pair and its bonds', function () {
    const { pair, mlags } = pairStatus.read(capture(this, 'show_vpc/suzieq_nxos_leaf01.json'));
    assert.deepEqual(pair, {
      isActive: true,
      peerLinkUp: true,
      keepaliveUp: true,
      inconsistencies: [],
      role: 'primary',
    });
    assert.deepEqual(
      mlags,
      new Map([
        [3, 'full'],
        [4, 'full'],
      ]),
    );
  });

  it('reads JSON that was broken where the terminal ends', function () {
    const text = capture(this, 'show_vpc/suzieq_nxos_leaf01.json');
    const broken = text.replaceAll(/.{100}/g, '$&\r\n');
    assert.ok(broken.split('\n').length > 10);
    assert.deepEqual(pairStatus.read(broken), pairStatus.read(text));
  });

  it('reads the state of a pair whose peer is gone, and takes what was not compared for no difference', function () {
    const path = 'show_vpc/cisco_nxos_show_vpc';
    const { pair, mlags } = pairStatus.read(capture(this, `${path}.raw`));
    const links = parsedSample(this, `${path}.yml`).map((row) => row['status']);
    assert.deepEqual(links, ['down', 'up']);
    assert.deepEqual(pair, { isActive: false, peerLinkUp: true, keepaliveUp: false, inconsistencies: [] });
    assert.equal(mlags?.size, 0);
  });

  it('reads every VLAN of the table, and no port or type for one', function () {
    const path = 'show_vlan/cisco_nxos_show_vlan';
    const { vlans } = vlanBrief.read(capture(this, `${path}.raw`));
    const expected = parsedSample(this, `${path}.yml`).map((row) => [
      Number(row['vlan_id']),
      { name: row['vlan_name'], isActive: row['status'] === 'active' },
    ]);
    assert.deepEqual([...(vlans ?? [])], expected);
  });

  it('reads every VLAN of the JSON', function () {
    const { vlans } = vlanBrief.read(capture(this, 'show_vlan_brief/suzieq_nxos_leaf01.json'));
    assert.deepEqual(
      [...(vlans ?? [])].map(([id, { name, isActive }]) => [id, name, isActive]),
      [
        [1, 'default', true],
        [10, 'VLAN0010', true],
        [30, 'VLAN0030', true],
        [999, 'VLAN0999', true],
      ],
    );
  });

  it('reads who is heard on which port', function () {
    const path = 'show_lldp_neighbors_detail/cisco_nxos_show_lldp_neighbors_detail';
    const { neighbours } = lldpNeighbors.read(capture(this, `${path}.raw`));
    const expected = parsedSample(this, `${path}.yml`).map((row) => [
      longName(row['local_interface']),
      [
        {
          device: row['neighbor_name'],
          port: row['neighbor_interface'],
          chassisId: colons(row['chassis_id']),
        },
      ],
    ]);
    assert.deepEqual([...(neighbours ?? [])], expected);
  });

  it('reads learnt MAC addresses and leaves out the static ones', function () {
    const { macs } = macAddressTable.read(capture(this, 'show_mac_address-table/suzieq_nxos_leaf01.json'));
    assert.deepEqual(macs, [
      { mac: '32:bb:c5:b5:3a:20', vlan: 10, port: 'port-channel3' },
      { mac: '0a:b5:b6:22:53:72', vlan: 30, port: 'nve1(10.0.0.134)' },
      { mac: 'da:bf:63:c6:2f:0a', vlan: 30, port: 'port-channel4' },
    ]);
  });

  it('reads every row of the table of MAC addresses, all of them static in this one', function () {
    const path = 'show_mac_address-table/cisco_nxos_show_mac_address-table';
    const text = capture(this, `${path}.raw`);
    assert.deepEqual(macAddressTable.read(text).macs, []);
    const expected = parsedSample(this, `${path}.yml`).map((row) => colons(row['mac_address']));
    const learnt = macAddressTable.read(text.replaceAll('static ', 'dynamic')).macs ?? [];
    assert.deepEqual(
      learnt.map(({ mac }) => mac),
      expected,
    );
  });

  it('reads hostname, model and version from the JSON', function () {
    assert.deepEqual(identity.read([capture(this, 'show_version/suzieq_nxos_leaf01.json')]), {
      hostname: 'leaf01',
      model: 'Nexus9000 C9300v',
      version: '9.3(4)',
      isExpectedSystem: true,
    });
  });

  for (const [number, isExpectedSystem, why] of [
    ['', true, 'a Nexus 9000'],
    ['1', false, 'a leaf of an ACI fabric'],
    ['2', false, 'a Nexus 5500, whose defaults differ'],
    ['3', false, 'a Nexus 5500, whose defaults differ'],
  ] as const) {
    it(`reads hostname, model and version from the text of version${number}: ${why}`, function () {
      const path = `show_version/cisco_nxos_show_version${number}`;
      const found = identity.read([capture(this, `${path}.raw`)]);
      const [expected] = parsedSample(this, `${path}.yml`);
      assert.equal(found.hostname, expected?.['hostname']);
      assert.ok(found.model.endsWith(String(expected?.['platform'])), found.model);
      assert.equal(found.version, expected?.['os']);
      assert.equal(found.isExpectedSystem, isExpectedSystem);
    });
  }
});

describe('what Cisco NX-OS shows', () => {
  const summary = (rows: string) =>
    portChannelSummary.read(
      [
        'Flags:  D - Down        P - Up in port-channel (members)',
        '        I - Individual  H - Hot-standby (LACP only)',
        '        s - Suspended   r - Module-removed',
        '--------------------------------------------------------------------------------',
        'Group Port-       Type     Protocol  Member Ports',
        '      Channel',
        '--------------------------------------------------------------------------------',
        rows,
      ].join('\n'),
    ).portChannels;

  it('tells members that forward by LACP, by themselves, waiting and without carrier', () => {
    const bundles = summary(
      [
        '11    Po11(SU)    Eth      LACP      Eth1/1(P)    Eth1/2(s)    Eth1/3(D)',
        '                                     Eth1/4(H)',
        '12    Po12(SD)    Eth      LACP      Eth1/5(I)',
        '13    Po13(SU)    Eth      NONE      Eth1/6(P)',
        '14    Po14(SD)    Eth      NONE      --',
        '15    Po15(SU)    Eth      LACP      Eth1/7(p)    Eth1/8(r)',
      ].join('\n'),
    );
    assert.deepEqual(
      [...(bundles ?? [])].map(([id, { isUp, members }]) => [id, isUp, ...members.values()]),
      [
        [11, true, 'bundled', 'waiting', 'down', 'waiting'],
        [12, false, 'fallback'],
        [13, true, 'bundled'],
        [14, false],
        [15, true, 'fallback', 'down'],
      ],
    );
  });

  it('shows no port-channel where none is configured', () => {
    assert.equal(summary('')?.size, 0);
  });

  const healthy = [
    'Legend:',
    '                (*) - local vPC is down, forwarding via vPC peer-link',
    '',
    'vPC domain id                     : 101',
    'Peer status                       : peer adjacency formed ok',
    'vPC keep-alive status             : peer is alive',
    'Configuration consistency status  : success',
    'Per-vlan consistency status       : success',
    'Type-2 consistency status         : success',
    'vPC role                          : primary, operational secondary',
    'Number of vPCs configured         : 3',
    '',
    'vPC Peer-link status',
    '---------------------------------------------------------------------',
    'id    Port   Status Active vlans',
    '--    ----   ------ -------------------------------------------------',
    '1     Po1000 up     10,20-21',
    '',
    'vPC status',
    '----------------------------------------------------------------------------',
    'Id    Port          Status Consistency Reason                Active vlans',
    '--    ------------  ------ ----------- ------                ---------------',
    '11    Po11          up     success     success               10,20-21',
    '12    Po12          down*  success     success               -',
    '13    Po13          down   failed      vPC type-1            -',
    '                                       configuration',
    '',
  ].join('\n');

  it('reads the same from the text of a pair as from its JSON', () => {
    const json = JSON.stringify({
      'vpc-domain-id': '101',
      'vpc-peer-status': 'peer-ok',
      'vpc-peer-keepalive-status': 'peer-alive',
      'vpc-peer-consistency': 'consistent',
      'vpc-role': 'primary, operational secondary',
      // One row is an object, several are a list.
      TABLE_peerlink: { ROW_peerlink: { 'peer-link-port-state': 'Up' } },
      TABLE_vpc: {
        ROW_vpc: [
          { 'vpc-id': 11, 'vpc-port-state': 'Up', 'vpc-consistency': 'consistent' },
          { 'vpc-id': '12', 'vpc-port-state': 0, 'vpc-thru-peerlink': 1, 'vpc-consistency': 'consistent' },
          {
            'vpc-id': '13',
            'vpc-port-state': '0',
            'vpc-consistency': 'inconsistent',
            'vpc-consistency-status': 'vPC type-1',
          },
        ],
      },
    });
    const fromText = pairStatus.read(healthy);
    assert.deepEqual(fromText.mlags, pairStatus.read(json).mlags);
    assert.deepEqual(
      [...(fromText.mlags ?? [])],
      [
        [11, 'full'],
        [12, 'partial'],
        [13, 'disabled'],
      ],
    );
    assert.deepEqual(pairStatus.read(json).pair, {
      isActive: true,
      peerLinkUp: true,
      keepaliveUp: true,
      inconsistencies: ['bond 13: vPC type-1'],
      role: 'secondary',
    });
    assert.deepEqual(
      { ...fromText.pair, inconsistencies: [] },
      { ...pairStatus.read(json).pair, inconsistencies: [] },
    );
  });

  it('tells in the switch’s own words what the members disagree in', () => {
    const output = healthy.replace(
      'Configuration consistency status  : success',
      'Configuration consistency status  : failed\nConfiguration inconsistency reason: STP mode inconsistent',
    );
    assert.equal(pairStatus.read(output).pair?.inconsistencies?.[0], 'type-1: STP mode inconsistent');
  });

  it('shows no pair where none is configured', () => {
    assert.deepEqual(pairStatus.read('vPC domain id                     : Not configured\n'), {});
    assert.deepEqual(
      pairStatus.read('{"vpc-domain-id":"not-configured","vpc-peer-status":"peer-not-configured"}'),
      {},
    );
  });

  it('has nothing to show where a feature is off', () => {
    assert.equal(pairStatus.mayBeRefused, true);
    assert.equal(lldpNeighbors.mayBeRefused, true);
  });

  it('hears nobody where nobody speaks', () => {
    assert.equal(lldpNeighbors.read('Total entries displayed: 0\n').neighbours?.size, 0);
  });

  it('reads a neighbour that announces no name', () => {
    const output = [
      'Chassis id: 5254.0000.0001',
      'Port id: 5254.0000.0001',
      'Local Port id: Eth1/1',
      'System Name: null',
      'Total entries displayed: 1',
    ].join('\n');
    assert.deepEqual(lldpNeighbors.read(output).neighbours?.get('Ethernet1/1'), [
      { device: '', port: '52:54:00:00:00:01', chassisId: '52:54:00:00:00:01' },
    ]);
  });

  it('counts a port that its port-channel keeps out as one with a carrier', () => {
    const output = 'Port          Name               Status    Vlan      Duplex  Speed   Type\n';
    const { ports } = interfaceStatus.read(
      `${output}Eth1/1        two words          suspnd    trunk     full    10G     10Gbase-SR\n` +
        'Eth1/2        connected 1 full   err-disab trunk     auto    auto    10Gbase-SR\n',
    );
    assert.deepEqual(
      [...(ports ?? [])],
      [
        ['Ethernet1/1', { state: 'up' }],
        ['Ethernet1/2', { state: 'error-disabled' }],
      ],
    );
  });

  it('tells another operating system from its own', () => {
    const answer = identity.read(['Arista DCS-7050\nSoftware image version: 4.23.5M\n']);
    assert.equal(answer.isExpectedSystem, false);
    assert.equal(answer.model, 'Arista DCS-7050');
    assert.equal(identity.read(['{"host_name": "x"}']).isExpectedSystem, false);
  });

  itDoesNotGuess([
    ['interface status, no table', () => interfaceStatus.read("% Invalid command at '^' marker.")],
    [
      'interface status, unknown state',
      () => interfaceStatus.read('Port  Name  Status  Vlan\nEth1/1  --  sleeping  1  full  10G  --\n'),
    ],
    [
      'interface status, unknown port',
      () => interfaceStatus.read('Port  Name  Status  Vlan\nXy1/1  --  connected  1  full  10G  --\n'),
    ],
    ['port-channel summary, no table', () => portChannelSummary.read('')],
    ['port-channel summary, member before any port-channel', () => summary('   Eth1/1(P)')],
    ['port-channel summary, unknown flag', () => summary('1  Po1(SU)  Eth  LACP  Eth1/1(Z)')],
    ['port-channel summary, unknown row', () => summary('1  Po1(SU)  Eth  LACP  Eth1/1(P)\n  what is this')],
    ['pair, text of another kind', () => pairStatus.read('the feature is off')],
    ['pair, no domain', () => pairStatus.read('{}')],
    [
      'pair, a bond without a number',
      () => pairStatus.read('{"vpc-domain-id":"1","vpc-peer-status":"peer-ok","TABLE_vpc":{"ROW_vpc":{}}}'),
    ],
    ['VLANs, none', () => vlanBrief.read('{}')],
    [
      'VLANs, no name',
      () => vlanBrief.read('{"TABLE_vlanbriefxbrief":{"ROW_vlanbriefxbrief":{"vlanshowbr-vlanid":1}}}'),
    ],
    ['VLANs, another table', () => vlanBrief.read('Port Name\n')],
    ['LLDP neighbours, nothing', () => lldpNeighbors.read('')],
    [
      'LLDP neighbours, no local port',
      () => lldpNeighbors.read('Chassis id: a\nTotal entries displayed: 1\n'),
    ],
    ['MAC addresses, text of another kind', () => macAddressTable.read('what is this')],
    ['MAC addresses, no VLAN', () => macAddressTable.read('{"TABLE_mac_address":{"ROW_mac_address":{}}}')],
    ['version, nothing', () => identity.read([''])],
  ]);
});
