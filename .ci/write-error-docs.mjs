/** Writes docs/errors.md from the codes in the sources. Run it with `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { errorCodes, problemCodes, warningCodes } from '../src/fabric/errors.ts';

const table = (codes) =>
  ['| code | meaning |', '|---|---|', ...Object.entries(codes).map(([code, text]) => `| \`${code}\` | ${text} |`)];

const lines = [
  '# Every failure Twinleaf can name',
  '',
  'Codes are kebab-case and never change their meaning. With `--json` they stand in `errors[].code`, warnings in',
  '`warnings[].code`. Written by `npm run docs` from `src/fabric/errors.ts`; a test compares the two.',
  '',
  '## Problems',
  '',
  'Mistakes in the YAML. All of a run are reported at once, each with file, line and column. Exit code 1.',
  '',
  ...table(problemCodes),
  '',
  '## Warnings',
  '',
  'They stop nothing and change no exit code.',
  '',
  ...table(warningCodes),
  '',
  '## Errors',
  '',
  'Everything else that can go wrong. Exit code 1, but 64 for `usage`, 130 for `interrupted`, and 4 for `half-applied`',
  'and `rollback-failed`. An error from a switch carries its name, the command sent and its own words.',
  '',
  ...table(errorCodes),
];
writeFileSync(new URL('../docs/errors.md', import.meta.url), `${lines.join('\n')}\n`);
