import assert from 'node:assert/strict';
import type { ConfigTree } from '../../../src/fabric/remediation/config-tree.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { eosLike, nxosLike, os10Like } from './rules.ts';

/** A tree as nested arrays: a line alone, or a header followed by its lines. */
type Outline = string | readonly [string, ...Outline[]];

function outline(tree: ConfigTree): readonly Outline[] {
  return tree.map(({ text, children }) => (children.length === 0 ? text : [text, ...outline(children)]));
}

describe('reading a configuration', () => {
  it('puts what is indented below a line inside it, at any depth', () => {
    const text = 'router bgp 1\n   vlan 20\n      rd 1:1\n   router-id 192.0.2.1\nhostname a\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['router bgp 1', ['vlan 20', 'rd 1:1'], 'router-id 192.0.2.1'],
      'hostname a',
    ]);
  });

  it('drops comments, blank lines, separators and what ends the text', () => {
    const text =
      '! Command: show running-config\n\nhostname a\n!\nvlan 10\n   !\n   name x\n   !! note\nend\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), ['hostname a', ['vlan 10', 'name x']]);
  });

  it('takes tabs, carriage returns and other line ends', () => {
    const text = 'vlan 10\r\n\tname x\r\r\nvlan 20\r\n   name y  \r\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['vlan 10', 'name x'],
      ['vlan 20', 'name y'],
    ]);
  });

  it('reads a text that is indented as a whole, or at its first line only', () => {
    const expected = [['vlan 10', 'name x'], 'hostname a'];
    assert.deepEqual(outline(parseConfig('    vlan 10\n      name x\n    hostname a', eosLike)), expected);
    assert.deepEqual(outline(parseConfig('  vlan 10\n     name x\nhostname a', eosLike)), expected);
  });

  it('takes a line that slipped to the right below a setting for a setting of the same section', () => {
    const text = 'interface Ethernet1\n   description a\n      shutdown\n   mtu 9000\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['interface Ethernet1', 'description a', 'shutdown', 'mtu 9000'],
    ]);
  });

  it('takes a line that slipped to the left for one of the section above', () => {
    const text = 'interface Ethernet1\n      description a\n   shutdown\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['interface Ethernet1', 'description a', 'shutdown'],
    ]);
  });

  it('makes one section of two with the same header', () => {
    const text = 'vlan 10\n   name x\nhostname a\nvlan 10\n   trunk group y\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['vlan 10', 'name x', 'trunk group y'],
      'hostname a',
    ]);
  });

  it('knows a header by any of its spellings', () => {
    const text = 'interface port-channel 5\n   description a\nmlag\n   domain-id x\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['interface Port-Channel5', 'description a'],
      ['mlag configuration', 'domain-id x'],
    ]);
  });

  it('takes a header for several sections apart and joins each with its own', () => {
    const text = 'vlan 1,10,20-21\nvlan 20\n  name x\n';
    assert.deepEqual(outline(parseConfig(text, nxosLike)), [
      'vlan 1',
      'vlan 10',
      ['vlan 20', 'name x'],
      'vlan 21',
    ]);
  });

  it('gives what stands below a header for several sections to each of them', () => {
    assert.deepEqual(outline(parseConfig('vlan 20-21\n   name x\n', eosLike)), [
      ['vlan 20', 'name x'],
      ['vlan 21', 'name x'],
    ]);
  });

  it('lets the later of two lines of one setting hold, as typing them would', () => {
    const text = 'interface Ethernet1\n   description a\n   shutdown\n   description b\n   no shutdown\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [['interface Ethernet1', 'description b']]);
    const shut = 'interface Ethernet1\n   no shutdown\n   shutdown\n';
    assert.deepEqual(outline(parseConfig(shut, eosLike)), [['interface Ethernet1', 'shutdown']]);
  });

  it('sorts and folds lists, where the list stands in the line', () => {
    const text = 'interface Ethernet1\n   switchport trunk allowed vlan 30,21,20,22,20\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['interface Ethernet1', 'switchport trunk allowed vlan 20-22,30'],
    ]);
  });

  it('joins lines that go on with a list, also where the list is added to by the same words', () => {
    const added =
      'interface Ethernet1\n   switchport trunk allowed vlan 10\n   switchport trunk allowed vlan add 12,11\n';
    assert.deepEqual(outline(parseConfig(added, eosLike)), [
      ['interface Ethernet1', 'switchport trunk allowed vlan 10-12'],
    ]);
    const same =
      'interface ethernet1/1/1\n switchport trunk allowed vlan 20\n switchport trunk allowed vlan 21\n';
    assert.deepEqual(outline(parseConfig(same, os10Like)), [
      ['interface ethernet1/1/1', 'switchport trunk allowed vlan 20-21'],
    ]);
  });

  it('keeps a line that goes on with a list which is not there', () => {
    const text = 'interface Ethernet1\n   switchport trunk allowed vlan add 10\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['interface Ethernet1', 'switchport trunk allowed vlan add 10'],
    ]);
  });

  it('keeps free text as it stands, up to the line that ends it', () => {
    const text = 'banner motd\n  a   b\n! c\n\nvlan 10\nEOF\nhostname a\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['banner motd', '  a   b', '! c', '', 'vlan 10', 'EOF'],
      'hostname a',
    ]);
  });

  it('keeps lines twice where their order has a meaning, and once elsewhere', () => {
    const text = 'ip access-list a\n   permit ip any any\n   permit ip any any\nsnmp x\nsnmp x\n';
    assert.deepEqual(outline(parseConfig(text, eosLike)), [
      ['ip access-list a', 'permit ip any any', 'permit ip any any'],
      'snmp x',
    ]);
  });

  it('reads nothing out of nothing', () => {
    assert.deepEqual(parseConfig('', eosLike), []);
    assert.deepEqual(parseConfig('!\n\n', eosLike), []);
  });
});
