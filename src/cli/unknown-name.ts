/** A name on the command line that the site does not have. */
import { TwinleafError } from '../fabric/errors.ts';
import { KnownNames } from '../fabric/intent/known-names.ts';

const plurals = { server: 'servers', switch: 'switches' } as const;

/** `unknown-object`, with the name that may have been meant, or some of those that there are. */
export function unknownName(
  kind: keyof typeof plurals,
  name: string,
  known: readonly string[],
): TwinleafError {
  const hint = new KnownNames(plurals[kind], known).hint(name);
  return new TwinleafError('unknown-object', `the site describes no ${kind} "${name}"`, hint);
}
