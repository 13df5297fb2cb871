/** Credentials: one way to prove who one is, and switches that name existing ones. */
import type { Finding } from '../finding.ts';
import type { WrittenCredentials } from '../schema/fabric-schema.ts';
import type { SitePath } from '../site-path.ts';
import type { Check } from './check-context.ts';

const ways = ['passwordEnv', 'passwordFile', 'keyFile', 'agent'] as const;

/** Exactly one of password, key and agent in each entry. */
export const checkCredentials: Check = ({ site }) =>
  site.credentials.all.flatMap(({ value, path }) => [
    ...checkWays(value, path),
    ...checkPassphrase(value, path),
  ]);

function checkWays(written: WrittenCredentials, path: SitePath): Finding[] {
  const given = ways.filter((way) => written[way] !== undefined && written[way] !== false);
  const [first, second] = given;
  if (first === undefined) {
    const message = `\`${String(path.at(-1))}\` has no way to log in`;
    return [{ code: 'missing-key', path, message, hint: `give one of ${ways.join(', ')}` }];
  }
  if (second === undefined) return [];
  const message = `\`${String(path.at(-1))}\` has more than one way to log in: ${given.join(', ')}`;
  return [{ code: 'bad-value', path: [...path, second], at: 'key', message, hint: 'keep one of them' }];
}

function checkPassphrase(written: WrittenCredentials, path: SitePath): Finding[] {
  if (written.passphraseEnv === undefined || written.keyFile !== undefined) return [];
  return [
    {
      code: 'bad-value',
      path: [...path, 'passphraseEnv'],
      at: 'key',
      message: '`passphraseEnv` is for a private key, and there is no `keyFile`',
      hint: 'add `keyFile`, or remove `passphraseEnv`',
    },
  ];
}
