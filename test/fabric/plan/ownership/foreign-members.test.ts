import assert from 'node:assert/strict';
import { ownsNothing } from '../../../../src/fabric/model/ownership.ts';
import { foreignMembers } from '../../../../src/fabric/plan/ownership/foreign-members.ts';
import { noFacts } from '../legs.ts';

const member = (id: string, description: string) => ({
  id,
  description,
  isShut: false,
  portChannel: 31,
  vlans: [],
});
const facts = { ...noFacts, ports: [member('Ethernet1', 'tl:srv/port0'), member('Ethernet2', 'bobs bench')] };
const before = { ...ownsNothing, ports: ['Ethernet1'], portChannels: [31] };

describe('a port of somebody else in a port-channel of ours', () => {
  it('keeps the port-channel from being removed', () => {
    const refusals = foreignMembers('sw1', facts, { before, after: ownsNothing });
    assert.deepEqual(
      refusals.map(({ code, message }) => [code, message]),
      [
        [
          'foreign-member',
          "sw1: Ethernet2, which is not Twinleaf's, is in port-channel 31, which is to be removed",
        ],
      ],
    );
  });

  it('is nothing to stop at while the port-channel stays, or once the port is claimed', () => {
    assert.deepEqual(foreignMembers('sw1', facts, { before, after: before }), []);
    const after = { ...ownsNothing, ports: ['Ethernet2'] };
    assert.deepEqual(foreignMembers('sw1', facts, { before, after }), []);
  });
});
