/** The files of a site: which they are, and their text. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { TwinleafError } from '../../fabric/errors.ts';
import type { SourceFile } from '../../fabric/intent/source.ts';
import { compareText } from '../../fabric/model/ids.ts';

/** The directory beside which the state of a site lies. */
export async function siteDirectory(site: string): Promise<string> {
  return (await statOf(site)).isDirectory() ? site : path.dirname(site);
}

/**
 * A file, or every `*.yaml` and `*.yml` below a directory but dot-entries, `node_modules` and `templates`;
 * sorted by name. Throws `file-error`.
 */
export async function readSiteFiles(site: string): Promise<readonly SourceFile[]> {
  const isDirectory = (await statOf(site)).isDirectory();
  const files = isDirectory ? await yamlFilesBelow(site) : [site];
  return Promise.all(
    files.map(async (file) => ({ name: path.relative('.', file) || file, text: await textOf(file) })),
  );
}

async function yamlFilesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(
        (entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules' && entry.name !== 'templates',
      )
      .map(async (entry) => {
        const at = path.join(directory, entry.name);
        if (entry.isDirectory()) return yamlFilesBelow(at);
        return /\.ya?ml$/.test(entry.name) ? [at] : [];
      }),
  );
  return found.flat().sort(compareText);
}

async function statOf(site: string): Promise<Awaited<ReturnType<typeof stat>>> {
  try {
    return await stat(site);
  } catch (error) {
    throw new TwinleafError('file-error', `${site}: there is no such file or directory`, {}, error);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new TwinleafError('file-error', `${file}: cannot be read (${reasonOf(error)})`, {}, error);
  }
}

/** What the operating system says about a failed file operation. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The text of a file, or undefined where there is none. Throws `file-error` for anything else. */
export async function textIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new TwinleafError('file-error', `${file}: cannot be read (${reasonOf(error)})`, {}, error);
  }
}
