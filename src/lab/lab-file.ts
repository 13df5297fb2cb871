/** `lab.json`: where the virtual switches of a running lab listen and how one logs in. */
import { TwinleafError } from '../fabric/errors.ts';
import type { Lab } from './start-lab.ts';

export interface LabFile {
  readonly username: string;
  readonly password: string;
  readonly enablePassword?: string;
  /** By hostname. */
  readonly switches: Readonly<Record<string, LabFileSwitch>>;
}

export interface LabFileSwitch {
  readonly host: string;
  readonly port: number;
  /** `ssh-ed25519 AAAA...`. */
  readonly hostKey: string;
}

/** What is written for a running lab. */
export function labFile(lab: Lab): LabFile {
  const switches = [...lab.switches.values()].map(
    ({ hostname, host, port, hostKeyLine }) => [hostname, { host, port, hostKey: hostKeyLine }] as const,
  );
  return {
    username: lab.username,
    password: lab.password,
    ...(lab.enablePassword === undefined ? {} : { enablePassword: lab.enablePassword }),
    switches: Object.fromEntries(switches),
  };
}

/** The content of a `lab.json`, called by its path in errors. Throws `file-error` where the text is none. */
export function readLabFile(text: string, file = 'lab.json'): LabFile {
  const value = parsed(text, file);
  if (!isLabFile(value))
    throw new TwinleafError('file-error', `${file} is not one that \`twinleaf lab\` has written`);
  return value;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TwinleafError('file-error', `${file} is not JSON`, {}, error);
  }
}

function isLabFile(value: unknown): value is LabFile {
  if (!isRecord(value) || !isRecord(value['switches'])) return false;
  const { username, password, enablePassword = '' } = value;
  const areTexts = [username, password, enablePassword].every((field) => typeof field === 'string');
  return areTexts && Object.values(value['switches']).every(isLabFileSwitch);
}

function isLabFileSwitch(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return (
    typeof value['host'] === 'string' &&
    Number.isInteger(value['port']) &&
    typeof value['hostKey'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
