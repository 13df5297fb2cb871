import assert from 'node:assert/strict';
import type { VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { section, switchOf } from '../virtual-rig.ts';
import { answerTo, configure, rig } from './virtual-rig.ts';

const port = 'interface ethernet1/1/1';
const vlans = 'interface range vlan 2-5,10,20-21';

/** A switch with VLANs 2 to 5, 10, 20 and 21, and these lines on the first port. */
function withPort(lines = ''): VirtualSwitch {
  const virtual = switchOf(rig());
  configure(virtual, `${vlans}\nexit\n${port}\n${lines}`);
  return virtual;
}

const onPort = (virtual: VirtualSwitch): readonly string[] => section(virtual, port);

describe('switchport lines of a virtual OS10 switch', () => {
  it('adds to the allowed list and takes ids away one by one', () => {
    const virtual = withPort('switchport mode trunk\nswitchport trunk allowed vlan 20');
    configure(virtual, `${port}\nswitchport trunk allowed vlan 21`);
    assert.ok(onPort(virtual).includes('switchport trunk allowed vlan 20-21'));
    configure(virtual, `${port}\nswitchport trunk allowed vlan 2-5`);
    configure(virtual, `${port}\nno switchport trunk allowed vlan 20`);
    assert.ok(onPort(virtual).includes('switchport trunk allowed vlan 2-5,21'));
    configure(virtual, `${port}\nno switchport trunk allowed vlan 2-5,21`);
    assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport mode trunk', 'switchport access vlan 1']);
  });

  it('takes the untagged VLAN of a trunk from the access VLAN', () => {
    const virtual = withPort('switchport mode trunk\nswitchport access vlan 10');
    assert.ok(onPort(virtual).includes('switchport access vlan 10'));
    configure(virtual, `${port}\nno switchport access vlan`);
    assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport mode trunk']);
  });

  it('puts an access port back into VLAN 1', () => {
    const virtual = withPort('switchport access vlan 10');
    configure(virtual, `${port}\nno switchport access vlan`);
    assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport access vlan 1']);
    configure(virtual, `${port}\nswitchport mode trunk\nno switchport access vlan\nswitchport mode access`);
    assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport access vlan 1']);
  });

  it('keeps the allowed list of a trunk that becomes an access port', () => {
    const virtual = withPort(
      'switchport mode trunk\nswitchport trunk allowed vlan 20\nswitchport mode access',
    );
    assert.ok(onPort(virtual).includes('switchport trunk allowed vlan 20'));
  });

  it('loses every L2 line with `no switchport`, and has VLAN 1 when it is bridged again', () => {
    const virtual = withPort('switchport mode trunk\nswitchport trunk allowed vlan 20\nno switchport');
    assert.deepEqual(onPort(virtual), ['no shutdown', 'no switchport']);
    for (const line of ['switchport', 'switchport mode access', 'switchport access vlan 1']) {
      const again = withPort(`no switchport\n${line}`);
      assert.deepEqual(onPort(again), ['no shutdown', 'switchport access vlan 1'], line);
    }
  });

  it('wants a VLAN to exist before it is used', () => {
    const virtual = withPort();
    assert.equal(answerTo(virtual, `${port}\nswitchport access vlan 99`), '% Error: vlan99 not found.');
    const list = `${port}\nswitchport mode trunk\nswitchport trunk allowed vlan 20-22`;
    assert.equal(answerTo(virtual, list), '% Error: vlan22 not found.');
    assert.ok(!onPort(virtual).some((line) => line.includes('allowed')));
  });

  it('turns spanning-tree extras on and off in both ways', () => {
    const on = ['spanning-tree bpduguard enable', 'spanning-tree port type edge'];
    for (const off of ['spanning-tree bpduguard disable', 'no spanning-tree bpduguard']) {
      const virtual = withPort(on.join('\n'));
      assert.deepEqual(onPort(virtual).slice(-2), on);
      configure(virtual, `${port}\n${off}\nno spanning-tree port type edge`);
      assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport access vlan 1']);
    }
  });
});

describe('members of a port-channel on a virtual OS10 switch', () => {
  it('need the port-channel first, and start with one that is shut', () => {
    const virtual = withPort();
    assert.equal(
      answerTo(virtual, `${port}\nchannel-group 11 mode active`),
      '% Error: port-channel11 not found.',
    );
    configure(virtual, 'interface port-channel 11');
    assert.deepEqual(section(virtual, 'interface port-channel11'), ['shutdown', 'switchport access vlan 1']);
    assert.equal(answerTo(virtual, `${port}\nchannel-group 11 mode active`), '');
  });

  for (const line of [
    'switchport mode trunk',
    'switchport access vlan 10',
    'switchport trunk allowed vlan 20',
  ]) {
    it(`can't be made of a port with "${line}", and can't be given it later`, () => {
      const virtual = withPort(line);
      configure(virtual, 'interface port-channel 11');
      const join = `${port}\nchannel-group 11 mode active`;
      assert.match(answerTo(virtual, join), /^% Error/);
      configure(virtual, `${port}\nno switchport\nchannel-group 11 mode active`);
      assert.match(answerTo(virtual, `${port}\n${line}`), /^% Error: The port is a member of port-channel11/);
      assert.deepEqual(onPort(virtual), ['no shutdown', 'channel-group 11 mode active', 'no switchport']);
    });
  }

  it('change their mode freely and their port-channel not', () => {
    const virtual = withPort('no switchport');
    configure(
      virtual,
      `interface port-channel 11\ninterface port-channel 12\n${port}\nchannel-group 11 mode active`,
    );
    configure(virtual, `${port}\nchannel-group 11 mode passive`);
    assert.ok(onPort(virtual).includes('channel-group 11 mode passive'));
    assert.match(answerTo(virtual, `${port}\nchannel-group 12 mode active`), /^% Error/);
    configure(virtual, `${port}\nchannel-group 11 mode on`);
    assert.ok(onPort(virtual).includes('channel-group 11'));
  });

  it('stay without L2 lines when they leave', () => {
    const virtual = withPort('no switchport');
    configure(virtual, `interface port-channel 11\n${port}\nchannel-group 11 mode active\nno channel-group`);
    assert.deepEqual(onPort(virtual), ['no shutdown', 'no switchport']);
  });
});

describe('removal on a virtual OS10 switch', () => {
  it('of a VLAN takes it out of every allowed list', () => {
    const virtual = withPort('switchport mode trunk\nswitchport trunk allowed vlan 2-5');
    configure(virtual, 'no interface range vlan 2-4');
    assert.ok(onPort(virtual).includes('switchport trunk allowed vlan 5'));
    configure(virtual, 'no interface vlan5');
    assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport mode trunk', 'switchport access vlan 1']);
  });

  it('of a VLAN leaves its untagged ports in VLAN 1', () => {
    const virtual = withPort('switchport access vlan 10');
    configure(virtual, 'no interface vlan 10');
    assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport access vlan 1']);
  });

  it('of what is not there is accepted', () => {
    assert.equal(answerTo(withPort(), 'no interface range vlan 60-70'), '');
  });

  it('of a port-channel waits for its members to leave', () => {
    const virtual = withPort('no switchport');
    configure(virtual, `interface port-channel 11\n${port}\nchannel-group 11 mode active`);
    assert.match(answerTo(virtual, 'no interface port-channel 11'), /^% Error/);
    configure(virtual, `${port}\nno channel-group\nno interface port-channel11`);
    assert.deepEqual(section(virtual, 'interface port-channel11'), []);
  });

  it('of what belongs to the system is refused, and so is its configuration', () => {
    const virtual = withPort();
    for (const line of ['interface port-channel 1000', 'interface port-channel1000', 'interface vlan4094']) {
      assert.match(answerTo(virtual, line), /^% Error: .* created by the system/, line);
      assert.match(answerTo(virtual, `no ${line}`), /^% Error/, line);
    }
    assert.match(answerTo(virtual, 'no interface vlan1'), /^% Error/);
    assert.match(answerTo(virtual, 'no interface ethernet1/1/1'), /^% Error/);
  });

  const values: Readonly<Record<string, string>> = {
    'mtu 9216': 'no mtu',
    'description x': 'no description',
    'lacp port-priority 100': 'no lacp port-priority',
    'lacp rate fast': 'no lacp rate fast',
    'flowcontrol receive on': 'no flowcontrol receive',
  };
  for (const [line, negation] of Object.entries(values)) {
    it(`of "${line}" is "${negation}"`, () => {
      const virtual = withPort(line);
      assert.ok(onPort(virtual).includes(line));
      configure(virtual, `${port}\n${negation}`);
      assert.deepEqual(onPort(virtual), ['no shutdown', 'switchport access vlan 1']);
    });
  }

  it('of single values of a VLT domain, and of the domain by its number', () => {
    const virtual = withPort();
    const lines = [
      'backup destination 192.0.2.12 vrf management interval 5',
      'delay-restore 120',
      'discovery-interface ethernet1/1/7-1/1/8',
      'peer-routing',
      'primary-priority 4096',
      'vlt-mac 02:00:00:00:01:01',
    ];
    configure(virtual, `vlt-domain 101\n${lines.join('\n')}`);
    assert.deepEqual(section(virtual, 'vlt-domain 101'), lines);
    configure(virtual, 'vlt-domain 101\nno discovery-interface ethernet1/1/7');
    assert.ok(section(virtual, 'vlt-domain 101').includes('discovery-interface ethernet1/1/8'));
    const negations = ['backup destination', 'delay-restore', 'discovery-interface', 'peer-routing'];
    configure(virtual, `vlt-domain 101\nno ${negations.join('\nno ')}\nno primary-priority\nno vlt-mac`);
    assert.deepEqual(section(virtual, 'vlt-domain 101'), []);
    assert.match(answerTo(virtual, 'vlt-domain 102'), /^% Error/);
    assert.match(answerTo(virtual, 'no vlt-domain 102'), /^% Error/);
    configure(virtual, 'no vlt-domain 101');
    assert.ok(!virtual.runningConfig().includes('vlt-domain'));
  });

  it('of fallback and VLT id of a port-channel', () => {
    const virtual = withPort();
    const header = 'interface port-channel11';
    configure(virtual, `${header}\nlacp fallback enable\nlacp fallback timeout 30\nvlt-port-channel 11`);
    configure(virtual, `${header}\nno lacp fallback enable\nno lacp fallback timeout\nno vlt-port-channel`);
    assert.deepEqual(section(virtual, header), ['shutdown', 'switchport access vlan 1']);
  });

  it('collects discovery ports that are named one after the other', () => {
    const virtual = withPort();
    configure(
      virtual,
      'vlt-domain 1\ndiscovery-interface ethernet 1/1/5\ndiscovery-interface ethernet1/1/8,1/1/7',
    );
    assert.deepEqual(section(virtual, 'vlt-domain 1'), ['discovery-interface ethernet1/1/5,1/1/7-1/1/8']);
  });
});
