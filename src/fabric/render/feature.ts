/** One template and what it is filled with. A driver lists its features in the order of its configuration. */
import type { DesiredSwitch } from '../desired/desired-switch.ts';

export interface Feature {
  /** File name without ending below `templates/<driver>/`, for example `port-channel`. */
  readonly template: string;
  /** One plain record per rendering of the template; empty where the switch does not need it. */
  readonly items: (desired: DesiredSwitch) => readonly TemplateItem[];
}

/** Plain values only: the template engine refuses getters and inherited properties. */
export interface TemplateItem {
  readonly [field: string]: TemplateValue;
}
type TemplateValue = string | number | boolean | null | TemplateItem | readonly TemplateValue[];

/** Template text by feature name, with the place it was read from for messages. */
export type TemplateTexts = ReadonlyMap<string, { readonly text: string; readonly file: string }>;
