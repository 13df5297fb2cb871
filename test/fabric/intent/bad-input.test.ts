/**
 * Every site in fixtures/bad-input beside the exact text it must give. `UPDATE_EXPECTED=1 npx mocha` with
 * this file writes those texts anew; they are then to be read as an admin would.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../../src/fabric/errors.ts';
import { formatProblem } from '../../../src/fabric/intent/format-problem.ts';
import { compareProblems } from '../../../src/fabric/intent/locator.ts';
import { readIntent } from '../../../src/fabric/intent/read-intent.ts';
import type { SourceFile } from '../../../src/fabric/intent/source.ts';
import { resolveFabric } from '../../../src/fabric/resolve/resolve-fabric.ts';
import { testDrivers } from '../driver-traits.ts';

const folder = path.join(import.meta.dirname, '../../../fixtures/bad-input');
const cases = readdirSync(folder)
  .filter((entry) => !entry.endsWith('.txt'))
  .sort();

function sourceFiles(entry: string): SourceFile[] {
  const whole = path.join(folder, entry);
  if (!statSync(whole).isDirectory()) return [{ name: entry, text: readFileSync(whole, 'utf8') }];
  return readdirSync(whole)
    .sort()
    .map((name) => ({ name: `${entry}/${name}`, text: readFileSync(path.join(whole, name), 'utf8') }));
}

/** Problems as `twinleaf validate` finds them: those of resolving only where reading has none. */
function problemsOf(entry: string): readonly Problem[] {
  const reading = readIntent(sourceFiles(entry), testDrivers);
  if (reading.intent === undefined) return reading.problems;
  const { problems } = resolveFabric(reading.intent, testDrivers, []);
  return problems.map((problem) => reading.locate(problem)).sort(compareProblems);
}

describe('bad input', () => {
  it('has at least 65 examples', () => {
    assert.ok(cases.length >= 65, `only ${String(cases.length)}`);
  });

  for (const entry of cases) {
    const name = entry.replace(/\.ya?ml$/, '');
    it(`tells what is wrong with ${name}`, () => {
      const text = `${problemsOf(entry).map(formatProblem).join('\n\n')}\n`;
      const expected = path.join(folder, `${name}.txt`);
      if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(expected, text);
      assert.ok(existsSync(expected), `${name}.txt is missing`);
      assert.equal(text, readFileSync(expected, 'utf8'));
      assert.notEqual(text.trim(), '', 'no problem was found');
    });
  }

  it('keeps no expected text without an input', () => {
    const names = new Set(cases.map((entry) => entry.replace(/\.ya?ml$/, '')));
    const orphans = readdirSync(folder).filter(
      (entry) => entry.endsWith('.txt') && !names.has(entry.replace(/\.txt$/, '')),
    );
    assert.deepEqual(orphans, []);
  });
});
