import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { drivers } from '../../src/drivers/registry.ts';

describe('docs/drivers.md', () => {
  const page = readFileSync(new URL('../../docs/drivers.md', import.meta.url), 'utf8');

  for (const [name, { title, traits }] of drivers) {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${title} (\`${name}\`)`)) ?? '';

    it(`tells what becomes of a bond without LACP, and how that is known: ${name}`, () => {
      for (const [bond, its] of Object.entries(traits.fallback)) {
        const safe = its.safeInSteadyState ? 'yes' : 'no';
        const row = `| ${bond} | ${its.claim} | ${its.evidence} | ${safe} | ${its.why} | ${its.source} |`;
        assert.ok(section.includes(row), `not in the page (npm run docs): ${row}`);
      }
    });
  }
});
