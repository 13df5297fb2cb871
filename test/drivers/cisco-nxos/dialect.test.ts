import assert from 'node:assert/strict';
import { dialect } from '../../../src/drivers/cisco-nxos/dialect.ts';
import {
  itLeadsHomeFrom,
  itTakesForNoPrompt,
  itTakesForNoRefusal,
  itTakesForRefusals,
  itTellsModes,
} from '../dialect.ts';

describe('the command line of Cisco NX-OS', () => {
  itTellsModes(dialect, [
    ['leaf-a>', 'exec'],
    ['leaf-a#', 'privileged'],
    ['leaf-a# ', 'privileged'],
    ['leaf-a-enable#', 'privileged'],
    ['leaf-a.dc1.example.net#', 'privileged'],
    ['leaf-a(config)#', 'config'],
    ['leaf-a(config-if)#', 'config'],
    ['leaf-a(config-if-range)#', 'config'],
    ['leaf-a(config-vlan)#', 'config'],
    ['leaf-a(config-vpc-domain)#', 'config'],
    ['leaf-a(config-router-neighbor-af)#', 'config'],
    ['leaf-a(config-s)#', 'session'],
    ['leaf-a(config-s-acl)#', 'session'],
    ['leaf-a(config-dual-stage)#', 'dual-stage'],
    ['leaf-a(config-dual-stage-if)#', 'dual-stage'],
    ['leaf-a(maint-mode)#', 'maintenance'],
    ['leaf-a(maint-mode)(config)#', 'maintenance'],
  ]);

  itTakesForNoPrompt(dialect, [
    '',
    'Password: ',
    "% Invalid command at '^' marker.",
    '  description uplink # 1',
    '--More--',
  ]);

  itLeadsHomeFrom(dialect, ['exec', 'config', 'session', 'dual-stage']);

  it('leads nowhere on a switch that was taken out of service', () => {
    assert.ok(dialect.ways.every(({ from, to }) => from !== 'maintenance' && to !== 'maintenance'));
  });

  it('answers every question of the switch beforehand', () => {
    assert.ok(dialect.onOpen.includes('terminal dont-ask'));
  });

  itTakesForRefusals(dialect, [
    "                   ^\n% Invalid command at '^' marker.",
    "% Invalid number at '^' marker.",
    '% Invalid input detected',
    "% Incomplete command at '^' marker.",
    "% Ambiguous command at '^' marker.",
    '% Bad secret',
    'ERROR: Vlan 3970 is reserved',
    'Error: something',
    'Duplicate sequence number',
    'command failed: port not compatible [port allowed vlan list]',
    'Rollback failed.',
  ]);

  itTakesForNoRefusal(dialect, [
    '',
    'Copy complete.',
    'Warning: Edge port type (portfast) should only be enabled on ports connected to a single',
    '%STP-2-BRIDGE_ASSURANCE_WARNING: text',
    '%$ VDC-1 %$ stp: text',
    '  description % 10',
    '  description ERROR: none',
    'Rollback completed successfully.',
  ]);

  for (const line of [
    '2024 Jan  1 10:00:00 leaf-a %$ VDC-1 %$ stp: Please note that spanning tree port type is changed to "network"',
    '2024 Jan 11 10:00:00 leaf-a %$ VDC-1 %$ %STP-2-BRIDGE_ASSURANCE_WARNING: text',
    '2024 Jan  1 10:00:00.123 leaf-a %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up',
  ]) {
    it(`recognises the log line ${JSON.stringify(line.slice(21, 60))} in the middle of other output`, () => {
      assert.ok(dialect.noise.some((pattern) => pattern.test(line)));
    });
  }

  it('takes no line of a configuration for a log line', () => {
    for (const line of ['!Time: Wed May 26 12:03:43 2021', '  name 2024 Jan  1']) {
      assert.ok(!dialect.noise.some((pattern) => pattern.test(line)));
    }
  });
});
