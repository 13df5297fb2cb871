import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The entry runs the command line when it is loaded; its own tests start it as a process. */
const entry = join('cli', 'main.ts');

describe('every room', () => {
  const sources = new URL('../src', import.meta.url).pathname;
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && name !== entry,
  );
  const rooms = new Set(files.map((name) => name.split('/')[0]));

  for (const room of rooms) {
    it(`loads with every name it imports: ${String(room)}`, async () => {
      for (const file of files.filter((name) => name.split('/')[0] === room)) {
        const loaded: unknown = await import(pathToFileURL(join(sources, file)).href);
        assert.ok(loaded, file);
      }
    });
  }
});
