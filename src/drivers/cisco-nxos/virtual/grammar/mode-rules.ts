/** The compiled grammar of every mode; made when a mode is first entered, shared by all virtual switches. */
import { interfaceKinds } from '../config/interface-names.ts';
import type { ModeRules, PlacedRule } from './config-rule.ts';
import { globalRules } from './global-rules.ts';
import { interfaceRules } from './interface-rules.ts';
import { sectionRules } from './section-rules.ts';
import { compiled } from './syntax.ts';

const made = new Map<string, ModeRules>();

/** The rules of a mode; one without any accepts nothing. Interfaces have the mode `interface-<kind>`. */
export function rulesOf(mode: string): ModeRules {
  const known = made.get(mode);
  if (known !== undefined) return known;
  const rules = compiled(rulesIn(mode));
  made.set(mode, rules);
  return rules;
}

function rulesIn(mode: string): readonly PlacedRule[] {
  if (mode === 'global') return globalRules;
  const kind = interfaceKinds.find((candidate) => mode === `interface-${candidate}`);
  return kind === undefined ? (sectionRules[mode] ?? []) : interfaceRules(kind);
}
