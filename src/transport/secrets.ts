/** Secrets stay where they are used: what a switch echoes of them is struck out before anybody reads it. */
import type { SessionTarget } from './cli-session.ts';

/** Stands where a secret stood. */
export const struckOut = '<secret>';

/** A secret of this length or more is struck out even inside a longer word; no word has one by chance. */
const unmistakableLength = 8;

/** The secrets of a target that a switch could repeat. */
export function secretsOf(target: SessionTarget): readonly string[] {
  const login = target.authentication;
  const secrets = [
    login.kind === 'password' ? login.password : undefined,
    login.kind === 'key' ? login.passphrase : undefined,
    target.enablePassword,
  ];
  return secrets.filter((secret) => secret !== undefined && secret !== '') as readonly string[];
}

/**
 * A function that strikes secrets out of a text. A short secret counts only where it stands as a word of its
 * own: a password `leaf` must not turn the name `leaf1` into something else.
 */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  if (secrets.length === 0) return (text) => text;
  // The longest first: one secret may begin with another.
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  const expression = new RegExp(longestFirst.map(pattern).join('|'), 'g');
  return (text) => text.replace(expression, struckOut);
}

/** Fewer characters tell nothing of a secret, and many a text ends in them by chance. */
const tellingLength = 3;

/** As `scrubber`, for a text that was cut off anywhere: it may end in the middle of a secret. */
export function cutOffScrubber(secrets: readonly string[]): (text: string) => string {
  const scrub = scrubber(secrets);
  return (text) => {
    const clean = scrub(text);
    const known = Math.max(0, ...secrets.map((secret) => endsWithin(clean, secret)));
    return known < tellingLength ? clean : clean.slice(0, clean.length - known) + struckOut;
  };
}

/** How many characters the text ends in that the secret begins with. */
function endsWithin(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

function pattern(secret: string): string {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return secret.length >= unmistakableLength ? literal : `(?<![\\w-])${literal}(?![\\w-])`;
}
