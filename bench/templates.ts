/** The built-in templates of a driver, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import type { TemplateTexts } from '../src/fabric/render/feature.ts';

const read = new Map<string, TemplateTexts>();

/** By feature. */
export function readTemplates(driver: string): TemplateTexts {
  const known = read.get(driver);
  if (known !== undefined) return known;
  const directory = new URL(`../templates/${driver}/`, import.meta.url);
  const texts = new Map(
    readdirSync(directory).map((file) => [
      file.replace(/\.hbs$/, ''),
      { text: readFileSync(new URL(file, directory), 'utf8'), file },
    ]),
  );
  read.set(driver, texts);
  return texts;
}
