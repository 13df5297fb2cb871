import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatConfig, sectionText } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { eosLike, nxosLike } from './rules.ts';

describe('printing a configuration', () => {
  it('indents by the rules and puts the separator around sections only', () => {
    const text = 'hostname a\nip routing\nvlan 10\n name x\ninterface Ethernet1\n mtu 9000\nend';
    const tree = parseConfig(text, eosLike);
    assert.equal(
      formatConfig(tree, eosLike),
      'hostname a\nip routing\n!\nvlan 10\n   name x\n!\ninterface Ethernet1\n   mtu 9000\n',
    );
    assert.equal(
      formatConfig(tree, nxosLike),
      'hostname a\nip routing\nvlan 10\n  name x\ninterface Ethernet1\n  mtu 9000\n',
    );
  });

  it('prints free text as it was read', () => {
    const text = 'banner motd\n  a   b\n! c\n\nEOF\n';
    assert.equal(formatConfig(parseConfig(text, eosLike), eosLike), text);
  });

  it('gives nothing for nothing', () => {
    assert.equal(formatConfig([], eosLike), '');
  });
});

describe('the text of owned sections', () => {
  const running = 'vlan 20\n   name b\nhostname a\ninterface Ethernet1\n   mtu 9000\n   description x\n';

  it('has the named sections only, by header, lines sorted', () => {
    const tree = parseConfig(running, eosLike);
    const expected = 'interface Ethernet1\n   description x\n   mtu 9000\nvlan 20\n   name b\n';
    assert.equal(sectionText(tree, ['vlan 20', 'interface Ethernet1', 'vlan 99'], eosLike), expected);
    assert.equal(sectionText(tree, ['interface Ethernet1', 'vlan 20'], eosLike), expected);
  });

  it('tells a section without lines from one that does not exist', () => {
    assert.equal(sectionText(parseConfig('vlan 10\n', eosLike), ['vlan 10'], eosLike), 'vlan 10\n');
    assert.equal(sectionText([], ['vlan 10'], eosLike), '');
  });

  it('does not change with the order of lines, unless the order has a meaning', () => {
    const lines = ['permit tcp any any', 'deny ip any any', 'permit udp any any'];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 3 }), (shuffled) => {
        const textOf = (header: string, some: readonly string[]): string =>
          sectionText(
            parseConfig([header, ...some.map((l) => `   ${l}`)].join('\n'), eosLike),
            [header],
            eosLike,
          );
        assert.equal(textOf('vlan 10', shuffled), textOf('vlan 10', lines));
        const isMoved = shuffled.some((line, i) => line !== lines[i]);
        assert.equal(textOf('ip access-list a', shuffled) !== textOf('ip access-list a', lines), isMoved);
      }),
    );
  });
});
