import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { errorCodes, problemCodes, warningCodes } from '../../src/fabric/errors.ts';

/** Codes and meanings of the tables below a heading of docs/errors.md. */
function documented(heading: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)];
  return new Map(rows.map(([, code = '', meaning = '']) => [code, meaning]));
}

describe('docs/errors.md', () => {
  const groups = { Problems: problemCodes, Warnings: warningCodes, Errors: errorCodes };
  for (const [heading, codes] of Object.entries(groups)) {
    it(`lists exactly the codes that the sources have, with their meaning: ${heading}`, () => {
      assert.deepEqual(Object.fromEntries(documented(heading)), { ...codes });
    });
  }

  it('never gives one code two meanings', () => {
    const all = Object.values(groups).flatMap((codes) => Object.keys(codes));
    assert.equal(new Set(all).size, all.length);
  });
});
