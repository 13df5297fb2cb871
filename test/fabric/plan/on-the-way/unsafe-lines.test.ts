/**
 * Changes written by hand, with what each breaks of the promises in `docs/safe-change.md`. The two ways to write
 * configuration are those of the remediation tests; each line is in force as it is typed unless a test says otherwise.
 */
import assert from 'node:assert/strict';
import { unsafeLines, type SafetyTraits } from '../../../../src/fabric/plan/on-the-way/unsafe-lines.ts';
import { parseConfig } from '../../../../src/fabric/remediation/parse-config.ts';
import { block, eos, nxos } from './two-systems.ts';

function broken(os: SafetyTraits, from: string, to: string, lines: string): readonly (string | number)[][] {
  const state = (text: string) => {
    const tree = parseConfig(block(text), os.rules);
    return { tree, facts: os.readFacts(tree) };
  };
  const commands = block(lines).split('\n');
  return unsafeLines(state(from), state(to), commands, os).map(({ line, text, law, subject }) => [
    line,
    text,
    law,
    subject,
  ]);
}

const eosTrunk = `
  vlan 10,20
  interface Ethernet1
     switchport trunk allowed vlan 10,20
     switchport mode trunk
`;
const eosAccess = `
  vlan 10,20
  interface Ethernet1
     switchport access vlan 10
`;

describe('a change from an access port to a trunk', () => {
  it('is safe with the list first: at no line does the port pass anything but its old or its new VLANs', () => {
    const lines = `
      interface Ethernet1
         switchport trunk allowed vlan 10,20
         switchport mode trunk
         no switchport access vlan
    `;
    assert.deepEqual(broken(eos, eosAccess, eosTrunk, lines), []);
  });

  it('leaks every VLAN of the switch where it is a trunk before it has its list', () => {
    const lines = `
      interface Ethernet1
         switchport mode trunk
         switchport trunk allowed vlan 10,20
         no switchport access vlan
    `;
    assert.deepEqual(broken(eos, eosAccess, eosTrunk, lines), [
      [2, 'switchport mode trunk', 'no-leak', 'Ethernet1'],
    ]);
  });

  it('leaks nothing in the same order where the lines are in force together', () => {
    const lines = `
      interface Ethernet1
         switchport mode trunk
         switchport trunk allowed vlan 10,20
         no switchport access vlan
    `;
    const candidate = { ...eos, change: { isCandidate: true } };
    assert.deepEqual(broken(candidate, eosAccess, eosTrunk, lines), []);
  });

  it('leaks nothing in the same order on a port that is shut', () => {
    const lines = `
      interface Ethernet1
         shutdown
         switchport mode trunk
         switchport trunk allowed vlan 10,20
         no switchport access vlan
         no shutdown
    `;
    assert.deepEqual(broken(eos, eosAccess, eosTrunk, lines), []);
  });
});

describe('a change from a trunk to an access port', () => {
  it('is safe with the VLAN first', () => {
    const lines = `
      interface Ethernet1
         switchport access vlan 10
         no switchport mode
         no switchport trunk allowed vlan
    `;
    assert.deepEqual(broken(eos, eosTrunk, eosAccess, lines), []);
  });

  it('lets VLAN 1 pass where the port is none any more before it has its VLAN', () => {
    const lines = `
      interface Ethernet1
         no switchport mode
         switchport access vlan 10
         no switchport trunk allowed vlan
    `;
    assert.deepEqual(broken(eos, eosTrunk, eosAccess, lines), [
      [2, 'no switchport mode', 'no-leak', 'Ethernet1'],
    ]);
  });

  it('leaks everything where the list goes before the mode', () => {
    const lines = `
      interface Ethernet1
         no switchport trunk allowed vlan
         switchport access vlan 10
         no switchport mode
    `;
    assert.deepEqual(broken(eos, eosTrunk, eosAccess, lines), [
      [2, 'no switchport trunk allowed vlan', 'no-leak', 'Ethernet1'],
    ]);
  });
});

describe('a list of allowed VLANs', () => {
  const trunk = (list: string) => `
    vlan ${list}
    interface Ethernet1
       switchport trunk allowed vlan ${list}
       switchport mode trunk
  `;

  it('may be its old and its new one together while the one follows the other', () => {
    const lines = `
      vlan 30
      interface Ethernet1
         switchport trunk allowed vlan 10,20,30
         switchport trunk allowed vlan 20,30
      no vlan 10
    `;
    assert.deepEqual(broken(eos, trunk('10,20'), trunk('20,30'), lines), []);
  });

  it('may be shorter than both for a while', () => {
    const lines = `
      vlan 30
      interface Ethernet1
         switchport trunk allowed vlan 20
         switchport trunk allowed vlan 20,30
      no vlan 10
    `;
    assert.deepEqual(broken(eos, trunk('10,20'), trunk('20,30'), lines), []);
  });

  it('names a VLAN too early where that does not exist yet', () => {
    const lines = `
      interface Ethernet1
         switchport trunk allowed vlan 20,30
      vlan 30
      no vlan 10
    `;
    assert.deepEqual(broken(eos, trunk('10,20'), trunk('20,30'), lines), [
      [2, 'switchport trunk allowed vlan 20,30', 'vlans-first', 'Ethernet1'],
    ]);
  });

  it('must not have a third VLAN on the way, even if it is taken out again', () => {
    const lines = `
      vlan 30
      interface Ethernet1
         switchport trunk allowed vlan 20,25,30
         switchport trunk allowed vlan 20,30
      no vlan 10
    `;
    assert.deepEqual(broken(eos, trunk('10,20'), trunk('20,30'), lines), [
      [3, 'switchport trunk allowed vlan 20,25,30', 'no-leak', 'Ethernet1'],
    ]);
  });

  it('must arrive: a line that was forgotten is found at the end', () => {
    const lines = `
      vlan 30
      interface Ethernet1
         switchport trunk allowed vlan 20
      no vlan 10
    `;
    assert.deepEqual(broken(eos, trunk('10,20'), trunk('20,30'), lines), [
      [3, 'switchport trunk allowed vlan 20', 'arrives', 'Ethernet1'],
    ]);
  });
});

const nxosBond = `
  vlan 10
  feature lacp
  interface port-channel11
    switchport
    switchport mode trunk
    switchport trunk allowed vlan 10
    no shutdown
`;
const nxosMember = `${nxosBond}
  interface Ethernet1/1
    switchport
    switchport mode trunk
    switchport trunk allowed vlan 10
    channel-group 11 mode active
    no shutdown
`;
const nxosIdle = `${nxosBond}
  interface Ethernet1/1
    switchport
    no shutdown
`;

describe('a port that joins a port-channel', () => {
  it('is opened too early where it has its VLANs before it has joined: it would forward them without LACP', () => {
    const lines = `
      interface Ethernet1/1
        switchport trunk allowed vlan 10
        switchport mode trunk
        channel-group 11 mode active
    `;
    assert.deepEqual(broken(nxos, nxosIdle, nxosMember, lines), [
      [3, 'switchport mode trunk', 'not-opened-early', 'Ethernet1/1'],
    ]);
  });

  it('is safe while it is shut until it has joined', () => {
    const lines = `
      interface Ethernet1/1
        shutdown
        switchport trunk allowed vlan 10
        switchport mode trunk
        channel-group 11 mode active
        no shutdown
    `;
    assert.deepEqual(broken(nxos, nxosIdle, nxosMember, lines), []);
  });

  it('is opened too early where it is opened before it has joined', () => {
    const lines = `
      interface Ethernet1/1
        shutdown
        switchport trunk allowed vlan 10
        switchport mode trunk
        no shutdown
        channel-group 11 mode active
    `;
    assert.deepEqual(broken(nxos, nxosIdle, nxosMember, lines), [
      [5, 'no shutdown', 'not-opened-early', 'Ethernet1/1'],
    ]);
  });

  it('leaks VLAN 1 where it joins one that has no VLANs yet', () => {
    const idle = `
      vlan 10
      feature lacp
      interface Ethernet1/1
        switchport
        switchport mode trunk
        switchport trunk allowed vlan none
        no shutdown
    `;
    const lines = `
      interface port-channel11
        switchport
        no shutdown
      interface Ethernet1/1
        switchport trunk allowed vlan 10
        channel-group 11 mode active
      interface port-channel11
        switchport trunk allowed vlan 10
        switchport mode trunk
    `;
    assert.deepEqual(broken(nxos, idle, nxosMember, lines), [
      [5, 'switchport trunk allowed vlan 10', 'not-opened-early', 'Ethernet1/1'],
      [6, 'channel-group 11 mode active', 'no-leak', 'Ethernet1/1'],
    ]);
  });
});

describe('a port that leaves a port-channel', () => {
  const released = `${nxosBond}
    interface Ethernet1/1
      switchport
      switchport mode trunk
      switchport trunk allowed vlan none
  `.replace(/^ {4}/gm, '  ');

  it('is shut first and emptied then: the released state', () => {
    const lines = `
      interface Ethernet1/1
        shutdown
        no channel-group
        switchport trunk allowed vlan none
    `;
    assert.deepEqual(broken(nxos, nxosMember, released, lines), []);
  });

  it('forwards on its own where it leaves before it is shut', () => {
    const lines = `
      interface Ethernet1/1
        no channel-group
        switchport trunk allowed vlan none
        shutdown
    `;
    assert.deepEqual(broken(nxos, nxosMember, released, lines), [
      [2, 'no channel-group', 'not-opened-early', 'Ethernet1/1'],
    ]);
  });
});

describe('a change of which a part comes beforehand', () => {
  it('is looked at in the order in which it is typed, with the numbers that its lines have in the plan', () => {
    const trunk = (list: string) => `
      vlan ${list}
      interface Ethernet1
         switchport trunk allowed vlan ${list}
         switchport mode trunk
    `;
    const lines = `
      interface Ethernet1
         switchport trunk allowed vlan 20,30,40
         switchport trunk allowed vlan 20,30
      vlan 30
    `;
    const staged = { ...eos, change: { isCandidate: false, beforehand: [/^vlan 30$/] } };
    assert.deepEqual(broken(staged, trunk('20'), trunk('20,30'), lines), [
      [2, 'switchport trunk allowed vlan 20,30,40', 'no-leak', 'Ethernet1'],
    ]);
  });
});
