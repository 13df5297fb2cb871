/** The templates of a site: those that come with Twinleaf, and what lies under the same name beside the YAML. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { TwinleafError } from '../../fabric/errors.ts';
import { compareText } from '../../fabric/model/ids.ts';
import type { TemplateTexts } from '../../fabric/render/feature.ts';
import type { Rendering } from '../switches/intended-config.ts';
import { reasonOf } from './site-files.ts';

type Templates = Rendering['templates'];

export interface SiteTemplates {
  readonly templates: Templates;
  /** Those that the site replaces, as `driver/feature`, sorted. */
  readonly overridden: readonly string[];
}

/**
 * Built-in templates with those of `templates/<driver>/<feature>.hbs` in the directory of the site in their
 * place. Throws `template-error` for a file that replaces nothing: it would silently do nothing.
 */
export async function siteTemplates(builtIn: Templates, directory: string): Promise<SiteTemplates> {
  const root = path.join(directory, 'templates');
  const found = await Promise.all(
    (await foldersIn(root)).map((driver) => readOverrides(root, driver, builtIn)),
  );
  const overrides = new Map(found);
  return {
    templates: new Map(
      [...builtIn].map(([driver, texts]) => [driver, new Map([...texts, ...(overrides.get(driver) ?? [])])]),
    ),
    overridden: found
      .flatMap(([driver, texts]) => [...texts.keys()].map((name) => `${driver}/${name}`))
      .sort(compareText),
  };
}

/** The templates of every driver below a directory, by driver and feature. `shown` stands for it in messages. */
export async function readTemplates(root: string, shown: string): Promise<Templates> {
  const drivers = await foldersIn(root);
  return new Map(
    await Promise.all(
      drivers.map(
        async (driver) => [driver, await textsIn(path.join(root, driver), path.join(shown, driver))] as const,
      ),
    ),
  );
}

async function readOverrides(
  root: string,
  driver: string,
  builtIn: Templates,
): Promise<readonly [string, TemplateTexts]> {
  const directory = path.join(root, driver);
  const known = builtIn.get(driver);
  if (known === undefined) throw replacesNothing(directory, driver, [...builtIn.keys()]);
  const texts = await textsIn(directory, path.relative('.', directory));
  for (const [name, { file }] of texts) {
    if (!known.has(name)) throw replacesNothing(file, name, [...known.keys()]);
  }
  return [driver, texts];
}

function replacesNothing(file: string, name: string, known: readonly string[]): TwinleafError {
  const nearest = known.length === 0 ? undefined : closest(name, [...known]);
  const isNear = nearest !== undefined && distance(name, nearest) <= Math.max(2, name.length / 3);
  const hint = isNear
    ? `did you mean ${nearest}?`
    : `known names: ${[...known].sort(compareText).join(', ')}`;
  return new TwinleafError('template-error', `${file} replaces no template of Twinleaf`, { hint });
}

async function textsIn(directory: string, shown: string): Promise<TemplateTexts> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.hbs')).sort(compareText);
  const texts = files.map(async (file) => {
    const text = await readFile(path.join(directory, file), 'utf8');
    return [path.basename(file, '.hbs'), { text, file: path.join(shown, file) }] as const;
  });
  return new Map(await Promise.all(texts));
}

async function foldersIn(root: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort(compareText);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new TwinleafError('file-error', `${root}: cannot be read (${reasonOf(error)})`, {}, error);
  }
}
