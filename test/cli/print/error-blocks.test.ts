import assert from 'node:assert/strict';
import type { ErrorReport } from '../../../src/cli/error-report.ts';
import { errorBlocks } from '../../../src/cli/print/error-blocks.ts';
import { paint } from '../../../src/cli/print/paint.ts';

const shown = (...reports: readonly ErrorReport[]): readonly string[] => errorBlocks(reports, paint(false));
const next = { words: 'mend it, then once more', commands: ['twinleaf plan'] };

describe('errors one below the other', () => {
  it('tell switches that could not be read together: words of each, hint and next command once', () => {
    const hint = 'pin it with `twinleaf trust`';
    const unknown = (hostname: string, key: string): ErrorReport => {
      return {
        code: 'host-key-unknown',
        unit: 'rack1',
        switch: hostname,
        message: `${hostname}: shows ${key}; ${hint}`,
        hint,
      };
    };
    assert.deepEqual(shown(unknown('sw1', 'A'), { ...unknown('sw2', 'B'), next }), [
      `error: 2 switches could not be read (host-key-unknown)
    sw1: shows A
    sw2: shows B
  hint: pin it with \`twinleaf trust\`
  Next: mend it, then once more
      twinleaf plan`,
    ]);
  });

  it('name switches that said the same in one line, with the command and the answer', () => {
    const refused = (unit: string, hostname: string, output: string): ErrorReport => {
      const message = `${hostname}: refused "show x"`;
      return { code: 'line-rejected', unit, switch: hostname, message, command: 'show x', output };
    };
    const reports = [
      refused('rack1', 'sw1', '% no\u001b[2J\n'),
      refused('rack2', 'sw3', '% never'),
      refused('sw5', 'sw5', '% no\u001b[2J\n'),
    ];
    assert.deepEqual(shown(...reports), [
      `error: 3 switches could not be read (line-rejected)
    sw1, sw5: refused "show x"
      told: show x
      it answered:
        | % no\\x1b[2J
    sw3: refused "show x"
      told: show x
      it answered:
        | % never`,
    ]);
  });

  it('have a block each where they are of different kinds, or not about reading a switch', () => {
    const blocks = shown(
      { code: 'rolled-back', message: 'sw1 refused it', switch: 'sw1', job: '1-rack1' },
      { code: 'rolled-back', message: 'sw2 refused it', switch: 'sw2', job: '1-rack2' },
      { code: 'connect-failed', unit: 'rack3', switch: 'sw6', message: 'sw6: no connection' },
      { code: 'auth-failed', unit: 'rack4', switch: 'sw7', message: 'sw7: refused' },
      { code: 'unit-waits', unit: 'rack5', message: 'rack5 waits for rack3' },
    );
    assert.deepEqual(
      blocks.map((block) => block.split('\n')[0]),
      [
        'error: sw1 refused it (rolled-back)',
        'error: sw2 refused it (rolled-back)',
        'error: sw6: no connection (connect-failed)',
        'error: sw7: refused (auth-failed)',
        'error: rack5 waits for rack3 (unit-waits)',
      ],
    );
  });
});
