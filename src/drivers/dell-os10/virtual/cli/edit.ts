/** A line on its way into a section of the configuration. */
import type { ConfigPath, Configuration } from '../../../virtual/configuration.ts';
import type { PlacedRule } from '../grammar/config-rule.ts';
import type { Match } from '../grammar/syntax.ts';

export interface Edit {
  readonly config: Configuration;
  /** What a fresh switch has; a `no` at the top level brings it back. */
  readonly defaults: Configuration;
  readonly path: ConfigPath;
  readonly match: Match<PlacedRule>;
  readonly isNegated: boolean;
  /** A file that is loaded may name what it lacks: there is nobody to refuse it to. */
  readonly isLoading: boolean;
}

/** Words of a refusal, or undefined where the line is accepted. */
export type Refusal = string | undefined;
