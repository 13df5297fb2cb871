import assert from 'node:assert/strict';
import { readFacts } from '../../../src/drivers/arista-eos/facts.ts';
import { rules } from '../../../src/drivers/arista-eos/rules.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { capturesOf } from '../captures.ts';
import { fixturesOf } from '../fixture.ts';

const { capture } = capturesOf('arista_eos');
const fixture = fixturesOf('arista-eos');

const factsOf = (text: string) => readFacts(parseConfig(text, rules));

describe('the facts of a running configuration of Arista EOS', () => {
  it('are read from a real one', function () {
    const facts = factsOf(capture(this, 'show_running-config_sanitized/suzieq_eos_leaf01.txt'));
    assert.equal(facts.hostname, 'leaf01');
    assert.deepEqual(facts.vlans, [{ id: 10 }, { id: 30 }, { id: 4094 }]);
    assert.deepEqual(
      facts.ports.map(({ id, portChannel }) => [id, portChannel]),
      [
        ['Ethernet1', undefined],
        ['Ethernet2', undefined],
        ['Ethernet3', 3],
        ['Ethernet4', 4],
        ['Ethernet5', 1],
        ['Ethernet6', 1],
        ['Management1', undefined],
      ],
    );
    // Routed ports and members use no VLAN of their own.
    assert.ok(facts.ports.slice(0, 6).every(({ vlans }) => vlans.length === 0));
    assert.deepEqual(
      facts.portChannels.map(({ id, vlans }) => [id, vlans]),
      [
        [1, 'all'],
        [3, [{ low: 10, high: 10 }]],
        [4, [{ low: 30, high: 30 }]],
      ],
    );
    assert.deepEqual(facts.svis, [10, 30, 4094]);
    assert.equal(facts.hasPairDomain, true);
    assert.equal(facts.internalVlans, undefined);
  });

  it('keep a real configuration as it is when it is read and printed again', function () {
    const text = capture(this, 'show_running-config_sanitized/suzieq_eos_leaf01.txt');
    const tree = parseConfig(text, rules);
    const printed = formatConfig(tree, rules);
    assert.deepEqual(parseConfig(printed, rules), tree);
    const lines = (config: string) =>
      config
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && line !== 'end' && !line.startsWith('!'));
    const expected = lines(text).flatMap((line) => (line === 'vlan 10,30' ? ['vlan 10', 'vlan 30'] : [line]));
    assert.deepEqual(lines(printed), expected);
  });

  it('tell what our own configuration uses', () => {
    const facts = factsOf(fixture('rack1-sw1.cfg'));
    assert.deepEqual(facts.vlans[0], { id: 100, name: 'tl:mgmt' });
    const port = facts.ports.find(({ id }) => id === 'Ethernet30');
    assert.deepEqual(port, { id: 'Ethernet30', description: 'tl:released', isShut: true, vlans: [] });
    const bond = facts.portChannels.find(({ id }) => id === 31);
    assert.deepEqual(bond?.vlans, [
      { low: 100, high: 100 },
      { low: 120, high: 121 },
    ]);
  });

  it('say that a port without any line is in VLAN 1', () => {
    assert.deepEqual(factsOf('interface Ethernet1\n').ports[0]?.vlans, [{ low: 1, high: 1 }]);
  });

  for (const line of [
    'vlan internal order ascending range 3700 3900',
    'vlan internal allocation policy ascending range 3700 3900',
  ]) {
    it(`name the VLANs that the switch takes for itself: ${line}`, () => {
      assert.deepEqual(factsOf(`${line}\n`).internalVlans, { low: 3700, high: 3900 });
    });
  }
});
