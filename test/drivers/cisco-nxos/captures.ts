/** Real output of NX-OS switches, read where it lies: another collection, not ours to copy. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import yaml from 'js-yaml';

const folder = join(import.meta.dirname, '../../../../shared/data/show-outputs/cisco_nxos');

/** The text of a capture; skips the test where the collection is not there. */
export function capture(context: Mocha.Context, path: string): string {
  const file = join(folder, path);
  if (!existsSync(file)) {
    if (context.test) context.test.title += ` (skipped: ${path} is not in ../shared/data)`;
    context.skip();
  }
  return readFileSync(file, 'utf8');
}

/** One record of what another project reads from a capture. */
export type Sample = Readonly<Record<string, string | string[]>>;

/** What another project reads from the capture of the same name. */
export function parsedSample(context: Mocha.Context, path: string): readonly Sample[] {
  const document = yaml.load(capture(context, path)) as { readonly parsed_sample: readonly Sample[] };
  return document.parsed_sample;
}
