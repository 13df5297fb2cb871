/** A line on its way into the configuration, and what the switch answers to it. */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigPath, Configuration } from '../../../virtual/configuration.ts';
import type { PlacedRule } from '../grammar/config-rule.ts';
import type { Match } from '../grammar/syntax.ts';

/** VLANs that the switch keeps for itself; both ends included. */
export interface VlanBlock {
  readonly low: number;
  readonly high: number;
}

export interface EditorSetup {
  readonly config: Configuration;
  /** What a fresh switch has. */
  readonly defaults: Configuration;
  /** Whether a physical interface exists. */
  readonly hasPort: (name: string) => boolean;
  /** Whether a feature is on or a release reached. */
  readonly isOn: (featureOrRelease: string) => boolean;
  readonly reserved: VlanBlock;
  /** A start from a stored configuration: what only a running port-channel refuses is taken. */
  readonly isReplay?: true;
  /** Lines are only read: nothing is changed and what depends on the configuration is not refused. */
  readonly isDryRun?: true;
  /** What log lines begin with: time and host name. */
  readonly logPrefix: () => string;
}

export interface Edit {
  readonly setup: EditorSetup;
  /** The section that is edited. */
  readonly path: ConfigPath;
  readonly match: Match<PlacedRule>;
  readonly isNegated: boolean;
}

/** Words of the switch, and whether they refuse the line; undefined where it says nothing. */
export type Reply = { readonly text: string; readonly isRefused: boolean } | undefined;

/** The line is not taken. */
export function refused(text: string): Reply {
  return { text, isRefused: true };
}

/** The line is taken, and something is said about it. */
export function remarked(text: string): Reply {
  return { text, isRefused: false };
}

/** Name of the interface whose section is edited; empty elsewhere. */
export function editedInterface({ path }: Edit): string {
  return path[0]?.startsWith('interface ') === true ? path[0].slice('interface '.length) : '';
}

/** Fills the slot, or empties it and brings back what a fresh switch has in it. */
export function applySet(edit: Edit): Reply {
  const { setup, path, match } = edit;
  const node = nodeOf(match);
  if (!edit.isNegated && node.text !== match.rule.silent) {
    setup.config.put(path, slotOf(match), node);
    return undefined;
  }
  setup.config.reset(path, slotOf(match), setup.defaults);
  return undefined;
}
