import assert from 'node:assert/strict';
import { movedCables } from '../../../src/fabric/verify/moved-cables.ts';
import { cabling, hearing, mac, said } from '../plan/cabling/two-servers.ts';

const ports = ['Ethernet10', 'Ethernet11', 'Ethernet53/1'];
const portIndexes = { esx01: ['sw1/Ethernet10', 'sw2/Ethernet10'], esx02: ['sw1/Ethernet11'] };
const applied = { hostname: 'sw1', ports, portIndexes };
const esx02OnTen = hearing('sw1', { neighbours: { Ethernet10: [said('esx02', mac(2, 1))] } });

describe('moved cables', () => {
  it('are none while everything is heard where it was applied', () => {
    assert.deepEqual(movedCables(cabling, applied, hearing('sw1')), []);
  });

  it('are told with who was there and who is heard now', () => {
    assert.deepEqual(movedCables(cabling, applied, esx02OnTen), [
      { port: 'Ethernet10', expected: 'esx01', observed: `esx02 ${mac(2, 1)}` },
    ]);
  });

  it('are no news where the site has moved the cable itself and nothing of it is applied yet', () => {
    const before = { ...portIndexes, esx01: ['sw1/Ethernet12', 'sw2/Ethernet10'] };
    assert.deepEqual(movedCables(cabling, { ...applied, portIndexes: before }, esx02OnTen), []);
  });

  it('are no news either where the server was applied there under a former name', () => {
    const renamed = { esx01: 'old01' };
    const elsewhere = { old01: ['sw1/Ethernet12', 'sw2/Ethernet10'], esx02: ['sw1/Ethernet11'] };
    assert.deepEqual(movedCables(cabling, { ...applied, portIndexes: elsewhere, renamed }, esx02OnTen), []);
    const here = { ...elsewhere, old01: ['sw1/Ethernet10', 'sw2/Ethernet10'] };
    assert.equal(movedCables(cabling, { ...applied, portIndexes: here, renamed }, esx02OnTen).length, 1);
  });

  it('are not told of ports that are not ours', () => {
    assert.deepEqual(movedCables(cabling, { ...applied, ports: ['Ethernet11'] }, esx02OnTen), []);
  });
});
