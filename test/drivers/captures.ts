/** Real output of switches, read where it lies: another collection, not ours to copy. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import yaml from 'js-yaml';

const collection = join(import.meta.dirname, '../../../shared/data/show-outputs');

/** One record of what another project reads from a capture. */
export type Sample = Readonly<Record<string, string | string[]>>;

export interface Captures {
  /** The text of a capture; skips the test where the collection is not there. */
  readonly capture: (context: Mocha.Context, path: string) => string;
  /** What another project reads from the capture of the same name. */
  readonly parsedSample: (context: Mocha.Context, path: string) => readonly Sample[];
}

/** The captures of one operating system, by the name that the collection has for it. */
export function capturesOf(system: string): Captures {
  const capture = (context: Mocha.Context, path: string): string => {
    const file = join(collection, system, path);
    if (!existsSync(file)) {
      if (context.test) context.test.title += ` (skipped: ${path} is not in ../shared/data)`;
      context.skip();
    }
    return readFileSync(file, 'utf8');
  };
  const parsedSample = (context: Mocha.Context, path: string): readonly Sample[] =>
    (yaml.load(capture(context, path)) as { readonly parsed_sample: readonly Sample[] }).parsed_sample;
  return { capture, parsedSample };
}
