/** Templates of a driver as tests read them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateTexts } from '../../src/fabric/render/feature.ts';

const known = new Map<string, TemplateTexts>();

/** Template text by feature name; read once per driver. */
export function templatesOf(driver: string): TemplateTexts {
  const texts = known.get(driver) ?? readTemplates(driver);
  known.set(driver, texts);
  return texts;
}

function readTemplates(driver: string): TemplateTexts {
  const folder = join(import.meta.dirname, '../../templates', driver);
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.hbs'))
      .map((file) => [
        file.slice(0, -'.hbs'.length),
        { text: readFileSync(join(folder, file), 'utf8'), file: `templates/${driver}/${file}` },
      ]),
  );
}
