import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { drivers } from '../../../../src/drivers/registry.ts';
import type { ConfigRules } from '../../../../src/fabric/remediation/config-rules.ts';
import { formatConfig, sectionText } from '../../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../../src/fabric/remediation/remediation.ts';
import { ReplayedConfig } from '../../../../src/fabric/remediation/replay/replayed-config.ts';
import { eosLike, nxosLike, os10Like } from '../rules.ts';

/** What the configuration is after the lines, without the separators between its sections. */
function after(rules: ConfigRules, running: string, lines: readonly string[]): readonly string[] {
  const replayed = new ReplayedConfig(parseConfig(running, rules), rules);
  for (const line of lines) replayed.type(line);
  return formatConfig(replayed.tree(), rules)
    .split('\n')
    .filter((line) => line !== '' && line !== rules.layout.separator);
}

describe('a configuration that lines are typed into', () => {
  it('has the new value of a setting in the place of the old one', () => {
    const lines = ['interface Ethernet1', '   description new', '   switchport access vlan 20'];
    assert.deepEqual(
      after(eosLike, 'interface Ethernet1\n   switchport access vlan 10\n   description old', lines),
      ['interface Ethernet1', '   switchport access vlan 20', '   description new'],
    );
  });

  it('loses a line that is negated, with or without its value, and a default that is typed', () => {
    const running = 'interface Ethernet1\n   shutdown\n   description old\n   switchport access vlan 10';
    const lines = [
      'interface Ethernet1',
      '   no description',
      '   no shutdown',
      '   no switchport access vlan',
    ];
    assert.deepEqual(after(eosLike, running, lines), ['interface Ethernet1']);
  });

  it('adds to a list and takes from it, one list at a time', () => {
    const running = 'interface ethernet1/1/1\n switchport trunk allowed vlan 10,20';
    const lines = [
      'interface ethernet1/1/1',
      ' switchport trunk allowed vlan 21-22',
      ' no switchport trunk allowed vlan 10,21',
    ];
    assert.deepEqual(after(os10Like, running, lines), [
      'interface ethernet1/1/1',
      ' switchport trunk allowed vlan 20,22',
    ]);
  });

  it('has a list that is typed whole in the place of the old one, and longer where a line goes on with it', () => {
    const running = 'interface Ethernet1\n   switchport trunk allowed vlan 10,20';
    const lines = [
      'interface Ethernet1',
      '   switchport trunk allowed vlan 30',
      '   switchport trunk allowed vlan add 31,40',
    ];
    assert.deepEqual(after(eosLike, running, lines), [
      'interface Ethernet1',
      '   switchport trunk allowed vlan 30-31,40',
    ]);
  });

  it('has no section any more that is removed, by whatever words', () => {
    assert.deepEqual(after(eosLike, 'vlan 10,20', ['no vlan 10']), ['vlan 20']);
    assert.deepEqual(
      after(os10Like, 'interface port-channel1\n description x', ['no interface port-channel 1']),
      [],
    );
  });

  it('takes a line for one of the section that it is indented below', () => {
    const lines = ['router bgp 65001', '   vlan 10', '      rd 1:10', '   exit', 'vlan 10', '   name ten'];
    assert.deepEqual(after(eosLike, 'router bgp 65001', lines), [
      'router bgp 65001',
      '   vlan 10',
      '      rd 1:10',
      'vlan 10',
      '   name ten',
    ]);
  });

  it('has free text as it was typed', () => {
    const lines = ['banner login', 'vlan 10', '  no more', 'EOF', 'vlan 20'];
    assert.deepEqual(after(eosLike, 'banner login\nold\nEOF', lines), [
      'banner login',
      'vlan 10',
      '  no more',
      'EOF',
      'vlan 20',
    ]);
  });

  it('copies the settings of a port-channel to its members, as long as they are in it', () => {
    const rules: ConfigRules = {
      ...nxosLike,
      lines: nxosLike.lines.map((rule) =>
        rule.key === 'channel-group' ? { ...rule, copies: /^switchport/ } : rule,
      ),
    };
    const running = [
      'interface port-channel11',
      '  switchport trunk allowed vlan 10',
      'interface Ethernet1/1',
      '  switchport trunk allowed vlan 99',
    ].join('\n');
    const lines = [
      'interface Ethernet1/1',
      '  channel-group 11 mode active',
      'interface port-channel11',
      '  switchport trunk allowed vlan 20',
      'interface Ethernet1/1',
      '  no channel-group',
      'interface port-channel11',
      '  switchport trunk allowed vlan 30',
    ];
    assert.deepEqual(after(rules, running, lines), [
      'interface port-channel11',
      '  switchport trunk allowed vlan 30',
      'interface Ethernet1/1',
      '  switchport trunk allowed vlan 20',
    ]);
  });
});

const captures = [
  ['arista-eos', 'arista_eos/show_running-config_sanitized/suzieq_eos_leaf01.txt'],
  ['cisco-nxos', 'cisco_nxos/show_running-config_exclude_security/suzieq_nxos_leaf01.txt'],
  ['dell-os10', 'dell_os10/show_running-configuration/napalm_dellos10_startup.txt'],
] as const;

for (const [name, file] of captures) {
  describe(`the real configuration ${file}`, () => {
    const place = new URL(`../../../../../shared/data/show-outputs/${file}`, import.meta.url);
    const rules = drivers.get(name)?.rules;

    it('comes out of the lines that make it from nothing', function () {
      if (rules === undefined || !existsSync(place)) this.skip(); // The collection is not beside this checkout.
      const tree = parseConfig(readFileSync(place, 'utf8'), rules);
      const replayed = new ReplayedConfig([], rules);
      for (const line of remediation([], tree, rules)) replayed.type(line);
      const headers = tree.map(({ text }) => text);
      assert.equal(sectionText(replayed.tree(), headers, rules), sectionText(tree, headers, rules));
    });
  });
}
