import assert from 'node:assert/strict';
import { dialect } from '../../../src/drivers/arista-eos/dialect.ts';
import {
  itLeadsHomeFrom,
  itTakesForNoPrompt,
  itTakesForNoRefusal,
  itTakesForRefusals,
  itTellsModes,
} from '../dialect.ts';

describe('the command line of Arista EOS', () => {
  itTellsModes(dialect, [
    ['leaf-a>', 'exec'],
    ['leaf-a#', 'privileged'],
    ['spine(s1)#', 'privileged'],
    ['spine(s1)>', 'exec'],
    ['leaf-a.dc1.example.net#', 'privileged'],
    ['leaf-a(config)#', 'config'],
    ['leaf-a(config-if-Et1)#', 'config'],
    ['leaf-a(config-if-Et49/1)#', 'config'],
    ['leaf-a(config-if-Et1-4)#', 'config'],
    ['leaf-a(config-mlag)#', 'config'],
    ['leaf-a(config-vlan-10)#', 'config'],
    ['spine(s1)(config-if-Po11)#', 'config'],
    ['leaf-a(config-s-tlprov)#', 'session'],
    ['leaf-a(config-s-tlprov-if-Et1)#', 'session'],
    ['leaf-a(config-s-tlprov-if-Po11)#', 'session'],
    ['leaf-a(config-s-tlprov-vlan-10)#', 'session'],
    ['leaf-a(config-s-tlprov-mlag)#', 'session'],
    ['[admin@leaf-a ~]$', 'bash'],
  ]);

  itTakesForNoPrompt(dialect, [
    '',
    'Password: ',
    '% Invalid input',
    '   description uplink # 1',
    ' --More-- ',
    '! comment >',
  ]);

  itLeadsHomeFrom(dialect, ['exec', 'config', 'session']);

  itTakesForRefusals(dialect, [
    '% Invalid input',
    "% Invalid input (at token 1: 'switchprot')",
    '% Ambiguous command',
    '% Incomplete command',
    '% Unavailable command (not supported on this hardware platform)',
    '% Cannot commit session: another session is pending commit timer',
    '% Cannot change mode; remove all members and try again.',
    '% Bad secret',
    'Maximum number of pending sessions has been reached',
    'Cannot enter session tlprov-1: state is pendingCommitTimer',
  ]);

  itTakesForNoRefusal(dialect, [
    '',
    '! portfast should only be enabled on ports connected to a single host.',
    'Copy completed successfully.',
    '% not found in current VLAN',
    '  "state": "pendingCommitTimer",',
    '{"sessions":{"tlprov-1":{"state":"pendingCommitTimer"}}}',
  ]);

  it('recognises log lines in the middle of other output', () => {
    const line = 'Jun  3 10:21:07 leaf-a Lacp: %LACP-5-PORT_BUNDLED: Ethernet1 joined Port-Channel31';
    assert.ok(dialect.noise.some((pattern) => pattern.test(line)));
    assert.ok(!dialect.noise.some((pattern) => pattern.test('   name Jun  3')));
  });
});
