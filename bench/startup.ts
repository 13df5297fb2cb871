/** How long the built command line takes to say what it can do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { timed, type Figure } from './figure.ts';

/** The `bin` of the package, built by `npm run build`. */
export const builtCli = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));

/** From starting `node` to its end. Throws where nothing has been built. */
export function benchStartup(): readonly Figure[] {
  if (!existsSync(builtCli)) throw new Error(`${builtCli} is missing: run \`npm run build\` first`);
  const { value, seconds } = timed(() =>
    spawnSync(process.execPath, [builtCli, '--help'], { encoding: 'utf8' }),
  );
  if (value.status !== 0) throw new Error(value.stderr);
  return [
    { name: '`node` on the built CLI with `--help`', measured: seconds * 1000, unit: 'ms', bound: 300 },
  ];
}
