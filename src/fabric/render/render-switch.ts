/**
 * From the desired configuration of a switch to its text. In: the desired switch, the features of its driver
 * and their templates. Out: one fragment per rendering, still to be merged by section. Law: same input, same
 * bytes, and no value can become more than the line it stands in.
 */
import type { DesiredSwitch } from '../desired/desired-switch.ts';
import { TwinleafError } from '../errors.ts';
import type { Feature, TemplateItem, TemplateTexts } from './feature.ts';
import { templateFor } from './template.ts';

/** A piece of configuration and the template it came from. */
export interface Fragment {
  /** Lines with their indentation; ends in a line end unless empty. */
  readonly text: string;
  /** Name of the feature's template, for messages. */
  readonly source: string;
}

/**
 * The configuration of one switch in pieces, in the order of the features. Throws TwinleafError
 * `template-error` with file and line where a template is missing, broken or lacks a value, and
 * `command-not-printable` where a value holds a control character.
 */
export function renderSwitch(
  desired: DesiredSwitch,
  features: readonly Feature[],
  templates: TemplateTexts,
): readonly Fragment[] {
  return features.flatMap((feature) => renderFeature(desired, feature, templates));
}

function renderFeature(
  desired: DesiredSwitch,
  feature: Feature,
  templates: TemplateTexts,
): readonly Fragment[] {
  const items = feature.items(desired);
  if (items.length === 0) return [];
  const source = templates.get(feature.template);
  if (source === undefined) {
    throw new TwinleafError(
      'template-error',
      `driver ${desired.driver} has no template ${feature.template}`,
      {
        switch: desired.hostname,
      },
    );
  }
  const template = templateFor(source);
  return items.map((item) => {
    const hostile = hostileText(item);
    if (hostile !== undefined) {
      const message = `${desired.hostname}: ${JSON.stringify(hostile)} in ${source.file} has a control character`;
      throw new TwinleafError('command-not-printable', message, { switch: desired.hostname });
    }
    return { text: template(item), source: feature.template };
  });
}

/** C0, DEL and C1 controls and the two Unicode line ends: any of them could end a line or hide what is typed. */
const control = /[\p{Cc}\u2028\u2029]/u;

/** The first text with a control character, however deep in the item. */
function hostileText(value: TemplateItem[string]): string | undefined {
  if (typeof value === 'string') return control.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const hostile = hostileText(inner);
    if (hostile !== undefined) return hostile;
  }
  return undefined;
}
