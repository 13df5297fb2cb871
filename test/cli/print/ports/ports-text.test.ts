import assert from 'node:assert/strict';
import { paint } from '../../../../src/cli/print/paint.ts';
import { portsJson } from '../../../../src/cli/print/ports/ports-json.ts';
import { portsText } from '../../../../src/cli/print/ports/ports-text.ts';
import { portIndex } from '../../../../src/fabric/model/ids.ts';
import type { ResolvedEndpoint } from '../../../../src/fabric/model/resolved-fabric.ts';

/** Ethernet10 sorts before Ethernet9 as a plain string, and after it as a number. */
const crossed: ResolvedEndpoint = {
  name: 'esx01',
  kind: 'server',
  os: 'esxi',
  hostSwitch: 'standard',
  provisioning: false,
  interfaces: [
    { index: portIndex(0), osIndex: 0, at: { switch: 'sw1', port: 'Ethernet10' }, mac: '52:54:00:00:00:01' },
    { index: portIndex(1), osIndex: 1, at: { switch: 'sw1', port: 'Ethernet9' }, name: 'vmnic5' },
    { mac: '52:54:00:00:00:03' },
  ],
};
const straight: ResolvedEndpoint = {
  name: 'array1',
  kind: 'external-system',
  hostSwitch: 'standard',
  provisioning: false,
  interfaces: [{ index: portIndex(0), osIndex: 0, at: { switch: 'sw2', port: 'Ethernet1' } }],
};

const table = `esx01  (esxi, 3 interfaces)
  index  OS index  switch  port        MAC                vmnic   vmk
  #0 *   0         sw1     Ethernet10  52:54:00:00:00:01  vmnic0  vmk0
  #1 *   1         sw1     Ethernet9   -                  vmnic5  vmk1
  -      -         -       -           52:54:00:00:00:03  -       -

array1  (external system, 1 interface)
  index  OS index  switch  port       MAC
  #0     0         sw2     Ethernet1  -

* would have another index if the numbers in names were compared as numbers.`;

describe('the port index table', () => {
  it('marks the ports whose order is not the one a person would count', () => {
    assert.equal(portsText([crossed, straight], paint(false), false), table);
  });

  it('explains the rule and prints the keys as they were sorted', () => {
    const text = portsText([crossed], paint(false), true);
    assert.match(text, /both compared as plain strings/);
    assert.match(text, /#0 {2}\("sw1", "Ethernet10"\) {3}by number it would be #1/);
  });

  it('gives an interface without a cable no index in JSON, and ESXi names only to ESXi', () => {
    const { servers, externalSystems } = portsJson([crossed, straight]);
    assert.deepEqual(servers[0]?.interfaces[2], {
      index: null,
      osIndex: null,
      switch: null,
      port: null,
      mac: '52:54:00:00:00:03',
      vmnic: null,
      vmk: null,
    });
    assert.deepEqual(externalSystems?.[0]?.interfaces, [
      { index: 0, osIndex: 0, switch: 'sw2', port: 'Ethernet1', mac: null },
    ]);
  });
});
