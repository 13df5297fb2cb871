/**
 * The worker process as JavaScript of its own: it starts several times faster than through a loader, and a
 * history that kills processes starts many. What is written to the sources afterwards does not touch it.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface BuiltProgram {
  /** The file to be run. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Compiles `src` and `chaos` into a new folder below `dist`, from where templates and packages are found. */
export async function buildProgram(): Promise<BuiltProgram> {
  const into = path.join(root, 'dist');
  await mkdir(into, { recursive: true });
  const directory = await mkdtemp(path.join(into, 'chaos-'));
  for (const folder of ['src', 'chaos']) await compileFolder(folder, directory);
  await cp(path.join(root, 'templates'), path.join(directory, 'templates'), { recursive: true });
  await cp(path.join(root, 'package.json'), path.join(directory, 'package.json'));
  return {
    file: path.join(directory, 'chaos', 'processes', 'worker-process.js'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function compileFolder(folder: string, directory: string): Promise<void> {
  const names = await readdir(path.join(root, folder), { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.ts'))) {
    const text = await readFile(path.join(root, folder, name), 'utf8');
    const file = path.join(directory, folder, name.replace(/\.ts$/, '.js'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, ts.transpileModule(text, { compilerOptions }).outputText);
  }
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};
