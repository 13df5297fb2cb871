/** Output in the form of Open vSwitch 3.1.0 and lldpd 1.0.16, as they print it. */
import assert from 'node:assert/strict';
import { lacpStates } from '../../../src/drivers/openvswitch/observe/lacp.ts';
import { neighbours } from '../../../src/drivers/openvswitch/observe/neighbours.ts';
import { state } from '../../../src/drivers/openvswitch/observe/state.ts';
import { mapIn, numbersIn, rowsOf } from '../../../src/drivers/openvswitch/observe/tables.ts';

const lacp = (port: string, states: string, mayEnable: boolean) => `---- ${port} ----
  status: active negotiated
  sys_id: 02:aa:00:00:00:01
  sys_priority: 65535
  aggregation key: 31
  lacp_time: fast

member: ${port}: ${states}
  port_id: 21984
  port_priority: 1000
  may_enable: ${String(mayEnable)}

  actor sys_id: 02:aa:00:00:00:01
  actor state: activity timeout synchronized collecting distributing
`;

describe('what Open vSwitch tells about LACP', () => {
  for (const [states, mayEnable, expected] of [
    ['current attached', true, 'bundled'],
    ['current detached', false, 'suspended'],
    ['defaulted attached', true, 'fallback'],
    ['defaulted detached', false, 'waiting'],
    ['expired attached', false, 'waiting'],
  ] as const) {
    it(`is ${expected} for a member that is ${states} and ${mayEnable ? 'may' : 'may not'} forward`, () => {
      assert.deepEqual([...lacpStates(lacp('swp1', states, mayEnable))], [['swp1', expected]]);
    });
  }

  it('is read of every port, also in the words of releases before 2.16', () => {
    const both =
      lacp('swp1', 'current attached', true) +
      lacp('swp2', 'defaulted detached', false).replace('member:', 'slave:');
    assert.deepEqual([...lacpStates(both).keys()], ['swp1', 'swp2']);
  });
});

describe('what lldpd tells', () => {
  it('is the name, port and chassis of each neighbour', () => {
    const heard = neighbours({
      lldp: [
        {
          interface: [
            {
              name: 'swp1',
              via: 'LLDP',
              chassis: [{ id: [{ type: 'mac', value: '52:54:00:00:01:AA' }], name: [{ value: 'srv1' }] }],
              port: [{ id: [{ type: 'ifname', value: 'nic0' }], descr: [{ value: 'nic0' }] }],
            },
          ],
        },
      ],
    });
    assert.deepEqual(
      [...heard],
      [['swp1', [{ device: 'srv1', port: 'nic0', chassisId: '52:54:00:00:01:aa' }]]],
    );
  });

  it('is nothing where nobody is heard, or lldpd does not run', () => {
    assert.equal(neighbours({ lldp: [{}] }).size, 0);
    assert.equal(neighbours({}).size, 0);
  });
});

describe('a table of the database', () => {
  const [row] = rowsOf({
    headings: ['name', 'trunks', 'tag', 'external_ids'],
    data: [['po31', ['set', [100, 200]], 7, ['map', [['a', 'b']]]]],
  });
  assert.ok(row);

  it('has sets, single values and maps', () => {
    assert.deepEqual([numbersIn(row, 'trunks'), numbersIn(row, 'tag')], [[100, 200], [7]]);
    assert.deepEqual([...mapIn(row, 'external_ids')], [['a', 'b']]);
  });

  it('is an error with a name where it is something else', () => {
    assert.throws(() => rowsOf([]), { code: 'output-unreadable' });
    assert.throws(() => state.read('ovs-vsctl: database connection failed'), { code: 'output-unreadable' });
  });
});

describe('the state of a switch', () => {
  const uuid = (text: string) => ['uuid', text];
  const read = (trunks: unknown, links: 'up' | 'down') =>
    state.read(
      JSON.stringify({
        Bridge: {
          headings: ['_uuid', 'name', 'external_ids', 'ports'],
          data: [
            [
              uuid('b0'),
              'br0',
              ['map', [['twinleaf-vlan-100', 'tl:prod']]],
              ['set', [uuid('p1'), uuid('p2')]],
            ],
            [uuid('b1'), 'mlag0', ['map', [['twinleaf-system-mac', '02:aa:00:00:00:01']]], ['set', []]],
          ],
        },
        Port: {
          headings: ['_uuid', 'name', 'interfaces', 'trunks'],
          data: [
            [uuid('p1'), 'swp5', uuid('i1'), ['set', []]],
            [uuid('p2'), 'peer', uuid('i3'), trunks],
          ],
        },
        Interface: {
          headings: ['_uuid', 'name', 'type', 'ofport', 'admin_state', 'link_state', 'external_ids'],
          data: [
            [uuid('i1'), 'swp5', '', 3, 'down', 'down', ['map', []]],
            [uuid('i2'), 'swp31', '', 3, 'up', links, ['map', [['twinleaf-role', 'peer-link']]]],
            [uuid('i3'), 'peer', 'patch', 1, ['set', []], ['set', []], ['map', []]],
          ],
        },
        lacp: '',
        macs: ' port  VLAN  MAC                Age\n    3   100  52:54:00:00:01:01    7\nLOCAL     0  02:00:00:00:00:01    1\n',
        neighbours: {},
      }),
    );

  it('has a VLAN active where it may pass to the other member', () => {
    assert.deepEqual(read(100, 'up').vlans?.get(100), { name: 'tl:prod', isActive: true });
    assert.deepEqual(read(['set', []], 'up').vlans?.get(100), { name: 'tl:prod', isActive: false });
  });

  it('has a pair that is as alive as its peer-link', () => {
    assert.equal(read(100, 'up').pair?.isActive, true);
    assert.equal(read(100, 'down').pair?.peerLinkUp, false);
  });

  it('has ports that are shut, and MACs by the port of the bridge that learns', () => {
    const { ports, macs } = read(100, 'up');
    assert.equal(ports?.get('swp5')?.state, 'shut');
    assert.deepEqual(macs, [{ mac: '52:54:00:00:01:01', vlan: 100, port: 'swp5' }]);
  });
});
