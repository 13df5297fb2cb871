/**
 * Puts the project's own command where `npx` looks first. Without it npx links the checkout into its cache,
 * which takes a while at every change and is not repaired when it was once interrupted.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const command = 'dist/src/cli/main.js';
const link = 'node_modules/.bin/twinleaf';

chmodSync(command, 0o755);
mkdirSync('node_modules/.bin', { recursive: true });
rmSync(link, { force: true });
symlinkSync(`../../${command}`, link);
