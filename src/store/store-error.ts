/** Turns what a database or the file system says into `store-failed`, in words for people. */
import { TwinleafError } from '../fabric/errors.ts';

/** Meaning of SQLite's result codes (sqlite.org/rescode.html) and of the file system's, by prefix. */
const reasons: readonly (readonly [code: string, reason: string])[] = [
  ['SQLITE_FULL', 'the disk is full'],
  ['ENOSPC', 'the disk is full'],
  ['SQLITE_NOTADB', 'the file is damaged or is no store of Twinleaf'],
  ['SQLITE_CORRUPT', 'the file is damaged'],
  ['SQLITE_READONLY', 'it is not writable'],
  ['SQLITE_CANTOPEN', 'it cannot be opened'],
  ['SQLITE_PERM', 'it is not accessible'],
  ['EACCES', 'it is not accessible'],
  ['EPERM', 'it is not accessible'],
  ['EROFS', 'the file system is read-only'],
  ['ENOTDIR', 'a part of the path is no directory'],
  ['EEXIST', 'a part of the path is no directory'],
  ['EISDIR', 'it is a directory'],
  ['SQLITE_BUSY', 'another process keeps it locked'],
  ['SQLITE_IOERR', 'the disk failed to read or write'],
  ['SQLITE_CONSTRAINT', 'what should be stored contradicts what is there'],
];

/**
 * The error to throw for what happened to the store at `place`. TwinleafErrors and faults of the program come
 * back as they are.
 */
export function storeError(error: unknown, place: string): unknown {
  if (error instanceof TwinleafError || !(error instanceof Error)) return error;
  const words = driverError(error);
  const code = codeOf(words);
  if (code === undefined) return error;
  const reason = reasons.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'the database refused';
  return storeFailed(place, `${reason} (${words.message})`, words);
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

/** What the database itself said; TypeORM wraps it together with the whole statement and its values. */
function driverError(error: Error): Error {
  return 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
