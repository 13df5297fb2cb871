/** Passwords that somebody wrote into the site in spite of everything: they must not be repeated in messages. */

/** Keys of credentials whose values are no secret even where they are wrong. */
const openKeys = new Set(['username', 'agent', 'keyFile', 'passwordFile', 'renamedFrom']);
const variableForm = /^[A-Z_][A-Z0-9_]*$/;

/** Whether an entry of `credentials` has a value that looks like a secret instead of the name of a variable. */
export function mayHoldSecret(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return true;
  return Object.entries(entry).some(([key, value]) => {
    if (openKeys.has(key) || value === null || typeof value === 'boolean') return false;
    return typeof value !== 'string' || !variableForm.test(value);
  });
}
