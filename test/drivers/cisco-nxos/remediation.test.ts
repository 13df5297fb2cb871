import assert from 'node:assert/strict';
import { rules } from '../../../src/drivers/cisco-nxos/rules.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../src/fabric/remediation/remediation.ts';

/** Text without the indentation that all its lines share. */
function block(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent)).join('\n');
}

function assertCommands(running: string, target: string, commands: string): void {
  const trees = [parseConfig(block(running), rules), parseConfig(block(target), rules)] as const;
  assert.equal(remediation(trees[0], trees[1], rules).join('\n'), block(commands));
}

const bond = (vlans: string, more = '') => `
        vlan ${vlans}
        interface port-channel11
          switchport mode trunk
          switchport trunk allowed vlan ${vlans}
          ${more}
          vpc 11
        interface Ethernet1/1
          switchport mode trunk
          switchport trunk allowed vlan ${vlans}
          channel-group 11 mode active
`;

describe('worked examples of remediation on Cisco NX-OS', () => {
  it('types a new list on the port-channel alone: its members follow', () => {
    assertCommands(
      bond('10,20'),
      bond('10,20,30'),
      `
        vlan 30
        interface port-channel11
          switchport trunk allowed vlan 10,20,30
      `,
    );
  });

  it('takes a VLAN from the port-channel before it takes it away', () => {
    assertCommands(
      bond('10,20'),
      bond('10'),
      `
        interface port-channel11
          switchport trunk allowed vlan 10
        no vlan 20
      `,
    );
  });

  it('makes a port like its port-channel before it joins, shut until it has joined', () => {
    assertCommands(
      'feature lacp\ninterface Ethernet1/1\n  description old\n  switchport access vlan 10',
      `
        feature lacp
        interface port-channel11
          switchport mode trunk
          switchport trunk allowed vlan 20
        interface Ethernet1/1
          switchport mode trunk
          switchport trunk allowed vlan 20
          lacp port-priority 1000
          channel-group 11 mode active
      `,
      `
        interface port-channel11
          switchport
          switchport trunk allowed vlan 20
          switchport mode trunk
          no shutdown
        interface Ethernet1/1
          shutdown
          switchport trunk allowed vlan 20
          lacp port-priority 1000
          switchport mode trunk
          no switchport access vlan
          no description
          channel-group 11 force mode active
          no shutdown
      `,
    );
  });

  it('lets a port leave its port-channel before that one changes, since it keeps what it has', () => {
    assertCommands(
      bond('10,20'),
      `
        vlan 10,20
        interface port-channel11
          switchport mode trunk
          switchport trunk allowed vlan 20
          vpc 11
        interface Ethernet1/1
          switchport mode trunk
          switchport trunk allowed vlan 10,20
      `,
      `
        interface Ethernet1/1
          shutdown
          no channel-group
          no shutdown
        interface port-channel11
          switchport trunk allowed vlan 20
      `,
    );
  });

  it('types what has no effect in the mode to come only once the port is in it', () => {
    const access = `
        vlan 10,20,30,40
        interface Ethernet1/1
          switchport access vlan 40
    `;
    const trunk = `
        vlan 10,20,30,40
        interface Ethernet1/1
          switchport access vlan 10
          switchport mode trunk
          switchport trunk allowed vlan 20
    `;
    const stale = `
        vlan 10,20,30,40
        interface Ethernet1/1
          switchport access vlan 40
          switchport trunk allowed vlan 20-30
          switchport trunk native vlan 30
    `;
    assertCommands(
      access,
      trunk,
      `
        interface Ethernet1/1
          switchport trunk allowed vlan 20
          switchport mode trunk
          switchport access vlan 10
      `,
    );
    // What had none goes before it gets one.
    assertCommands(
      trunk,
      `
        vlan 10,20,30,40
        interface Ethernet1/1
      `,
      `
        interface Ethernet1/1
          no switchport access vlan
          no switchport mode
          no switchport trunk allowed vlan
      `,
    );
    assertCommands(
      trunk,
      stale,
      `
        interface Ethernet1/1
          switchport access vlan 40
          no switchport mode
          switchport trunk allowed vlan 20-30
          switchport trunk native vlan 30
      `,
    );
  });

  it('shuts a routed port that is open while it becomes a switch port', () => {
    const port = (lines: string) => `
        vlan 20
        interface Ethernet1/1
          ${lines}
          no shutdown
    `;
    const switched = port('switchport access vlan 20');
    const routed = port('no switchport');
    assertCommands(
      routed,
      switched,
      `
        interface Ethernet1/1
          shutdown
          switchport
          switchport access vlan 20
          no shutdown
      `,
    );
  });

  it('opens a member that was shut by hand only once its port-channel has changed, and shuts it before', () => {
    const member = (vlan: number, state: string) => `
        vlan 10,20
        interface port-channel11
          switchport access vlan ${vlan}
        interface Ethernet1/1
          ${state}
          switchport access vlan ${vlan}
          channel-group 11 mode active
    `;
    assertCommands(
      member(10, 'shutdown'),
      member(20, 'no shutdown'),
      `
        interface port-channel11
          switchport access vlan 20
        interface Ethernet1/1
          no shutdown
      `,
    );
    assertCommands(
      member(20, 'no shutdown'),
      member(10, 'shutdown'),
      `
        interface Ethernet1/1
          shutdown
        interface port-channel11
          switchport access vlan 10
      `,
    );
  });

  it('swaps the members of two port-channels that change as well', () => {
    const pair = (one: string, other: string, members: readonly [number, number]) => `
        vlan 10,20
        interface port-channel11
          switchport access vlan ${one}
        interface port-channel12
          switchport access vlan ${other}
        interface Ethernet1/1
          switchport access vlan ${members[0] === 11 ? one : other}
          channel-group ${members[0]} mode active
        interface Ethernet1/2
          switchport access vlan ${members[1] === 11 ? one : other}
          channel-group ${members[1]} mode active
    `;
    const lines = remediation(
      parseConfig(block(pair('10', '20', [11, 12])), rules),
      parseConfig(block(pair('20', '10', [12, 11])), rules),
      rules,
    );
    assert.equal(
      lines.join('\n'),
      block(`
        interface Ethernet1/1
          shutdown
          no channel-group
        interface port-channel11
          switchport access vlan 20
        interface Ethernet1/2
          shutdown
          no channel-group
        interface port-channel12
          switchport access vlan 10
        interface Ethernet1/1
          channel-group 12 force mode active
          no shutdown
        interface Ethernet1/2
          channel-group 11 force mode active
          no shutdown
      `),
    );
  });

  it('shuts a port-channel for the line that is refused while it is up, either way', () => {
    assertCommands(
      bond('10'),
      bond('10', 'no lacp suspend-individual'),
      `
        interface port-channel11
          shutdown
          no lacp suspend-individual
          no shutdown
      `,
    );
    assertCommands(
      bond('10', 'no lacp suspend-individual'),
      bond('10'),
      `
        interface port-channel11
          shutdown
          lacp suspend-individual
          no shutdown
      `,
    );
  });

  it('leaves a port-channel shut that is shut', () => {
    assertCommands(
      bond('10', 'shutdown'),
      `${bond('10', 'shutdown')}
        interface port-channel11
          no lacp suspend-individual
      `,
      `
        interface port-channel11
          no lacp suspend-individual
      `,
    );
  });

  it('opens a port only where it is shut by default or by a line', () => {
    const target = `
      system default switchport
      system default switchport shutdown
      vlan 10
      interface Ethernet1/1
        switchport
        switchport access vlan 10
        no shutdown
    `;
    assertCommands(
      'system default switchport\nsystem default switchport shutdown\nvlan 10\ninterface Ethernet1/1',
      target,
      `
        interface Ethernet1/1
          switchport access vlan 10
          no shutdown
      `,
    );
  });

  it('makes a routed port a switch port first of all', () => {
    assertCommands(
      'no system default switchport\nvlan 10\ninterface Ethernet1/1',
      `
        no system default switchport
        vlan 10
        interface Ethernet1/1
          switchport
          switchport access vlan 10
          no shutdown
      `,
      `
        interface Ethernet1/1
          switchport
          switchport access vlan 10
          no shutdown
      `,
    );
  });

  it('switches features on first, and makes the domain before what belongs to it', () => {
    assertCommands(
      '',
      `
        interface port-channel1000
          switchport mode trunk
          switchport trunk allowed vlan none
          vpc peer-link
        interface port-channel11
          switchport access vlan 10
          vpc 11
        vpc domain 1
          peer-keepalive destination 192.0.2.12 source 192.0.2.11 vrf management
        vlan 10
        feature lacp
        feature vpc
      `,
      `
        feature lacp
        feature vpc
        vpc domain 1
          peer-keepalive destination 192.0.2.12 source 192.0.2.11
        interface port-channel1000
          switchport
          switchport trunk allowed vlan none
          switchport mode trunk
          vpc peer-link
          no shutdown
        vlan 10
        interface port-channel11
          switchport
          switchport access vlan 10
          vpc 11
          no shutdown
      `,
    );
  });

  it('takes a pair away from the members down to the domain', () => {
    const lines = remediation(
      parseConfig(
        block(`
          feature vpc
          vpc domain 1
            peer-gateway
          interface port-channel1000
            switchport mode trunk
            vpc peer-link
          interface Ethernet1/49
            switchport mode trunk
            channel-group 1000 mode active
        `),
        rules,
      ),
      parseConfig('feature vpc\ninterface Ethernet1/49', rules),
      rules,
    );
    assert.deepEqual(lines, [
      'interface Ethernet1/49',
      '  shutdown',
      '  no channel-group',
      '  no switchport mode',
      '  no shutdown',
      'no interface port-channel1000',
      'no vpc domain 1',
    ]);
  });

  it('moves the number of a multi-chassis bond by giving it up first', () => {
    assertCommands(
      'interface port-channel11\n  vpc 11\ninterface port-channel12',
      'interface port-channel11\ninterface port-channel12\n  vpc 11',
      `
        interface port-channel11
          no vpc
        interface port-channel12
          vpc 11
      `,
    );
  });

  it('reads a list that is folded over several lines as one, and types it whole', () => {
    assertCommands(
      `
        vlan 10-12,14
        interface Ethernet1/1
          switchport mode trunk
          switchport trunk allowed vlan 10-11
          switchport trunk allowed vlan add 12,14
      `,
      `
        vlan 10-12,14
        interface Ethernet1/1
          switchport mode trunk
          switchport trunk allowed vlan 10,12
      `,
      `
        interface Ethernet1/1
          switchport trunk allowed vlan 10,12
      `,
    );
  });

  for (const [what, one, other] of [
    ['a percentage', 'storm-control broadcast level 5', 'storm-control broadcast level 5.00'],
    ['a fraction', 'storm-control broadcast level 0.1', 'storm-control broadcast level 0.10'],
    ['a default', 'lacp port-priority 32768', ''],
    ['a forced member', 'channel-group 3 force mode active', 'channel-group 3 mode active'],
    ['a static member', 'channel-group 3', 'channel-group 3 mode on'],
    ['no storm control', 'storm-control unicast level 100.00', ''],
  ] as const) {
    it(`knows ${what} in both spellings`, () => {
      const tree = (line: string) => parseConfig(`interface Ethernet1/1\n  ${line}\n`, rules);
      assert.deepEqual(remediation(tree(one), tree(other), rules), []);
    });
  }
});
