/** Files that a command reads and writes for the person who typed it. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TwinleafError } from '../fabric/errors.ts';

/** The text of a file; throws `file-error`. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw fileError(`${file} cannot be read`, error);
  }
}

/**
 * Writes a file whole or not at all: a reader sees the old text or the new one, never half of it. Folders
 * are made. Throws `file-error`; what stood there is untouched then.
 */
export async function writeTextFile(file: string, text: string, mode = 0o644): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await refuseSpecialFile(file);
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof TwinleafError) throw error;
    throw fileError(`${file} cannot be written`, error);
  }
}

/** Writes a file that must not exist yet; throws `file-error` where it does. */
export async function writeNewFile(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'wx', 0o644);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw fileError(
      `${file} cannot be written`,
      error,
      isThere ? 'keep that one, or name another folder' : undefined,
    );
  }
}

/** A new file would take the place of a device, a pipe or a folder. */
async function refuseSpecialFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw new TwinleafError('file-error', `${file} is no regular file; choose another name`);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it exists already',
  EISDIR: 'it is a folder',
  ENOENT: 'no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EROFS: 'the file system is read-only',
};

function fileError(what: string, error: unknown, hint?: string): TwinleafError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = error instanceof Error ? error.message : String(error);
  return new TwinleafError(
    'file-error',
    `${what}: ${reasons[code] ?? words}`,
    hint === undefined ? {} : { hint },
    error,
  );
}
