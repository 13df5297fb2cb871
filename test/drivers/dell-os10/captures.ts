/** Real output of OS10 switches, read where it lies: another collection, not ours to copy. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../shared/data/show-outputs/dell_os10');

/** The text of a capture; skips the test where the collection is not there. */
export function capture(context: Mocha.Context, path: string): string {
  const file = join(folder, path);
  if (!existsSync(file)) {
    if (context.test) context.test.title += ` (skipped: ${path} is not in ../shared/data)`;
    context.skip();
  }
  return readFileSync(file, 'utf8');
}

/** The startup configuration in the capture, without the terminal log before it. */
export function capturedConfig(context: Mocha.Context): string {
  const text = capture(context, 'show_running-configuration/napalm_dellos10_startup.txt');
  const command = 'show startup-configuration\n';
  return text.slice(text.indexOf(command) + command.length);
}
