/** What the databases say, in words for people. */
import { TwinleafError } from '../fabric/errors.ts';

/**
 * Meaning of result codes by prefix: SQLite's (sqlite.org/rescode.html), PostgreSQL's (Appendix A of its manual)
 * and those of file system and network.
 */
const reasons: readonly (readonly [code: string, reason: string])[] = [
  ['SQLITE_FULL', 'the disk is full'],
  ['ENOSPC', 'the disk is full'],
  ['53100', 'the disk is full'],
  ['SQLITE_NOTADB', 'the file is damaged or is no store of Twinleaf'],
  ['SQLITE_CORRUPT', 'the file is damaged'],
  ['XX001', 'the data of the server is damaged'],
  ['SQLITE_READONLY', 'it is not writable'],
  ['25006', 'it is not writable'],
  ['SQLITE_CANTOPEN', 'it cannot be opened'],
  ['SQLITE_PERM', 'it is not accessible'],
  ['EACCES', 'it is not accessible'],
  ['EPERM', 'it is not accessible'],
  ['42501', 'it is not accessible'],
  ['28', 'the server refused the login'],
  ['3D000', 'there is no such database'],
  ['ENOENT', 'it is not there'],
  ['EROFS', 'the file system is read-only'],
  ['ENOTDIR', 'a part of the path is no directory'],
  ['EEXIST', 'a part of the path is no directory'],
  ['EISDIR', 'it is a directory'],
  ['SQLITE_BUSY', 'another process keeps it locked'],
  ['55P03', 'another process keeps it locked'],
  ['25P03', 'this process held up the others for too long'],
  ['SQLITE_IOERR', 'the disk failed to read or write'],
  ['58', 'the server failed to read or write'],
  ['53', 'the server is out of connections or memory'],
  ['SQLITE_CONSTRAINT', 'what should be stored contradicts what is there'],
  ['23', 'what should be stored contradicts what is there'],
];

/** The server is not there, or went away. */
const unreachableCodes = [
  ...['08', '57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
];

/** What TypeORM says, without a code, where it wants to go on over a connection that broke meanwhile. */
const brokenMeanwhile = [
  'Query runner already released',
  'Database connection provided by a query runner was already released',
];

/** What node-postgres and TypeORM say, without a code, about a connection that is gone. */
const unreachableWords = [
  'Connection terminated',
  'Client has encountered a connection error',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  ...brokenMeanwhile,
];

/**
 * The error to throw for what happened to the store at `place`. TwinleafErrors and faults of the program come
 * back as they are.
 */
export function storeError(error: unknown, place: string): unknown {
  if (error instanceof TwinleafError || !(error instanceof Error)) return error;
  const words = driverError(error);
  const reason = reasonOf(words);
  return reason === undefined ? error : storeFailed(place, `${reason} (${wordsOf(words)})`, words);
}

/** The `store-failed` for a place and a reason in words. */
export function storeFailed(place: string, reason: string, cause?: unknown): TwinleafError {
  return new TwinleafError(
    'store-failed',
    `the store ${place} failed: ${reason}`,
    { path: place, reason },
    cause,
  );
}

/** Whether the database gave up because another process was writing. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && (codeOf(driverError(error))?.startsWith('SQLITE_BUSY') ?? false);
}

/** Whether the server cannot be reached, or went away in the middle. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const words = driverError(error);
  const code = codeOf(words);
  return code === undefined
    ? unreachableWords.some((start) => words.message.startsWith(start))
    : unreachableCodes.some((prefix) => code.startsWith(prefix));
}

function reasonOf(words: Error): string | undefined {
  const code = codeOf(words) ?? '';
  const known = reasons.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (known !== undefined) return known;
  if (isUnreachable(words)) return 'the server cannot be reached';
  return code === '' ? undefined : 'the database refused';
}

/** An attempt on several addresses fails with the words of each. */
function wordsOf(error: Error): string {
  if (brokenMeanwhile.some((start) => error.message.startsWith(start))) return 'the connection was lost';
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
}

/** What the database itself said; TypeORM wraps it together with the whole statement and its values. */
function driverError(error: Error): Error {
  return 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
