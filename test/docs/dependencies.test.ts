import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

describe('docs/dependencies.md', () => {
  const page = readFileSync(new URL('../../docs/dependencies.md', import.meta.url), 'utf8');
  const named = new Set(
    [...page.matchAll(/^\| ([@a-z][^|]*?) \|/gm)].flatMap(([, names = '']) => names.split(', ')),
  );
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it('says of every package why it is there, and of no other', () => {
    const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    assert.deepEqual([...named].filter((name) => name !== 'package').sort(), packages.sort());
  });

  it('is about exact versions', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/);
    }
  });
});
