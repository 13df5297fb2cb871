import assert from 'node:assert/strict';
import { identity } from '../../../src/drivers/dell-os10/identity.ts';
import { interfaceStatus } from '../../../src/drivers/dell-os10/observe/interface-status.ts';
import { lldpNeighbors } from '../../../src/drivers/dell-os10/observe/lldp-neighbors.ts';
import { macAddressTable } from '../../../src/drivers/dell-os10/observe/mac-address-table.ts';
import { portChannelSummary } from '../../../src/drivers/dell-os10/observe/port-channel-summary.ts';
import { vlanTable } from '../../../src/drivers/dell-os10/observe/vlan-table.ts';
import { vltBackup } from '../../../src/drivers/dell-os10/observe/vlt-backup.ts';
import { vltDomain } from '../../../src/drivers/dell-os10/observe/vlt-domain.ts';
import { vltMismatch } from '../../../src/drivers/dell-os10/observe/vlt-mismatch.ts';
import { vltPorts } from '../../../src/drivers/dell-os10/observe/vlt-ports.ts';
import { rules } from '../../../src/drivers/dell-os10/rules.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { capturesOf } from '../captures.ts';
import { isUnreadable } from '../unreadable.ts';

const { capture } = capturesOf('dell_os10');

describe('what Dell OS10 shows, read from real output', () => {
  it('tells who answers', function () {
    assert.deepEqual(identity.read([capture(this, 'show_version_xml/napalm_dellos10.xml')]), {
      hostname: 'OS10',
      model: 'S6000-VM',
      version: '10.3.9999E',
      isExpectedSystem: true,
    });
  });

  it('tells whom every port hears, with ids out of base 64', function () {
    const { neighbours } = lldpNeighbors.read(capture(this, 'show_lldp_neighbors_xml/napalm_dellos10.xml'));
    assert.equal(neighbours?.size, 33);
    assert.deepEqual(neighbours.get('ethernet1/1/1'), []);
    const heard = neighbours.get('mgmt1/1/1') ?? [];
    // Worked out from the capture by hand: AFBWvpIs is 00 50 56 be 92 2c.
    assert.deepEqual(heard[0], { device: 'devops', port: 'mgmt1/1/1', chassisId: '00:50:56:be:92:2c' });
    assert.ok(
      heard.some(({ device, port }) => device === 'swlab1-maa-tor-J7' && port === 'TenGigabitEthernet 0/3'),
    );
    // A neighbour may name its port by a MAC address.
    assert.ok(heard.some(({ device, port }) => device === 'OPX' && port === '00:50:56:be:cb:c0'));
  });
});

describe('what Dell OS10 shows, read from text in the shape of public notes', () => {
  it('tells ports apart that are up, without a carrier or shut', () => {
    const table = [
      '-----------------------------------------------------------------------------',
      'Port            Description     Status   Speed    Duplex   Mode Vlan Tagged-Vlans',
      '-----------------------------------------------------------------------------',
      'Eth 1/1/1       srv-17 nic0     up       25G      full     A    20   -',
      'Eth 1/1/2                       down     0        full     T    10   20-21',
      'Eth 1/1/3:1                     down     0        full     A    1    -',
      '-----------------------------------------------------------------------------',
    ].join('\n');
    const running = parseConfig('interface ethernet1/1/3:1\n shutdown\n', rules);
    assert.deepEqual(
      [...(interfaceStatus.read(table, running).ports ?? [])],
      [
        ['ethernet1/1/1', { state: 'up' }],
        ['ethernet1/1/2', { state: 'no-carrier' }],
        ['ethernet1/1/3:1', { state: 'shut' }],
      ],
    );
  });

  it('tells what every member of a port-channel does, on continued rows as well', () => {
    const table = [
      'Flags:  D - Down    I - member up but inactive    P - member up and active',
      '        U - Up (port-channel)    F - Fallback Activated    IND - LACP Individual',
      '--------------------------------------------------------------------------------',
      'Group Port-Channel           Type     Protocol  Member Ports',
      '--------------------------------------------------------------------------------',
      '11   port-channel11   (U)     Eth      DYNAMIC   1/1/1(P) 1/1/2(I)',
      '                                                 1/1/3:1(D) 1/1/4(IND)',
      '12   port-channel12   (UF)    Eth      DYNAMIC   1/1/5(P)',
      '13   port-channel13   (U)     Eth      DYNAMIC   1/1/6(F)',
      '14   port-channel14   (D)     Eth      STATIC',
      '1000 port-channel1000 (U)     Eth      STATIC    1/1/53(P) 1/1/54(P)',
      '',
    ].join('\n');
    const { portChannels } = portChannelSummary.read(table);
    const seen = [...(portChannels ?? [])].map(([id, { isUp, members }]) => [
      id,
      isUp,
      Object.fromEntries(members),
    ]);
    assert.deepEqual(seen, [
      [
        11,
        true,
        {
          'ethernet1/1/1': 'bundled',
          'ethernet1/1/2': 'waiting',
          'ethernet1/1/3:1': 'down',
          'ethernet1/1/4': 'waiting',
        },
      ],
      [12, true, { 'ethernet1/1/5': 'fallback' }],
      [13, true, { 'ethernet1/1/6': 'fallback' }],
      [14, false, {}],
      [1000, true, { 'ethernet1/1/53': 'bundled', 'ethernet1/1/54': 'bundled' }],
    ]);
  });

  it('tells VLANs by their descriptions, whatever is attached to them', () => {
    const table = [
      'Codes: * - Default VLAN, M - Management VLAN, R - Remote Port Mirroring VLANs,',
      '       @ - Attached to Virtual Network, P - Primary, C - Community, I - Isolated',
      'Q: A - Access (Untagged), T - Tagged',
      '    NUM    Status    Description                     Q Ports',
      '*   1      Active                                    A Eth1/1/1-1/1/9',
      '    10     Active    tl:provisioning                 A Po11',
      '                                                     T Eth1/1/12',
      '    20     Inactive  tenant A app                    T Po11',
      '    21     Inactive  tl:storage-a',
    ].join('\n');
    assert.deepEqual(
      [...(vlanTable.read(table).vlans ?? [])].map(([id, { name, isActive }]) => [id, name, isActive]),
      [
        [1, '', true],
        [10, 'tl:provisioning', true],
        [20, 'tenant A app', true],
        [21, 'tl:storage-a', true],
      ],
    );
  });

  it('tells which MAC addresses were learnt where', () => {
    const table = [
      'VlanId  Mac Address         Type     Interface',
      '20      90:B1:1C:F4:A6:8F   dynamic  ethernet1/1/3',
      '20      90:b1:1c:f4:a6:90   static   ethernet1/1/4',
      '10      90:b1:1c:f4:a6:91   dynamic  port-channel11',
    ].join('\n');
    assert.deepEqual(macAddressTable.read(table).macs, [
      { mac: '90:b1:1c:f4:a6:8f', vlan: 20, port: 'ethernet1/1/3' },
      { mac: '90:b1:1c:f4:a6:91', vlan: 10, port: 'port-channel11' },
    ]);
  });

  const domain = (link: string, peer: string) =>
    [
      'Domain ID                              : 101',
      'Unit ID                                : 2',
      'Role                                   : secondary',
      'VLT MAC address                        : 02:00:00:00:01:01',
      'Delay-Restore timer                    : 90 seconds',
      'Peer-Routing                           : Enabled',
      'VLTi Link Status',
      `    port-channel1000                   : ${link}`,
      'VLT Peer Unit ID    System MAC Address    Status    IP Address             Version',
      `  1                 50:9a:4c:d8:00:01     ${peer}   fda5:74c8:b79e:1::1    3.1`,
    ].join('\r\n');

  it('tells a healthy pair with its role and its system MAC', () => {
    assert.deepEqual(vltDomain.read(domain('up', 'up  ')).pair, {
      isActive: true,
      peerLinkUp: true,
      inconsistencies: [],
      role: 'secondary',
      systemMac: '02:00:00:00:01:01',
    });
  });

  it('tells no role of a pair that is not active', () => {
    const apart = { isActive: false, inconsistencies: [] };
    assert.deepEqual(vltDomain.read(domain('up', 'down')).pair, { ...apart, peerLinkUp: true });
    assert.deepEqual(vltDomain.read(domain('down', 'up  ')).pair, { ...apart, peerLinkUp: false });
  });

  it('tells whether the members see each other over the backup link', () => {
    const link = (state: string) =>
      `VLT Backup Link\n------------------------\nDestination : 192.0.2.12\nPeer Heartbeat status : ${state}\nHeartbeat interval : 30\n`;
    assert.deepEqual(vltBackup.read(link('Up')), { pair: { keepaliveUp: true } });
    assert.deepEqual(vltBackup.read(link('Down')), { pair: { keepaliveUp: false } });
    assert.deepEqual(vltBackup.read(''), {});
  });

  it('tells in what the members differ, but for what one of them may have alone', () => {
    const text = [
      'Peer-routing mismatch:',
      'VLT Unit ID     Peer-routing',
      '-----------------------------------',
      '* 1             Enabled',
      '  2             Disabled',
      '',
      'VLAN mismatch:',
      '* 1             30',
      '  2             -',
      '',
      'VLT MAC mismatch:',
      'No mismatch',
      '',
      'VLT port-channel mismatch:',
      'VLT ID : 11',
      'VLT Unit ID     Mismatch VLAN List',
      '* 1             20',
      '  2             -',
      'VLT ID : 12',
      '* 1             port-channel12',
      '  2             -',
    ].join('\n');
    assert.deepEqual(vltMismatch.read(text).pair?.inconsistencies, [
      'Peer-routing mismatch: Enabled and Disabled',
      'VLT port-channel mismatch of 11: 20 and -',
    ]);
    assert.deepEqual(vltMismatch.read('').pair?.inconsistencies, []);
  });

  it('tells on which members a port-channel of the pair is up', () => {
    const detail = [
      'vlt-port-channel ID : 11',
      'VLT Unit ID    Port-Channel      Status    Configured ports    Active ports',
      '-----------------------------------------------------------------------------',
      '* 1            port-channel11    up        1                   1',
      '  2            port-channel11    up        1                   1',
      'vlt-port-channel ID : 12',
      '* 1            port-channel12    up        1                   1',
      '  2            port-channel12    down      1                   0',
      'vlt-port-channel ID : 13',
      '* 1            port-channel13    down      1                   0',
      'vlt-port-channel ID : 14',
      '* 1            port-channel14    up        1                   1',
    ].join('\n');
    assert.deepEqual(
      [...(vltPorts.read(detail).mlags ?? [])],
      [
        [11, 'full'],
        [12, 'partial'],
        [13, 'inactive'],
        [14, 'partial'],
      ],
    );
  });

  it('does not take unreadable output for an empty switch', () => {
    for (const output of ['', '% Error: Unrecognized command.', 'Group\n1 2 3']) {
      for (const observation of [
        interfaceStatus,
        lldpNeighbors,
        macAddressTable,
        portChannelSummary,
        vlanTable,
        vltDomain,
      ]) {
        assert.throws(() => observation.read(output), isUnreadable, output);
      }
      assert.throws(() => identity.read([output]), isUnreadable, output);
    }
  });

  it('does not take another system for OS10', () => {
    const reply = '<rpc-reply><hostname>sw1</hostname><sw-name>OS9</sw-name></rpc-reply>';
    assert.equal(identity.read([reply]).isExpectedSystem, false);
  });
});
