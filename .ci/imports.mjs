/**
 * The import rules, and proof that they were applied: a cruiser that cannot read TypeScript finds no modules
 * and no violations, and says that all is well.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const sources = readdirSync('src', { recursive: true }).filter((name) => name.endsWith('.ts'));
const cruise = (type) =>
  execFileSync('npx', ['depcruise', 'src', '--config', '.dependency-cruiser.cjs', '--output-type', type], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });

const { modules, summary } = JSON.parse(cruise('json'));
const cruised = modules.filter(({ source }) => source.startsWith('src/')).length;
if (cruised !== sources.length) {
  console.error(`the import rules saw ${cruised} of ${sources.length} files of src/`);
  process.exit(1);
}
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(`import rules: ${cruised} files, ${summary.violations.length} violations`);
process.exit(summary.violations.length === 0 ? 0 : 1);
