import assert from 'node:assert/strict';
import { commandOutput, refusedLine } from '../../../src/transport/shell/command-output.ts';
import { smallDialect } from '../small-dialect.ts';

const log = 'Jun  3 10:21:07 leaf-a Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet1';

describe('the output of a command', () => {
  it('has no log lines that came in between', () => {
    assert.equal(commandOutput(['one', log, 'two'], smallDialect.noise), 'one\ntwo');
  });

  it('has no blank lines at its edges and keeps those inside', () => {
    assert.equal(commandOutput(['', ' ', 'one', '', '  two', ''], []), 'one\n\n  two');
    assert.equal(commandOutput(['', ' '], []), '');
  });
});

describe('a refusal', () => {
  it('is found in any line of the output', () => {
    assert.equal(
      refusedLine("some warning\n% Invalid input (at token 0: 'x')\nmore", smallDialect),
      "% Invalid input (at token 0: 'x')",
    );
  });

  it('is not what a dialect says only looks like one', () => {
    assert.equal(refusedLine('% Address not found in current VLAN', smallDialect), undefined);
  });

  it('is found behind a line that only looks like one', () => {
    const output = 'Address not found in current VLAN\nprofile not found';
    assert.equal(refusedLine(output, smallDialect), 'profile not found');
  });

  it('is not every line that begins with a percent sign', () => {
    assert.equal(refusedLine('% Warning: portfast should only be enabled on ports', smallDialect), undefined);
  });

  it('begins a line wherever the expression says so, with or without the flag for lines', () => {
    const dialect = { refusals: [/^% Incomplete/], notRefusals: [] };
    assert.equal(refusedLine('one\n% Incomplete command', dialect), '% Incomplete command');
    assert.equal(refusedLine('text % Incomplete command', dialect), undefined);
  });
});
