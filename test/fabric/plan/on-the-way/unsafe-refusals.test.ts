import assert from 'node:assert/strict';
import { unsafeRefusals } from '../../../../src/fabric/plan/on-the-way/unsafe-refusals.ts';
import { parseConfig } from '../../../../src/fabric/remediation/parse-config.ts';
import { block, eos } from './two-systems.ts';

const state = (text: string) => {
  const tree = parseConfig(block(text), eos.rules);
  return { tree, facts: eos.readFacts(tree) };
};
const running = state(`
  vlan 10,20
  interface Ethernet1
     switchport access vlan 10
`);
const target = state(`
  vlan 10,20
  interface Ethernet1
     switchport access vlan 20
`);
const there = ['interface Ethernet1', '   switchport access vlan 20'];
const back = ['interface Ethernet1', '   switchport access vlan 10'];

function messages(commands: readonly string[], wayBack: readonly string[]): readonly string[] {
  const refusals = unsafeRefusals({ hostname: 'sw1', running, target, commands, wayBack }, eos);
  assert.ok(refusals.every(({ code }) => code === 'change-unsafe'));
  return refusals.map(({ message }) => message);
}

describe('the refusal of a plan with an unsafe line', () => {
  it('is none where both ways are safe', () => {
    assert.deepEqual(messages(there, back), []);
  });

  it('names the switch, the number of the line, the line, the port and the law', () => {
    const detour = ['interface Ethernet1', '   no switchport access vlan', '   switchport access vlan 20'];
    assert.deepEqual(messages(detour, back), [
      'sw1: after line 2 "no switchport access vlan", Ethernet1 would pass VLAN 1, which it passes neither before nor after the change (no VLAN leaks on the way)',
    ]);
  });

  it('says so where it is the way back that is unsafe', () => {
    assert.deepEqual(
      messages(there, [
        'interface Ethernet1',
        '   switchport mode trunk',
        ...back.slice(1),
        '   no switchport mode',
      ]),
      [
        'sw1, way back: after line 2 "switchport mode trunk", Ethernet1 would pass VLAN 1-9,11-19,21-4094, which it passes neither before nor after the change (no VLAN leaks on the way)',
      ],
    );
  });
});
