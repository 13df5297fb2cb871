import assert from 'node:assert/strict';
import { lostForwarding } from '../../../src/fabric/verify/lost-forwarding.ts';
import type {
  MemberState,
  ObservedPort,
  ObservedSwitch,
} from '../../../src/fabric/verify/observed-switch.ts';

interface Shown {
  readonly ports?: Readonly<Record<string, ObservedPort['state']>>;
  /** Member states by port, all in port-channel 31. */
  readonly bond?: Readonly<Record<string, MemberState>>;
  readonly pair?: 'active' | 'peer-link down';
}

function shown({ ports = {}, bond, pair }: Shown): ObservedSwitch {
  return {
    ports: new Map(Object.entries(ports).map(([name, state]) => [name, { state }])),
    portChannels: new Map(
      bond === undefined ? [] : [[31, { isUp: true, members: new Map(Object.entries(bond)) }]],
    ),
    mlags: new Map(),
    vlans: new Map(),
    neighbours: new Map(),
    macs: [],
    ...(pair === undefined
      ? {}
      : { pair: { isActive: pair === 'active', peerLinkUp: pair === 'active', inconsistencies: [] } }),
  };
}

const nothing = new Set<string>();

describe('what a change has taken out of forwarding', () => {
  it('is nothing where everything forwards as before', () => {
    const before = shown({ ports: { Ethernet1: 'up' }, bond: { Ethernet10: 'bundled' }, pair: 'active' });
    assert.deepEqual(lostForwarding(before, before, nothing), []);
  });

  it('is a port that was up and has no carrier now', () => {
    const before = shown({ ports: { Ethernet1: 'up' } });
    const after = shown({ ports: { Ethernet1: 'no-carrier' } });
    assert.deepEqual(lostForwarding(before, after, nothing), ['port Ethernet1']);
  });

  it('is not a port that had no carrier before', () => {
    const before = shown({ ports: { Ethernet1: 'no-carrier' } });
    const after = shown({ ports: { Ethernet1: 'shut' } });
    assert.deepEqual(lostForwarding(before, after, nothing), []);
  });

  it('is a leg that was bundled and is suspended now', () => {
    const before = shown({ ports: { Ethernet10: 'up' }, bond: { Ethernet10: 'bundled' } });
    const after = shown({ ports: { Ethernet10: 'up' }, bond: { Ethernet10: 'suspended' } });
    assert.deepEqual(lostForwarding(before, after, nothing), ['member of port-channel 31 Ethernet10']);
  });

  it('is not a port that forwarded alone and forwards as a member now', () => {
    const before = shown({ ports: { Ethernet10: 'up' } });
    const after = shown({ ports: { Ethernet10: 'up' }, bond: { Ethernet10: 'bundled' } });
    assert.deepEqual(lostForwarding(before, after, nothing), []);
  });

  it('is a port that forwarded alone and waits as a member now', () => {
    const before = shown({ ports: { Ethernet10: 'up' } });
    const after = shown({ ports: { Ethernet10: 'up' }, bond: { Ethernet10: 'waiting' } });
    assert.deepEqual(lostForwarding(before, after, nothing), ['port Ethernet10']);
  });

  it('is not a leg that changes from LACP to fallback', () => {
    const before = shown({ bond: { Ethernet10: 'bundled' } });
    const after = shown({ bond: { Ethernet10: 'fallback' } });
    assert.deepEqual(lostForwarding(before, after, nothing), []);
  });

  it('is not what was given up on purpose', () => {
    const before = shown({ ports: { Ethernet1: 'up' } });
    const after = shown({ ports: { Ethernet1: 'shut' } });
    assert.deepEqual(lostForwarding(before, after, new Set(['Ethernet1'])), []);
  });

  it('is the pair domain where its peer-link went down', () => {
    assert.deepEqual(lostForwarding(shown({ pair: 'active' }), shown({ pair: 'peer-link down' }), nothing), [
      'the pair domain',
    ]);
  });

  it('is the keepalive where it was up, and no longer is', () => {
    const withKeepalive = (keepaliveUp: boolean): ObservedSwitch => {
      const observed = shown({ pair: 'active' });
      assert.ok(observed.pair);
      return { ...observed, pair: { ...observed.pair, keepaliveUp } };
    };
    assert.deepEqual(lostForwarding(withKeepalive(true), withKeepalive(false), nothing), ['the keepalive']);
    assert.deepEqual(lostForwarding(withKeepalive(false), withKeepalive(false), nothing), []);
  });
});
