/** Template text compiled once, with the few helpers that every operating system may use. */
import handlebars from 'handlebars';
import { TwinleafError } from '../errors.ts';
import type { TemplateItem } from './feature.ts';
import { vlanList } from './vlan-list.ts';

/** A compiled template; throws TwinleafError `template-error` where the item lacks a value. */
export type Template = (item: TemplateItem) => string;

interface TemplateSource {
  readonly text: string;
  readonly file: string;
}

const engine = handlebars.create();
engine.registerHelper({ vlanList: (ids: unknown) => vlanList(asIds(ids)) });

/** By text, so that a fabric of any size compiles each template once. */
const compiled = new Map<string, HandlebarsTemplateDelegate<TemplateItem>>();

/** The template of that text; throws TwinleafError `template-error` with file and line where it is broken. */
export function templateFor(source: TemplateSource): Template {
  const template = guarded(source, () => delegateFor(source.text));
  return (item) => guarded(source, () => template(item));
}

function delegateFor(text: string): HandlebarsTemplateDelegate<TemplateItem> {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  // Parsed at once: compiling alone would report a broken template only when it is first filled.
  engine.parse(text);
  const made = engine.compile<TemplateItem>(text, {
    // Configuration is no HTML, and a missing value must not become an empty one.
    noEscape: true,
    strict: true,
    knownHelpers: { vlanList: true },
    knownHelpersOnly: true,
  });
  compiled.set(text, made);
  return made;
}

function guarded<Result>(source: TemplateSource, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const line = lineOf(error);
    const place = line === undefined ? source.file : `${source.file}:${String(line)}`;
    const message = `${place}: ${error.message.replaceAll(/\s+/g, ' ')}`;
    throw new TwinleafError('template-error', message, { file: source.file, line }, error);
  }
}

/** The template engine knows the line as a field, or writes it at the end of its message or after `on line`. */
function lineOf(error: Error): number | undefined {
  if ('lineNumber' in error && typeof error.lineNumber === 'number') return error.lineNumber;
  const [, after, before] = /on line (\d+)|- (\d+):\d+$/.exec(error.message) ?? [];
  const digits = after ?? before;
  return digits === undefined ? undefined : Number(digits);
}

function asIds(value: unknown): readonly number[] {
  const isIds = Array.isArray(value) && value.every((id) => typeof id === 'number');
  if (!isIds) throw new TypeError('vlanList needs a list of VLAN ids');
  return value;
}
