import assert from 'node:assert/strict';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../../../src/fabric/remediation/merge-fragments.ts';
import { eosLike, os10Like } from './rules.ts';

function merged(...texts: readonly string[]): string {
  const fragments = texts.map((text, i) => ({ text, source: `t${i}.hbs` }));
  return formatConfig(
    mergeFragments(fragments, { ...eosLike, layout: { ...eosLike.layout, separator: '!' } }),
    eosLike,
  );
}

describe('merging fragments', () => {
  it('joins sections of one header in the order in which headers first occur', () => {
    assert.equal(
      merged(
        'interface Ethernet1\n   description a\n',
        'vlan 10\n   name x\n',
        'interface Ethernet1\n   mtu 9000\n',
      ),
      'interface Ethernet1\n   description a\n   mtu 9000\n!\nvlan 10\n   name x\n',
    );
  });

  it('takes the same line from two templates once', () => {
    assert.equal(
      merged('spanning-tree mode mstp\n', 'spanning-tree mode mstp\n'),
      'spanning-tree mode mstp\n',
    );
  });

  it('adds up lists that are typed by adding', () => {
    assert.equal(
      merged('no spanning-tree vlan-id 4094\n', 'no spanning-tree vlan-id 10\n'),
      'no spanning-tree vlan-id 10,4094\n',
    );
    const text = (id: number): string => `interface ethernet1/1/1\n switchport trunk allowed vlan ${id}\n`;
    const tree = mergeFragments(
      [
        { source: 'a', text: text(10) },
        { source: 'b', text: text(11) },
      ],
      os10Like,
    );
    assert.equal(
      formatConfig(tree, os10Like),
      'interface ethernet1/1/1\n switchport trunk allowed vlan 10-11\n',
    );
  });

  it('refuses two templates with two lists where a list is typed whole', () => {
    assert.throws(
      () =>
        merged(
          'interface Ethernet1\n   switchport trunk allowed vlan 10\n',
          'interface Ethernet1\n   switchport trunk allowed vlan 20\n',
        ),
      { code: 'template-conflict' },
    );
  });

  it('refuses two templates of which one writes a default that is not printed', () => {
    assert.throws(
      () => merged('interface Ethernet1\n   shutdown\n', 'interface Ethernet1\n   no shutdown\n'),
      {
        code: 'template-conflict',
      },
    );
  });

  it('refuses two templates that disagree at the top level, and names both', () => {
    assert.throws(() => merged('spanning-tree mode mstp\n', 'spanning-tree mode rstp\n'), {
      code: 'template-conflict',
      message:
        'two templates disagree at the top level: t0.hbs writes "spanning-tree mode mstp", t1.hbs writes "spanning-tree mode rstp"',
      details: {
        section: [],
        lines: ['spanning-tree mode mstp', 'spanning-tree mode rstp'],
        sources: ['t0.hbs', 't1.hbs'],
      },
    });
  });

  it('lets one template write a setting twice, the later one holding', () => {
    assert.equal(merged('spanning-tree mode mstp\nspanning-tree mode rstp\n'), 'spanning-tree mode rstp\n');
  });
});
