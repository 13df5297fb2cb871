import assert from 'node:assert/strict';
import { findSection, isEmptySection } from '../../../src/fabric/remediation/config-tree.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { targetTree } from '../../../src/fabric/remediation/target-tree.ts';
import { eosLike, os10Like } from './rules.ts';

const running = parseConfig(
  'hostname a\nno spanning-tree vlan-id 4000\nvlan 10\n   name theirs\nvlan 20\n   name ours\ninterface Ethernet1\n   shutdown\nrouter bgp 1\n   router-id 192.0.2.1\n',
  eosLike,
);

function target(intended: string, owned: readonly string[] = []): string {
  return formatConfig(targetTree(running, parseConfig(intended, eosLike), owned, eosLike), {
    ...eosLike,
    layout: { indent: 1, ignored: [], continuations: [] },
  });
}

describe('the target of a remediation', () => {
  it('is the running configuration where nothing is owned and nothing intended', () => {
    assert.deepEqual(targetTree(running, [], [], eosLike), running);
  });

  it('keeps the very lines that are somebody else’s', () => {
    const tree = targetTree(running, parseConfig('vlan 20\n   name new\n', eosLike), [], eosLike);
    for (const header of ['hostname a', 'vlan 10', 'interface Ethernet1', 'router bgp 1']) {
      assert.equal(findSection(tree, header), findSection(running, header));
    }
  });

  it('has an owned section exactly as intended, without what else was in it', () => {
    assert.equal(
      target('interface Ethernet1\n   description x\n'),
      'hostname a\nno spanning-tree vlan-id 4000\nvlan 10\n name theirs\nvlan 20\n name ours\ninterface Ethernet1\n description x\nrouter bgp 1\n router-id 192.0.2.1\n',
    );
  });

  it('drops an owned section that is not intended, and empties one that is always there', () => {
    assert.equal(
      target('', ['vlan 20', 'interface Ethernet1', 'vlan 99']),
      'hostname a\nno spanning-tree vlan-id 4000\nvlan 10\n name theirs\ninterface Ethernet1\nrouter bgp 1\n router-id 192.0.2.1\n',
    );
  });

  it('knows an owned section by any spelling of its header', () => {
    const channel = parseConfig('interface Port-Channel5\n   mtu 9000\n', eosLike);
    assert.deepEqual(targetTree(channel, [], ['interface port-channel 5'], eosLike), []);
  });

  it('puts new sections behind the one they follow in the intended configuration', () => {
    const text = target('vlan 20\n   name ours\nvlan 30\ninterface Ethernet1\ninterface Ethernet2\n');
    assert.deepEqual(
      text.split('\n').filter((line) => !line.startsWith(' ')),
      [
        'hostname a',
        'no spanning-tree vlan-id 4000',
        'vlan 10',
        'vlan 20',
        'vlan 30',
        'interface Ethernet1',
        'interface Ethernet2',
        'router bgp 1',
        '',
      ],
    );
  });

  it('puts new sections before the first that is there, or at the end where none is', () => {
    assert.match(target('vlan 5\nvlan 20\n'), /theirs\nvlan 5\nvlan 20/);
    assert.match(target('vlan 5\n'), /vlan 5\n$/);
  });

  it('adds a global line that is absent, lets lists grow, and changes no other value', () => {
    const text = target('ip routing\nno spanning-tree vlan-id 4094\nspanning-tree mode mstp\n');
    assert.match(text, /^no spanning-tree vlan-id 4000,4094$/m);
    assert.match(text, /^ip routing$/m);
    const other = parseConfig('spanning-tree mode rstp\n', eosLike);
    assert.deepEqual(
      targetTree(other, parseConfig('spanning-tree mode mstp\n', eosLike), [], eosLike),
      other,
    );
  });

  it('gives an emptied section the lines that its operating system prints for nothing', () => {
    const port = parseConfig('interface ethernet1/1/1\n description x\n shutdown\n', os10Like);
    assert.equal(
      formatConfig(targetTree(port, [], ['interface ethernet1/1/1'], os10Like), os10Like),
      'interface ethernet1/1/1\n no shutdown\n switchport access vlan 1\n',
    );
  });
});

describe('finding a section', () => {
  it('gives the line with its header, or nothing', () => {
    assert.equal(findSection(running, 'vlan 20')?.children[0]?.text, 'name ours');
    assert.equal(findSection(running, 'vlan 99'), undefined);
  });

  it('calls a section empty that does not exist or has no lines', () => {
    assert.equal(isEmptySection(running, 'vlan 20'), false);
    assert.equal(isEmptySection(running, 'vlan 99'), true);
    assert.equal(isEmptySection(parseConfig('interface Ethernet1\n', eosLike), 'interface Ethernet1'), true);
  });
});
