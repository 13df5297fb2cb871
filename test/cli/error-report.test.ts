import assert from 'node:assert/strict';
import { errorText } from '../../src/cli/error-report.ts';
import { paint } from '../../src/cli/print/paint.ts';

const lost = {
  code: 'session-lost',
  message: 'sw1: the session ended',
  switch: 'sw1',
  command: 'vlan 100',
} as const;

describe('the error of a switch', () => {
  it('carries the command and what the switch said, line by line', () => {
    const lines = errorText({ ...lost, output: '% one\n% two\n' }, paint(false)).split('\n');
    assert.deepEqual(lines.slice(1), [
      '  sw1 was told: vlan 100',
      '  it answered:',
      '    | % one',
      '    | % two',
    ]);
  });

  it('says so where the switch said nothing', () => {
    const lines = errorText({ ...lost, output: '\r\n' }, paint(false)).split('\n');
    assert.deepEqual(lines.slice(1), ['  sw1 was told: vlan 100', '  it answered nothing']);
  });
});
