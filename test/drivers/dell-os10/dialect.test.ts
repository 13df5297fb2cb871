import assert from 'node:assert/strict';
import { dialect } from '../../../src/drivers/dell-os10/dialect.ts';
import {
  itLeadsHomeFrom,
  itTakesForNoPrompt,
  itTakesForNoRefusal,
  itTakesForRefusals,
  itTellsModes,
} from '../dialect.ts';

describe('the command line of Dell OS10', () => {
  itTellsModes(dialect, [
    ['leaf-a#', 'privileged'],
    ['OS10# ', 'privileged'],
    ['leaf-a>', 'exec'],
    ['leaf-a(config)#', 'config'],
    ['leaf-a(conf-if-eth1/1/1)# ', 'config'],
    ['leaf-a(conf-if-po-11)#', 'config'],
    ['leaf-a(conf-if-vl-20)#', 'config'],
    ['leaf-a(conf-range-eth1/1/7-1/1/8)#', 'config'],
    ['leaf-a(conf-vlt-1)#', 'config'],
    ['leaf-a(config-control-plane)#', 'config'],
    ['admin@OS10:~$', 'bash'],
  ]);

  itTakesForNoPrompt(dialect, [
    '',
    'password:',
    '--more--',
    ' description a#',
    '% Error: Illegal parameter.',
    '! text >',
  ]);

  itLeadsHomeFrom(dialect, ['exec', 'config']);

  itTakesForRefusals(dialect, [
    '% Error: Unrecognized command.',
    '% Error: Illegal parameter.',
    '% Error:  Range configuration conflict - the last command was not applied. Please commit (or discard) the rest',
    '% Error:  The command failure resulted in disintegrated candidate configuration. Please discard',
    'Syntax error: unknown command',
    '% Incomplete command',
    'Ambiguous command',
    'Command not found',
    'An invalid interface has been used for this command.',
    'returned error code: 1',
  ]);

  itTakesForNoRefusal(dialect, [
    '',
    ' description "Error: none"',
    'Peer Heartbeat status : Down',
    'No mismatch',
    'Flags:  D - Down    I - member up but inactive',
  ]);

  it('recognises log lines in the middle of other output', () => {
    const line = '<165>1 2024-01-01T10:00:00.000Z leaf-a dn_alm 812 - - Node.1-Unit.1:PRI [event]';
    assert.ok(dialect.noise.some((pattern) => pattern.test(line)));
    assert.ok(!dialect.noise.some((pattern) => pattern.test('<rpc-reply>')));
  });

  it('asks for a terminal in which no line is folded, for want of a command that sets its width', () => {
    assert.ok(dialect.terminalColumns > 511);
    assert.ok(!dialect.onOpen.some((line) => line.includes('width')));
  });
});
