import assert from 'node:assert/strict';
import { readFacts } from '../../../src/drivers/dell-os10/facts.ts';
import { rules } from '../../../src/drivers/dell-os10/rules.ts';
import { UnsupportedError } from '../../../src/fabric/errors.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { capturedConfig } from './captures.ts';
import { fixturesOf } from '../fixture.ts';

const fixture = fixturesOf('dell-os10');

const factsOf = (text: string) => readFacts(parseConfig(text, rules));

const linesOf = (config: string) =>
  config
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('!'));

describe('the facts of a running configuration of Dell OS10', () => {
  it('are read from a real one', function () {
    const facts = factsOf(capturedConfig(this));
    assert.deepEqual(facts.vlans, [{ id: 1 }]);
    assert.equal(facts.ports.length, 33);
    assert.deepEqual(facts.ports[0], {
      id: 'ethernet1/1/1',
      description: 'This is test deswcription to validate the length',
      isShut: false,
      vlans: [],
    });
    assert.deepEqual(facts.ports[1], { id: 'ethernet1/1/2', isShut: false, vlans: [{ low: 1, high: 1 }] });
    assert.deepEqual(facts.portChannels, []);
    assert.deepEqual(facts.svis, []);
    assert.equal(facts.hasPairDomain, false);
  });

  it('keep every line of a real configuration when it is read and printed again', function () {
    const text = capturedConfig(this);
    const tree = parseConfig(text, rules);
    const printed = formatConfig(tree, rules);
    assert.deepEqual(parseConfig(printed, rules), tree);
    // What the switch leaves unsaid of a port that switches is written out.
    const implied = ['switchport', 'switchport mode access'];
    assert.deepEqual(
      linesOf(printed).filter((line) => !implied.includes(line)),
      linesOf(text),
    );
  });

  it('tell what our own configuration uses', () => {
    const facts = factsOf(fixture('rack1-sw1.cfg'));
    assert.deepEqual(facts.vlans[0], { id: 10, name: 'tl:provisioning' });
    assert.deepEqual(
      facts.ports.find(({ id }) => id === 'ethernet1/1/30'),
      { id: 'ethernet1/1/30', description: 'tl:released', isShut: true, vlans: [] },
    );
    assert.deepEqual(
      facts.ports.find(({ id }) => id === 'ethernet1/1/1'),
      { id: 'ethernet1/1/1', description: 'tl:srv-17/port0', isShut: false, portChannel: 11, vlans: [] },
    );
    assert.deepEqual(facts.portChannels[0]?.vlans, [
      { low: 10, high: 10 },
      { low: 20, high: 21 },
    ]);
    assert.equal(facts.hasPairDomain, true);
  });

  it('tell a VLAN that has an address from one that has none', () => {
    const facts = factsOf(fixture('foreign.cfg'));
    assert.deepEqual(facts.svis, [900]);
    assert.deepEqual(
      facts.vlans.find(({ id }) => id === 900),
      { id: 900, name: 'bobs lab' },
    );
  });

  it('say of a trunk without an untagged VLAN and without a list that it uses none', () => {
    const [port] = factsOf('interface ethernet1/1/1\n no shutdown\n switchport mode trunk\n').ports;
    assert.deepEqual(port?.vlans, []);
  });

  it('name the VLAN that the switch takes for itself', () => {
    assert.deepEqual(factsOf('').internalVlans, { low: 4094, high: 4094 });
  });

  it('are refused where VLANs list their ports as OS9 does', () => {
    assert.throws(
      () => factsOf('hostname sw1\nfeature config-os9-style\n'),
      (error) =>
        error instanceof UnsupportedError &&
        error.code === 'unsupported-feature' &&
        error.message.startsWith('sw1 '),
    );
  });
});
