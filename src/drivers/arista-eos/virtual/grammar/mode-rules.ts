/** The grammar of every mode of the virtual switch. */
import { oncePerMode } from '../../../virtual/config-rule.ts';
import { interfaceKinds } from '../config/interface-names.ts';
import type { PlacedRule } from './config-rule.ts';
import { globalRules } from './global-rules.ts';
import { interfaceRules } from './interface-rules.ts';
import { sectionRules } from './section-rules.ts';
import { compiled } from './syntax.ts';

/** The rules of a mode; one without any accepts nothing. Interfaces have the mode `interface-<kind>`. */
export const rulesOf = oncePerMode((mode) => compiled(rulesIn(mode)));

function rulesIn(mode: string): readonly PlacedRule[] {
  if (mode === 'global') return globalRules;
  const kind = interfaceKinds.find((candidate) => mode === `interface-${candidate}`);
  return kind === undefined ? (sectionRules[mode] ?? []) : interfaceRules(kind);
}
