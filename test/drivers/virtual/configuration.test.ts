import assert from 'node:assert/strict';
import {
  Configuration,
  isSameBody,
  keptPerVersion,
  sortedNodes,
  type ConfigNode,
} from '../../../src/drivers/virtual/configuration.ts';

const node = (text: string, order = 0): ConfigNode => ({ text, group: 0, order });
const section = (text: string): ConfigNode => ({ ...node(text), body: new Map() });

function withPort(): Configuration {
  const config = new Configuration();
  config.put([], 'interface 1', section('interface 1'));
  config.put(['interface 1'], 'mtu', node('mtu 9000'));
  return config;
}

describe('the configuration of a virtual switch', () => {
  it('has one line in a slot: the last that was put there', () => {
    const config = withPort();
    config.put(['interface 1'], 'mtu', node('mtu 1500'));
    assert.equal(config.value(['interface 1'], 'mtu'), '1500');
    assert.equal(config.body(['interface 1']).size, 1);
  });

  it('is not changed by what is done to its copy', () => {
    const config = withPort();
    const copy = config.clone();
    copy.delete(['interface 1'], 'mtu');
    assert.equal(config.value(['interface 1'], 'mtu'), '9000');
    assert.equal(isSameBody(config.slots, copy.slots), false);
  });

  it('has another version after every change, and after nothing else', () => {
    const config = withPort();
    const before = config.version;
    config.put(['interface 1'], 'mtu', node('mtu 9000'));
    config.delete([], 'hostname');
    assert.equal(config.version, before);
    config.delete(['interface 1'], 'mtu');
    assert.ok(config.version > before);
  });

  it('has what a fresh switch has where a line of the top level is taken away', () => {
    const defaults = new Configuration();
    defaults.put([], 'mode', node('mode slow'));
    const config = new Configuration();
    config.put([], 'mode', node('mode fast'));
    config.reset([], 'mode', defaults);
    assert.equal(config.value([], 'mode'), 'slow');
  });

  it('loses every line that begins with the same words, whole words', () => {
    const config = new Configuration();
    for (const text of ['ntp server 1', 'ntp server 2', 'ntp servers']) config.put([], text, node(text));
    config.deleteBeginning([], 'ntp server');
    assert.deepEqual([...config.slots.keys()], ['ntp servers']);
  });

  it('is printed by group and order, and as typed where those are equal', () => {
    const body = new Map([
      ['b', node('b', 1)],
      ['z', node('z')],
      ['a', node('a')],
    ]);
    assert.deepEqual(
      sortedNodes(body).map(({ text }) => text),
      ['z', 'a', 'b'],
    );
  });

  it('is read anew only when it has changed', () => {
    let reads = 0;
    const lines = keptPerVersion((config) => {
      reads += 1;
      return config.slots.size;
    });
    const config = withPort();
    assert.deepEqual([lines(config), lines(config), reads], [1, 1, 1]);
    config.put([], 'hostname', node('hostname a'));
    assert.deepEqual([lines(config), lines(config.clone()), reads], [2, 2, 3]);
  });
});
