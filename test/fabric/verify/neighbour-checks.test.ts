import assert from 'node:assert/strict';
import { neighbourChecks } from '../../../src/fabric/verify/neighbour-checks.ts';
import { cabling, hearing, mac, said } from '../plan/cabling/two-servers.ts';

describe('checks of neighbours', () => {
  it('are one for each cabled port on which something is heard', () => {
    const states = neighbourChecks(cabling, 'sw1', hearing('sw1')).map(({ subject, state, expected }) => [
      subject,
      state,
      expected,
    ]);
    assert.deepEqual(states.sort(), [
      ['Ethernet10', 'ok', 'esx01'],
      ['Ethernet11', 'ok', 'esx02'],
      ['Ethernet53/1', 'ok', 'sw2'],
    ]);
  });

  it('are wrong by the MAC of somebody else, and say who it is', () => {
    const moved = hearing('sw1', { neighbours: { Ethernet10: [said('esx02', mac(2, 1))] } });
    const wrong = neighbourChecks(cabling, 'sw1', moved).filter(({ state }) => state === 'wrong');
    assert.deepEqual(
      wrong.map(({ subject, observed }) => [subject, observed]),
      [['Ethernet10', `esx02 ${mac(2, 1)}`]],
    );
  });

  it('are none where what is heard cannot be compared', () => {
    const nameless = hearing('sw1', { neighbours: { Ethernet40: [said('', '52:54:00:00:09:09')] } });
    assert.ok(neighbourChecks(cabling, 'sw1', nameless).every(({ subject }) => subject !== 'Ethernet40'));
  });
});
