/** The way through the modes of a command line. */
import type { CliWay } from '../cli-dialect.ts';

/** The shortest way from one mode to another, empty where they are the same, undefined where there is none. */
export function modePath(ways: readonly CliWay[], from: string, to: string): readonly CliWay[] | undefined {
  const paths = new Map<string, readonly CliWay[]>([[from, []]]);
  // A map gives its entries in the order they were added, those added meanwhile included: breadth first.
  for (const [mode, path] of paths) {
    if (mode === to) return path;
    for (const way of ways) {
      if (way.from === mode && !paths.has(way.to)) paths.set(way.to, [...path, way]);
    }
  }
  return undefined;
}
