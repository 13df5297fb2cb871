import assert from 'node:assert/strict';
import { observationCommand } from '../../src/drivers/observation-command.ts';

const running = [
  { text: 'hostname sw1', children: [] },
  { text: 'domain 7', children: [] },
];

describe('the command of an observation', () => {
  it('is typed as it stands where it is about the whole switch', () => {
    assert.equal(observationCommand({ command: 'show $1' }, running), 'show $1');
  });

  it('is filled from the line of the running configuration that it is about', () => {
    assert.equal(
      observationCommand({ where: /^domain (\d+)$/, command: 'show domain $1' }, running),
      'show domain 7',
    );
  });

  it('is not typed where the running configuration has no such line', () => {
    assert.equal(
      observationCommand({ where: /^group (\d+)$/, command: 'show group $1' }, running),
      undefined,
    );
  });
});
