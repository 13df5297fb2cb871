import assert from 'node:assert/strict';
import { modePath } from '../../../src/transport/shell/mode-path.ts';

const way = (from: string, to: string): { from: string; to: string; command: string } => ({
  from,
  to,
  command: `${from} to ${to}`,
});
const commands = (from: string, to: string, ways: readonly ReturnType<typeof way>[]): unknown =>
  modePath(ways, from, to)?.map(({ command }) => command);

describe('the way from one mode to another', () => {
  const ways = [
    way('exec', 'privileged'),
    way('privileged', 'config'),
    way('config', 'interface'),
    way('interface', 'config'),
    way('interface', 'privileged'),
    way('config', 'privileged'),
  ];

  it('is empty where nothing has to be done', () => {
    assert.deepEqual(commands('exec', 'exec', ways), []);
  });

  it('leads over modes in between', () => {
    assert.deepEqual(commands('exec', 'interface', ways), [
      'exec to privileged',
      'privileged to config',
      'config to interface',
    ]);
  });

  it('is the shortest one', () => {
    assert.deepEqual(commands('interface', 'privileged', ways), ['interface to privileged']);
  });

  it('is undefined where none leads there', () => {
    assert.equal(commands('privileged', 'exec', ways), undefined);
    assert.equal(commands('exec', 'bash', ways), undefined);
  });
});
