import assert from 'node:assert/strict';
import type { DesiredSwitch } from '../../../src/fabric/desired/desired-switch.ts';
import { portChannelId, vlanId } from '../../../src/fabric/model/ids.ts';
import type { Check } from '../../../src/fabric/verify/check.ts';
import type { ObservedSwitch } from '../../../src/fabric/verify/observed-switch.ts';
import { stateChecks } from '../../../src/fabric/verify/state-checks.ts';

const edge = {
  switchport: { mode: 'access', vlan: vlanId(100) },
  ipMtuBytes: 9000,
  isStpEdge: true,
  hasBpduGuard: true,
} as const;

const desired: DesiredSwitch = {
  hostname: 'sw1',
  driver: 'any',
  vlans: [{ id: vlanId(100), name: 'tl:mgmt', isControl: false }],
  portChannels: [
    { id: portChannelId(31), description: 'tl:db01/bond0', role: 'mlag', edge, members: ['Ethernet10'] },
  ],
  ports: [
    {
      role: 'member',
      name: 'Ethernet10',
      description: 'tl:db01/port0',
      membership: { portChannel: portChannelId(31), lacpPriority: 1000, lacpRate: 'slow' },
      edge,
    },
    { role: 'edge', name: 'Ethernet11', description: 'tl:web01/port0', edge, followsPeerLink: false },
    { role: 'released', name: 'Ethernet12', description: 'tl:released', to: 'shut' },
  ],
};

const good: ObservedSwitch = {
  ports: new Map([
    ['Ethernet10', { state: 'up' }],
    ['Ethernet11', { state: 'up' }],
    ['Ethernet12', { state: 'shut' }],
  ]),
  portChannels: new Map([[31, { isUp: true, members: new Map([['Ethernet10', 'bundled']]) }]]),
  mlags: new Map([[31, 'full']]),
  pair: { isActive: true, peerLinkUp: true, inconsistencies: [], role: 'primary' },
  vlans: new Map([[100, { name: 'tl:mgmt', isActive: true }]]),
  neighbours: new Map(),
  macs: [],
};

const statesOf = (observed: ObservedSwitch): readonly string[] =>
  stateChecks('rack1', desired, observed).map(
    (check: Check) => `${check.check} ${check.subject}: ${check.state}`,
  );

const changed = (part: Partial<ObservedSwitch>): readonly string[] => {
  const before = new Set(statesOf(good));
  return statesOf({ ...good, ...part }).filter((state) => !before.has(state));
};

describe('the state checks of a switch', () => {
  it('are all ok where everything is as intended', () => {
    assert.deepEqual(statesOf(good), [
      'pair-health rack1: ok',
      'vlan-present VLAN 100: ok',
      'lag-members port-channel 31 Ethernet10: ok',
      'mlag-state mlag 31: ok',
      'port-state Ethernet11: ok',
      'port-state Ethernet12: ok',
    ]);
  });

  it('accept an MLAG whose legs are all here and that the other member does not know', () => {
    const oneSided: DesiredSwitch = {
      ...desired,
      portChannels: desired.portChannels.map((one) => ({ ...one, isOneSided: true })),
    };
    const verdict = (mlag: 'partial' | 'configured' | 'inactive' | 'disabled'): readonly string[] =>
      stateChecks('rack1', oneSided, { ...good, mlags: new Map([[31, mlag]]) })
        .filter(({ check }) => check === 'mlag-state')
        .map(({ expected, state }) => `${expected}: ${state}`);
    assert.deepEqual(verdict('configured'), ['up on this member: ok']);
    assert.deepEqual(verdict('partial'), ['up on this member: ok']);
    assert.deepEqual(verdict('inactive'), ['up on this member: waiting']);
    assert.deepEqual(verdict('disabled'), ['up on this member: wrong']);
  });

  it('wait for a server that is off or speaks no LACP, and call none of that wrong', () => {
    const ports = new Map([...good.ports, ['Ethernet11', { state: 'no-carrier' }] as const]);
    const waiting = (state: 'waiting' | 'fallback' | 'down'): readonly string[] =>
      changed({
        ports,
        portChannels: new Map([[31, { isUp: false, members: new Map([['Ethernet10', state]]) }]]),
        mlags: new Map([[31, 'inactive']]),
      });
    for (const state of ['waiting', 'fallback', 'down'] as const) {
      assert.deepEqual(waiting(state), [
        'lag-members port-channel 31 Ethernet10: waiting',
        'mlag-state mlag 31: waiting',
        'port-state Ethernet11: waiting',
      ]);
    }
  });

  it('find a suspended leg, a leg in no bond, and an error-disabled port wrong', () => {
    const bond = (members: ReadonlyMap<string, 'suspended'>): Partial<ObservedSwitch> => ({
      portChannels: new Map([[31, { isUp: false, members }]]),
    });
    assert.deepEqual(changed(bond(new Map([['Ethernet10', 'suspended']]))), [
      'lag-members port-channel 31 Ethernet10: wrong',
    ]);
    assert.deepEqual(changed(bond(new Map())), ['lag-members port-channel 31 Ethernet10: wrong']);
    const ports = new Map([...good.ports, ['Ethernet10', { state: 'error-disabled' }] as const]);
    assert.deepEqual(changed({ ports }), ['lag-members port-channel 31 Ethernet10: wrong']);
  });

  it('find a missing VLAN, or one of another name, wrong', () => {
    assert.deepEqual(changed({ vlans: new Map() }), ['vlan-present VLAN 100: wrong']);
    assert.deepEqual(changed({ vlans: new Map([[100, { name: 'other', isActive: true }]]) }), [
      'vlan-present VLAN 100: wrong',
    ]);
  });

  it('find a pair without its peer-link, without its peer, inconsistent or absent wrong', () => {
    const pair = { isActive: true, peerLinkUp: true, inconsistencies: [], role: 'primary' } as const;
    for (const broken of [
      { ...pair, peerLinkUp: false },
      { ...pair, isActive: false },
      { ...pair, inconsistencies: ['native vlan'] },
      { ...pair, keepaliveUp: false },
    ]) {
      assert.deepEqual(changed({ pair: broken }), ['pair-health rack1: wrong']);
    }
  });

  it('find a released port that is up wrong', () => {
    const ports = new Map([...good.ports, ['Ethernet12', { state: 'up' }] as const]);
    assert.deepEqual(changed({ ports }), ['port-state Ethernet12: wrong']);
  });
});
