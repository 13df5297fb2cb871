import assert from 'node:assert/strict';
import type { DesiredPortChannel } from '../../../../src/fabric/desired/desired-switch.ts';
import { portChannelId } from '../../../../src/fabric/model/ids.ts';
import type { OwnedObject } from '../../../../src/fabric/model/ownership.ts';
import { contradictedBonds } from '../../../../src/fabric/plan/legs/pair-parameters.ts';

const bond = (id: number, role: DesiredPortChannel['role']): DesiredPortChannel => ({
  id: portChannelId(id),
  description: 'bond',
  role,
  members: [],
});

const desired = {
  hostname: 'sw1',
  driver: 'some-os',
  vlans: [],
  ports: [],
  portChannels: [bond(5, 'lag'), bond(31, 'mlag'), bond(32, 'mlag'), bond(1000, 'peer-link')],
};

const sectionsOf = (object: OwnedObject) =>
  object.kind === 'port-channel' ? [`bond ${String(object.id)}`] : [];

const os = { sectionsOf, pairParameters: [/^(?:no )?native \d+$/] };

const contradicted = (...commands: readonly string[]) => [...contradictedBonds({ commands, desired }, os)];

describe('bonds in which the members of a pair contradict one another for a while', () => {
  it('are those over both members in which a line changes that has to be equal', () => {
    assert.deepEqual(contradicted('bond 31', '  native 10', 'bond 32', '  no native 20'), [31, 32]);
  });

  it('are not those in which something else changes', () => {
    assert.deepEqual(contradicted('bond 31', '  description native 10', '  allowed 10-20'), []);
  });

  it('are no bonds of one member alone, no peer-link and no port', () => {
    assert.deepEqual(
      contradicted('bond 5', '  native 10', 'bond 1000', '  native 10', 'port 31', '  native 10'),
      [],
    );
  });

  it('are none where the operating system does not care', () => {
    const commands = ['bond 31', '  native 10'];
    assert.deepEqual([...contradictedBonds({ commands, desired }, { sectionsOf })], []);
  });
});
