import assert from 'node:assert/strict';
import type { ConfigRules, LineRule } from '../../../../src/fabric/remediation/config-rules.ts';
import { filled, ruleBook } from '../../../../src/fabric/remediation/lines/rule-book.ts';

function rulesWith(...lines: readonly LineRule[]): ConfigRules {
  return {
    layout: { indent: 1, ignored: [], continuations: [] },
    sections: [],
    lines,
    references: [],
    negation: 'no',
  };
}

function keyOf(text: string, ...patterns: readonly RegExp[]): string | undefined {
  const rules = rulesWith(...patterns.map((match, i) => ({ within: [], match, key: String(i) })));
  return ruleBook(rules).top.line(text)?.rule.key;
}

describe('a rule book', () => {
  it('lets the first pattern decide that fits, whatever word it begins with', () => {
    assert.equal(keyOf('mtu 9000', /^mtu \d+$/, /^mtu 9000$/, /9000/), '0');
    assert.equal(keyOf('mtu 9000', /9000/, /^mtu \d+$/), '0');
    assert.equal(keyOf('mtu 9000', /^name/, /^(?:l2 )?mtu \d+$/, /^mtu/), '1');
  });

  it('finds patterns of which the first word is not certain', () => {
    assert.equal(keyOf('no shutdown', /^no ?shutdown$/), '0');
    assert.equal(keyOf('noshutdown', /^no ?shutdown$/), '0');
    assert.equal(keyOf('b 1', /^a 1|^b 1/), '0');
    assert.equal(keyOf('SHUTDOWN', /^shutdown$/i), '0');
    assert.equal(keyOf('vlan-x 1', /^vlan\b/), '0');
    assert.equal(keyOf('mtus 1', /^mtu/), '0');
    assert.equal(keyOf('aab 1', /^a+b 1$/), '0');
  });

  it('keeps rules of other places out, and the order of rules that two patterns lead to', () => {
    const rules = rulesWith(
      { within: [/^interface E/], match: /^x$/, key: 'second door, first rule' },
      { within: [/^interface /], match: /^x$/, key: 'first door' },
      { within: [/^interface /, /^sub$/], match: /^x$/, key: 'deeper' },
    );
    const { top } = ruleBook(rules);
    assert.equal(top.line('x'), undefined);
    assert.equal(top.inside('interface E1').line('x')?.rule.key, 'second door, first rule');
    assert.equal(top.inside('interface P1').line('x')?.rule.key, 'first door');
    assert.equal(top.inside('interface P1').inside('sub').line('x')?.rule.key, 'deeper');
    assert.equal(top.inside('interface P1').inside('other').line('x'), undefined);
  });

  it('fills in what was captured, and nothing for what was not', () => {
    assert.equal(filled('no $1 $2$3', /^(a)(b)?(c)$/.exec('ac') ?? []), 'no a c');
  });
});
