/** What a device does not print, types otherwise, copies by itself or takes only in a certain state. */
import assert from 'node:assert/strict';
import type { ConfigRules } from '../../../src/fabric/remediation/config-rules.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { isUntouched, targetTree } from '../../../src/fabric/remediation/target-tree.ts';
import { assertCommands, assertDifference } from './worked-example.ts';

const anyPort = [/^(?:port|bond) /];

/** A made-up operating system with each of these habits once. */
const rules: ConfigRules = {
  layout: { indent: 2, ignored: [/^!/], continuations: [] },
  sections: [
    {
      within: [],
      header: /^port \d+$/,
      isPermanent: true,
      implied: [
        { text: 'routed', under: /^ports are routed$/ },
        { text: 'bridged' },
        { text: 'off', beside: /^routed$/ },
        { text: 'on' },
      ],
    },
    { within: [], header: /^bond \d+$/ },
    { within: [], header: /^domain \d+$/ },
  ],
  lines: [
    { within: anyPort, match: /^(?:routed|bridged)$/, key: 'layer', remove: null, place: 'first' },
    { within: anyPort, match: /^off$/, key: 'power', remove: 'on', place: 'first' },
    { within: anyPort, match: /^on$/, key: 'power', remove: null, place: 'last' },
    { within: anyPort, match: /^vlan \d+$/, key: 'vlan', remove: 'no vlan' },
    {
      within: anyPort,
      match: /^joins (\d+)$/,
      key: 'joins',
      remove: 'leave',
      place: 'last',
      replacing: 'anew',
      typed: 'join $1 now',
      copies: /^vlan /,
    },
    {
      within: anyPort,
      match: /^mode \S+$/,
      key: 'mode',
      remove: 'no mode',
      during: { has: 'off', ends: 'on' },
    },
    { within: anyPort, match: /^paired$/, key: 'paired' },
  ],
  references: [
    { within: anyPort, match: /^joins (\d+)$/, needs: 'bond $1' },
    { within: anyPort, match: /^paired$/, needs: /^domain \d+$/ },
  ],
  negation: 'no ',
};

describe('a line that a device hides because it is the default', () => {
  const lines = (text: string) =>
    parseConfig(text, rules)
      .at(-1)
      ?.children.map((line) => line.text);

  it('is written out in the canonical form', () => {
    assert.deepEqual(lines('port 1\n'), ['bridged', 'on']);
    assert.deepEqual(lines('port 1\n  vlan 7\n  off\n'), ['vlan 7', 'off', 'bridged']);
  });

  it('depends on what else the section says, and on the top level', () => {
    assert.deepEqual(lines('port 1\n  routed\n'), ['routed', 'off']);
    assert.deepEqual(lines('ports are routed\nport 1\n'), ['routed', 'off']);
    assert.deepEqual(lines('ports are routed\nport 1\n  bridged\n'), ['bridged', 'on']);
  });

  it('is the same whether it is printed or not', () => {
    const tree = parseConfig('port 1\n  vlan 7\n', rules);
    assert.deepEqual(parseConfig(formatConfig(tree, rules), rules), tree);
  });

  it('is what a port says when it is given up, and counts as nothing configured', () => {
    const running = parseConfig('ports are routed\nport 1\n  bridged\n  vlan 7\nport 2\n', rules);
    const [, one, two] = running;
    assert.ok(one && two);
    assert.equal(isUntouched(one, running, rules), false);
    assert.equal(isUntouched(two, running, rules), true);
    const [, released] = targetTree(running, [], ['port 1'], rules);
    assert.deepEqual(
      released?.children.map(({ text }) => text),
      ['routed', 'off'],
    );
  });
});

describe('a line that is typed otherwise than it is printed', () => {
  it('is typed in its own form, and taken away as ever', () => {
    assertDifference({
      rules,
      running: 'bond 1\nport 1',
      intended: 'bond 1\nport 1\n  joins 1',
      commands: 'port 1\n  join 1 now',
    });
    assertDifference({
      rules,
      running: 'bond 1\nport 1\n  joins 1',
      intended: 'bond 1\nport 1',
      commands: 'port 1\n  leave',
    });
  });
});

describe('a setting that a device copies from the section it is bound to', () => {
  const bound = (vlan: number) => `
    bond 1
      vlan ${String(vlan)}
    port 1
      vlan ${String(vlan)}
      joins 1
  `;

  it('is typed there alone', () => {
    assertCommands({ rules, running: bound(7), intended: bound(8), commands: 'bond 1\n  vlan 8' });
  });

  it('is typed here before the two are bound', () => {
    assertCommands({
      rules,
      running: 'port 1',
      intended: bound(7),
      commands: 'bond 1\n  vlan 7\nport 1\n  vlan 7\n  join 1 now',
    });
  });

  it('is left alone where the binding ends before the other section changes', () => {
    assertCommands({
      rules,
      running: bound(7),
      intended: 'bond 1\n  vlan 8\nport 1\n  vlan 7',
      commands: 'port 1\n  leave\nbond 1\n  vlan 8',
    });
  });
});

describe('a line that a device takes only in a certain state', () => {
  it('is typed between the lines that lead there and back', () => {
    assertDifference({
      rules,
      running: 'bond 1',
      intended: 'bond 1\n  mode fast',
      commands: 'bond 1\n  off\n  mode fast\n  on',
    });
  });

  it('needs neither where the section is in that state before or afterwards', () => {
    assertDifference({
      rules,
      running: 'bond 1\n  off',
      intended: 'bond 1\n  off\n  mode fast',
      commands: 'bond 1\n  mode fast',
    });
    assertDifference({
      rules,
      running: 'bond 1\n  off\n  mode fast',
      intended: 'bond 1\n  on',
      commands: 'bond 1\n  no mode\n  on',
    });
  });
});

describe('a line that needs a section whose name it does not hold', () => {
  it('waits for whichever is made, and goes before it goes', () => {
    assertCommands({
      rules,
      running: '',
      intended: 'bond 1\n  paired\ndomain 7',
      commands: 'domain 7\nbond 1\n  paired',
    });
    assertDifference({
      rules,
      running: 'domain 7\nbond 1\n  paired',
      intended: 'bond 1',
      commands: 'bond 1\n  no paired\nno domain 7',
    });
  });
});
