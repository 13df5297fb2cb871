/** What a server had when it was last applied: the one place that knows it by the name that it bore then. */
import type { ResolvedEndpoint } from '../model/resolved-fabric.ts';

/** Per server its ports as `switch/port`, by index, as last applied; a server that is not in it is not in use. */
export type AppliedIndexes = Readonly<Record<string, readonly string[]>>;

/** By name of a server in use that was applied under another name: that other name. */
export type FormerNames = Readonly<Record<string, string>>;

/** What a server had, under the name that it was applied with; undefined where it was not in use. */
export function portsBefore(
  applied: AppliedIndexes,
  { name, renamedFrom }: { readonly name: string; readonly renamedFrom?: string | undefined },
): readonly string[] | undefined {
  return applied[name] ?? (renamedFrom === undefined ? undefined : applied[renamedFrom]);
}

/** Of those servers, the ones that were applied under a former name. */
export function formerNames(
  applied: AppliedIndexes,
  endpoints: readonly Pick<ResolvedEndpoint, 'name' | 'renamedFrom'>[],
): FormerNames {
  return Object.fromEntries(
    endpoints.flatMap(({ name, renamedFrom }) =>
      renamedFrom === undefined || applied[renamedFrom] === undefined ? [] : [[name, renamedFrom] as const],
    ),
  );
}
