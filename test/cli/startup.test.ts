import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Packages that `--help` must not wait for; they are loaded when a command needs them. */
const heavy = ['typeorm', 'sqlite3', 'ssh2', 'zod', 'handlebars', 'yaml', 'js-yaml', 'ipaddr.js'];

/** Packages reached from a file over imports that are not only types and not `import()`. */
function packagesReached(entry: URL): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file.href)) continue;
    seen.add(file.href);
    const text = readFileSync(fileURLToPath(file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from '([^']+)';/gm)) {
      if (name.startsWith('.')) open.push(new URL(name, file));
      else packages.add(name);
    }
  }
  return packages;
}

describe('the start of the command line', () => {
  const reached = packagesReached(new URL('../../src/cli/main.ts', import.meta.url));

  it('reaches commander, so the search for packages works', () => {
    assert.ok(reached.has('commander'));
  });

  it('loads neither database nor SSH nor schema nor templates', () => {
    assert.deepEqual(
      heavy.filter((name) => reached.has(name)),
      [],
    );
  });
});
