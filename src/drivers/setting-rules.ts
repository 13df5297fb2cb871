import type { LineRule } from '../fabric/remediation/config-rules.ts';

/**
 * Makes the rules of lines with one value in such sections: a line is taken away without its value, and values
 * that `silent` matches are not printed.
 */
export function settingsIn(
  within: readonly RegExp[],
): (words: string, silent?: RegExp) => readonly LineRule[] {
  return (words, silent) => {
    const rule = { within, key: words, remove: `no ${words}` };
    const any = { ...rule, match: new RegExp(`^${words} \\S.*$`) };
    return silent === undefined ? [any] : [{ ...rule, match: silent, isSilent: true }, any];
  };
}
