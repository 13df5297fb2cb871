/** Secrets are read from the environment, files or an agent at the moment they are needed, and go no further. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TwinleafError } from '../../fabric/errors.ts';
import type { CredentialsIntent } from '../../fabric/model/intent.ts';
import type { Authentication } from '../../transport/cli-session.ts';

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Files of secrets are relative to it. */
  readonly directory: string;
}

/** How to log in with these credentials; throws `secret-missing` that names the variable or file. */
export async function authenticationOf(
  credentials: CredentialsIntent,
  sources: SecretSources,
): Promise<Authentication> {
  if (credentials.agent)
    return { kind: 'agent', socket: fromEnvironment('SSH_AUTH_SOCK', credentials, sources) };
  if (credentials.keyFile !== undefined) {
    const privateKey = await fromFile(credentials.keyFile, credentials, sources);
    if (credentials.passphraseEnv === undefined) return { kind: 'key', privateKey };
    return {
      kind: 'key',
      privateKey,
      passphrase: fromEnvironment(credentials.passphraseEnv, credentials, sources),
    };
  }
  if (credentials.passwordEnv !== undefined) {
    return { kind: 'password', password: fromEnvironment(credentials.passwordEnv, credentials, sources) };
  }
  if (credentials.passwordFile !== undefined) {
    const text = await fromFile(credentials.passwordFile, credentials, sources);
    return { kind: 'password', password: text.replace(/\r?\n$/, '') };
  }
  throw new TwinleafError('secret-missing', `credentials ${credentials.name} name no way to log in`);
}

/** The enable secret of these credentials, if they name one. */
export function enablePasswordOf(credentials: CredentialsIntent, sources: SecretSources): string | undefined {
  const variable = credentials.enablePasswordEnv;
  return variable === undefined ? undefined : fromEnvironment(variable, credentials, sources);
}

function fromEnvironment(
  variable: string,
  { name }: CredentialsIntent,
  { environment }: SecretSources,
): string {
  const value = environment[variable];
  if (value !== undefined && value !== '') return value;
  throw new TwinleafError(
    'secret-missing',
    `the environment variable ${variable} of credentials ${name} is not set`,
  );
}

async function fromFile(
  file: string,
  { name }: CredentialsIntent,
  { directory }: SecretSources,
): Promise<string> {
  try {
    return await readFile(path.resolve(directory, file), 'utf8');
  } catch (error) {
    throw new TwinleafError(
      'secret-missing',
      `the file ${file} of credentials ${name} cannot be read`,
      {},
      error,
    );
  }
}
