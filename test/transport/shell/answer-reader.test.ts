import assert from 'node:assert/strict';
import { AnswerReader } from '../../../src/transport/shell/answer-reader.ts';
import { smallDialect } from '../small-dialect.ts';

function read(
  commands: readonly (string | undefined)[],
  lines: readonly string[],
  previous?: string,
): AnswerReader {
  const reader = new AnswerReader(smallDialect.modes, 'leaf-a#', previous);
  for (const command of commands) reader.expect(command);
  for (const line of lines) reader.line(line);
  return reader;
}

describe('answers on the screen', () => {
  it('begin behind the echo of their command', () => {
    const reader = read(['show clock'], ['leaf-a#show clock', 'noon', '']);
    assert.deepEqual(reader.answers, [['noon', '']]);
    assert.equal(reader.isComplete, true);
  });

  it('are not taken from prompts that came before', () => {
    const reader = read(['show clock'], ['leaf-a#', 'leaf-a#']);
    assert.equal(reader.isComplete, false);
    assert.deepEqual(reader.answers, []);
  });

  it('belong to lines in order while the prompt changes under them', () => {
    const reader = read(
      ['configure session prov-1', 'vlan 100', 'vlan 5000', 'exit', 'exit'],
      [
        'leaf-a#configure session prov-1',
        'leaf-a(config-s-prov-1)#vlan 100',
        'leaf-a(config-s-prov-1-vlan-100)#vlan 5000',
        '% Invalid input',
        'leaf-a(config-s-prov-1-vlan-100)#exit',
        'leaf-a(config-s-prov-1)#exit',
      ],
    );
    assert.deepEqual(reader.answers, [[], [], ['% Invalid input'], [], []]);
  });

  it('do not depend on whether leading blanks of a command are echoed', () => {
    assert.deepEqual(read(['   name x'], ['leaf-a#   name x', 'out']).answers, [['out']]);
    assert.deepEqual(read(['   name x'], ['leaf-a#name x', 'out']).answers, [['out']]);
  });

  it('lose an echo that a slow switch repeats', () => {
    const reader = read(['show clock'], ['leaf-a#show clock', 'leaf-a#show clock', 'noon']);
    assert.deepEqual(reader.answers, [['noon']]);
    assert.equal(reader.isRepeating, true);
  });

  it('lose an echo that the terminal printed ahead of the prompt', () => {
    const reader = read(
      ['vlan 100', 'name a', 'exit'],
      [
        'leaf-a#vlan 100',
        'name a',
        'exit',
        'leaf-a(config-vlan-100)#name a',
        '% Invalid input',
        'leaf-a(config-vlan-100)#exit',
      ],
    );
    assert.deepEqual(reader.answers, [[], ['% Invalid input'], []]);
  });

  it('lose such an echo also where the one before it was left to the line editor', () => {
    const reader = read(
      ['vlan 100', 'name a', 'exit'],
      ['leaf-a#vlan 100', 'exit', 'leaf-a(config-vlan-100)#name a', 'leaf-a(config-vlan-100)#exit'],
    );
    assert.deepEqual(reader.answers, [[], [], []]);
  });

  it('lose an echo that the switch breaks into rows', () => {
    const reader = read(
      ['description a long text that does not fit'],
      ['leaf-a#description a long', ' text that does', ' not fit', 'out'],
    );
    assert.deepEqual(reader.answers, [['out']]);
    assert.equal(reader.isComplete, true);
  });

  it('wait for the rest of a broken echo', () => {
    assert.equal(read(['description text'], ['leaf-a#descrip']).isComplete, false);
  });

  it('begin behind an echo that a line editor has shortened', () => {
    assert.deepEqual(read(['description some long text'], ['leaf-a#$me long text$', 'out']).answers, [
      ['out'],
    ]);
  });

  it('of a secret begin behind the line on which it was typed', () => {
    assert.deepEqual(read([undefined], ['Password: ', '% Bad secret']).answers, [['% Bad secret']]);
  });

  it('are out of step when the previous command is echoed once more', () => {
    assert.equal(read(['show clock'], ['leaf-a#show version', 'text'], 'show version').isOutOfStep, true);
    assert.equal(read(['show clock'], ['a log line'], 'show version').isOutOfStep, false);
  });

  it('name the command that is outstanding', () => {
    assert.equal(read(['one', 'two'], []).current, 'one');
    assert.equal(read(['one', 'two'], ['leaf-a#one', 'leaf-a#two', 'x']).current, 'two');
  });
});
