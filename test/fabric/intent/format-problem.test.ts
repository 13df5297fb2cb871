import assert from 'node:assert/strict';
import { formatProblem } from '../../../src/fabric/intent/format-problem.ts';
import type { Problem } from '../../../src/fabric/errors.ts';

const problem: Problem = {
  code: 'unknown-switch',
  message: 'there is no switch "sw9"',
  path: 'servers[0].interfaces[0].switch',
  hint: 'did you mean "sw1"?',
  file: 'site.yaml',
  line: 12,
  column: 11,
  excerpt: '  switch: sw9',
};

describe('formatProblem', () => {
  it('shows place, message and code, the line with a caret, and the hint', () => {
    assert.equal(
      formatProblem(problem),
      [
        'site.yaml:12:11: there is no switch "sw9" [unknown-switch]',
        '    switch: sw9',
        '            ^',
        'hint: did you mean "sw1"?',
      ].join('\n'),
    );
  });

  it('shows only what is known', () => {
    const bare: Problem = { code: 'empty-site', message: 'the site describes no switch', path: '' };
    assert.equal(formatProblem(bare), 'the site describes no switch [empty-site]');
    assert.equal(
      formatProblem({ ...bare, file: 'site.yaml' }),
      'site.yaml: the site describes no switch [empty-site]',
    );
  });

  it('keeps tabs before the caret, so that it stands below its column', () => {
    const [, line, caret] = formatProblem({ ...problem, excerpt: '\tswitch:\tsw9', column: 10 }).split('\n');
    assert.equal(line, '  \tswitch:\tsw9');
    assert.equal(caret, '  \t       \t^');
  });

  it('lets no control character reach the terminal', () => {
    const hostile = { ...problem, message: 'a\u001b[2Jb\r\n', excerpt: '\u001b]0;x\u0007switch: sw9' };
    const text = formatProblem(hostile);
    assert.doesNotMatch(text, /[^\P{Cc}\n]/u);
    assert.equal(text.split('\n').length, 4);
  });

  it('cuts a long line around the column', () => {
    const excerpt = `${'x'.repeat(400)}HERE${'y'.repeat(400)}`;
    const [, line = '', caret = ''] = formatProblem({ ...problem, excerpt, column: 401 }).split('\n');
    assert.ok(line.length <= 152);
    assert.equal(line.slice(caret.indexOf('^'), caret.indexOf('^') + 4), 'HERE');
  });
});
