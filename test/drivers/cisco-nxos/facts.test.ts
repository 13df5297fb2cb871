import assert from 'node:assert/strict';
import { readFacts } from '../../../src/drivers/cisco-nxos/facts.ts';
import { rules } from '../../../src/drivers/cisco-nxos/rules.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../src/fabric/remediation/remediation.ts';
import { capturesOf } from '../captures.ts';
import { fixturesOf } from '../fixture.ts';

const { capture } = capturesOf('cisco_nxos');
const fixture = fixturesOf('cisco-nxos');

const factsOf = (text: string) => readFacts(parseConfig(text, rules));
const wholeConfiguration = 'show_running-config_exclude_security/suzieq_nxos_leaf01.txt';

/** Section and line, for every line that says something. */
function paths(config: string): readonly string[] {
  const headers: string[] = [];
  return config
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('!') && !line.startsWith('version '))
    .map((line) => {
      const depth = Math.floor((line.length - line.trimStart().length) / 2);
      headers.splice(depth, headers.length, line.trim());
      return headers.join(' / ');
    });
}

describe('the facts of a running configuration of Cisco NX-OS', () => {
  it('are read from a real one', function () {
    const facts = factsOf(capture(this, wholeConfiguration));
    assert.equal(facts.hostname, 'leaf01');
    assert.deepEqual(
      facts.vlans.map(({ id }) => id),
      [1, 10, 30, 999, 3960],
    );
    assert.equal(facts.ports.length, 65);
    assert.deepEqual(
      facts.ports.slice(0, 7).map(({ id, portChannel, vlans }) => [id, portChannel, vlans]),
      [
        ['Ethernet1/1', undefined, []],
        ['Ethernet1/2', undefined, []],
        ['Ethernet1/3', 3, []],
        ['Ethernet1/4', 4, []],
        ['Ethernet1/5', 1, []],
        ['Ethernet1/6', 1, []],
        ['Ethernet1/7', undefined, [{ low: 1, high: 1 }]],
      ],
    );
    assert.ok(facts.ports.every(({ isShut }) => !isShut));
    assert.deepEqual(
      facts.portChannels.map(({ id, vlans }) => [id, vlans]),
      [
        [1, 'all'],
        [3, [{ low: 10, high: 10 }]],
        [4, [{ low: 30, high: 30 }]],
      ],
    );
    assert.deepEqual(facts.svis, [1, 10, 30, 999, 3960]);
    assert.equal(facts.hasPairDomain, true);
    assert.deepEqual(facts.internalVlans, { low: 3968, high: 4094 });
  });

  it('keep every line of a real configuration when it is read and printed again', function () {
    const text = capture(this, wholeConfiguration);
    const tree = parseConfig(text, rules);
    const printed = formatConfig(tree, rules);
    assert.deepEqual(parseConfig(printed, rules), tree);
    const kept = new Set(paths(printed));
    const expected = paths(text).flatMap((path) =>
      path === 'vlan 1,10,30,999,3960' ? ['vlan 1', 'vlan 10', 'vlan 30', 'vlan 999', 'vlan 3960'] : [path],
    );
    assert.ok(expected.length > 200);
    for (const path of expected) assert.ok(kept.has(path), path);
    // What is more than that is what the switch means without printing it.
    const implied = [...kept].filter((path) => !expected.includes(path));
    assert.deepEqual([...new Set(implied.map((path) => path.split(' / ').at(-1)))].toSorted(), [
      'no shutdown',
      'shutdown',
      'switchport',
    ]);
  });

  it('need no line to become a real configuration again', function () {
    const text = capture(this, wholeConfiguration);
    const tree = parseConfig(text, rules);
    assert.deepEqual(remediation(tree, parseConfig(formatConfig(tree, rules), rules), rules), []);
  });

  it('tell what our own configuration uses', () => {
    const facts = factsOf(fixture('rack1-sw1.cfg'));
    assert.deepEqual(facts.vlans[0], { id: 100, name: 'tl:mgmt' });
    const port = facts.ports.find(({ id }) => id === 'Ethernet1/30');
    assert.deepEqual(port, { id: 'Ethernet1/30', description: 'tl:released', isShut: true, vlans: [] });
    const bond = facts.portChannels.find(({ id }) => id === 31);
    assert.deepEqual(bond?.vlans, [
      { low: 100, high: 100 },
      { low: 120, high: 121 },
    ]);
  });

  it('name the VLANs that the switch takes for itself where they were moved', () => {
    assert.deepEqual(factsOf('system vlan 2000 reserve\n').internalVlans, { low: 2000, high: 2127 });
  });

  for (const [globals, vlans, isShut] of [
    ['', [{ low: 1, high: 1 }], false],
    ['system default switchport\n', [{ low: 1, high: 1 }], false],
    ['system default switchport\nsystem default switchport shutdown\n', [{ low: 1, high: 1 }], true],
    ['no system default switchport\n', [], true],
  ] as const) {
    it(`say what a port without any line is below ${JSON.stringify(globals)}`, () => {
      const [port] = factsOf(`${globals}interface Ethernet1/1\n`).ports;
      assert.deepEqual([port?.vlans, port?.isShut], [vlans, isShut]);
    });
  }
});
