import assert from 'node:assert/strict';
import { loadLines, startLoader } from '../../../src/drivers/openvswitch/agent/program.ts';
import { change } from '../../../src/drivers/openvswitch/change.ts';
import { dialect } from '../../../src/drivers/openvswitch/dialect.ts';
import { promptMode } from '../../../src/transport/shell/prompt-match.ts';

describe('the command line of Open vSwitch', () => {
  for (const [prompt, mode] of [
    ['root@leaf1:~# ', 'shell'],
    ['# ', 'shell'],
    ['root@leaf1:~(ovs)# ', 'ovs'],
    ['root@leaf1:~(ovs-config)# ', 'config'],
    ['% port swp9 does not exist', undefined],
  ] as const) {
    it(`is in mode ${String(mode)} at "${prompt}"`, () => {
      assert.equal(promptMode(dialect.modes, prompt), mode);
    });
  }

  it('is loaded in lines that every terminal takes, and quoted so that a shell changes nothing', () => {
    for (const line of [startLoader, ...loadLines]) {
      assert.ok(line.length < 4_000);
      assert.match(line, /^[\x20-\x7e]+$/);
    }
    assert.equal(startLoader.match(/'/g)?.length, 2);
  });

  it('calls a change by a name that is a name of a file', () => {
    assert.deepEqual(change.open('../7 a'), ['configure ..-7-a']);
  });
});
