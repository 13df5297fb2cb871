import assert from 'node:assert/strict';
import { desiredFabric, desiredSwitch } from '../../../src/fabric/desired/describe-switch.ts';
import { TwinleafError } from '../../../src/fabric/errors.ts';
import { eosLike, nxosLike, testDrivers } from '../driver-traits.ts';
import { rack1, rack1Unmanaged } from './rack1.ts';

const describeSwitch = (hostname: string, released: readonly string[] = []) =>
  desiredSwitch(rack1, hostname, testDrivers, released);

describe('the desired configuration of a switch', () => {
  it('has on both members the VLANs of the whole pair and the control VLAN, and no others', () => {
    const expected = [
      [100, 'tl:mgmt', false],
      [120, 'tl:vmotion', false],
      [121, 'tl:storage-a', false],
      [130, 'tl:backup', false],
      [4094, 'tl:rack1/control', true],
    ];
    for (const hostname of ['sw1', 'sw2']) {
      const vlans = describeSwitch(hostname).vlans.map(({ id, name, isControl }) => [id, name, isControl]);
      assert.deepEqual(vlans, expected);
    }
  });

  it('has on a switch of its own only the VLANs of its own ports', () => {
    assert.deepEqual(
      describeSwitch('sw3').vlans.map(({ id }) => id),
      [100],
    );
  });

  it('makes a port with only an untagged network an access port', () => {
    const port = describeSwitch('sw1').ports.find(({ name }) => name === 'Ethernet12');
    assert.deepEqual(port, {
      role: 'edge',
      name: 'Ethernet12',
      description: 'tl:db01/port0',
      followsPeerLink: false,
      edge: {
        switchport: { mode: 'access', vlan: 130 },
        ipMtuBytes: 9000,
        isStpEdge: true,
        hasBpduGuard: true,
        stormControl: { broadcast: 1, unknownUnicast: 2.5 },
      },
    });
  });

  it('makes a port with tagged networks a trunk that drops untagged frames unless a network is untagged', () => {
    const port = describeSwitch('sw2').ports.find(({ name }) => name === 'Ethernet40');
    assert.ok(port?.role === 'edge');
    assert.deepEqual(port.edge.switchport, { mode: 'trunk', tagged: [120] });
  });

  it('gives both members of a pair the same number for an MLAG and each its own member ports', () => {
    for (const hostname of ['sw1', 'sw2']) {
      const bond = describeSwitch(hostname).portChannels.find(({ id }) => id === 31);
      assert.equal(bond?.role, 'mlag');
      assert.equal(bond.description, 'tl:esx01/bond0');
      assert.deepEqual(bond.members, ['Ethernet10']);
      assert.deepEqual(bond.edge?.switchport, { mode: 'trunk', native: 100, tagged: [120, 121] });
      assert.deepEqual(bond.fallback, { enabled: false, hasFirstPort: hostname === 'sw1' });
    }
  });

  it('lets a port carry the largest of its networks where that is more than the fabric’s MTU', () => {
    const bond = describeSwitch('sw1').portChannels.find(({ id }) => id === 31);
    assert.equal(bond?.edge?.ipMtuBytes, 9100);
    const single = describeSwitch('sw3').ports[0];
    assert.ok(single?.role === 'edge');
    assert.equal(single.edge.ipMtuBytes, 9000);
  });

  it('writes the position in the bond into the LACP priority of every member port', () => {
    const port = describeSwitch('sw2').ports.find(({ name }) => name === 'Ethernet9');
    assert.ok(port?.role === 'member');
    assert.equal(port.description, 'tl:nas01/port1');
    assert.deepEqual(port.membership, { portChannel: 5, lacpPriority: 1001, lacpRate: 'slow' });
  });

  it('has a LAG on one member only on that member', () => {
    assert.equal(
      describeSwitch('sw1').portChannels.some(({ id }) => id === 5),
      false,
    );
    const bond = describeSwitch('sw2').portChannels.find(({ id }) => id === 5);
    assert.deepEqual(bond?.members, ['Ethernet20', 'Ethernet9']);
  });

  it('carries over the peer-link every VLAN of the pair and the control VLAN', () => {
    const peerLink = describeSwitch('sw1').portChannels.find(({ role }) => role === 'peer-link');
    assert.deepEqual(peerLink, {
      id: 999,
      description: 'tl:rack1/peer-link',
      role: 'peer-link',
      peerLinkVlans: [100, 120, 121, 130, 4094],
      members: ['Ethernet53/1', 'Ethernet54/1'],
    });
  });

  it('mirrors the addresses of the pair', () => {
    const [first, second] = [describeSwitch('sw1').pair, describeSwitch('sw2').pair];
    assert.deepEqual(
      [first?.ownAddress, first?.peerAddress, first?.keepalive, first?.isFirst],
      ['169.254.1.0', '169.254.1.1', { own: '192.0.2.11', peer: '192.0.2.12' }, true],
    );
    assert.deepEqual(
      [second?.ownAddress, second?.peerAddress, second?.keepalive, second?.isFirst],
      ['169.254.1.1', '169.254.1.0', { own: '192.0.2.12', peer: '192.0.2.11' }, false],
    );
  });

  it('leaves the pair domain, its control VLAN and its peer-link alone unless it is to be managed', () => {
    const desired = desiredSwitch(rack1Unmanaged, 'sw1', testDrivers, []);
    assert.equal(desired.pair, undefined);
    assert.equal(
      desired.vlans.some(({ isControl }) => isControl),
      false,
    );
    assert.equal(
      desired.portChannels.some(({ role }) => role === 'peer-link'),
      false,
    );
    assert.equal(
      desired.ports.some(({ role }) => role === 'peer-link'),
      false,
    );
  });

  it('releases the ports that nobody names any more, and none that somebody names', () => {
    const released = describeSwitch('sw1', ['Ethernet30', 'Ethernet12']).ports.filter(
      ({ role }) => role === 'released',
    );
    assert.deepEqual(released, [
      { role: 'released', name: 'Ethernet30', description: 'tl:released', to: 'shut' },
    ]);
  });

  it('cuts names to what the operating system takes, with a hash at the end', () => {
    const short = { ...eosLike, names: { ...eosLike.names, vlanNameLength: 14 } };
    const drivers = new Map([[short.name, short]]);
    const names = desiredSwitch(rack1, 'sw1', drivers, []).vlans.map(({ name }) => name);
    assert.ok(names.every((name) => name.length <= 14));
    assert.match(names[4] ?? '', /^tl:ra~[0-9a-f]{8}$/);
    assert.equal(names[0], 'tl:mgmt');
  });

  it('hands on the system MAC only where the operating system can set it', () => {
    const fabric = {
      ...rack1,
      units: rack1.units.map((unit) =>
        unit.pair === undefined ? unit : { ...unit, pair: { ...unit.pair, systemMac: '02:00:00:00:01:01' } },
      ),
    };
    const settable = new Map([['arista-eos', { ...nxosLike, name: 'arista-eos' }]]);
    assert.equal(desiredSwitch(fabric, 'sw1', settable, []).pair?.systemMac, '02:00:00:00:01:01');
    assert.equal(desiredSwitch(fabric, 'sw1', testDrivers, []).pair?.systemMac, undefined);
  });

  it('is the same whether one switch or the whole fabric is described', () => {
    const all = desiredFabric(rack1, testDrivers, new Map([['sw1', ['Ethernet30']]]));
    assert.deepEqual([...all.keys()], ['sw1', 'sw2', 'sw3']);
    assert.deepEqual(all.get('sw1'), describeSwitch('sw1', ['Ethernet30']));
    assert.deepEqual(all.get('sw2'), describeSwitch('sw2'));
  });

  it('names a switch that does not exist', () => {
    assert.throws(
      () => describeSwitch('sw9'),
      (error) =>
        error instanceof TwinleafError && error.code === 'unknown-object' && error.message.includes('sw9'),
    );
  });
});
