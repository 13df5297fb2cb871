/** The compiled grammar of every mode; made when a mode is first entered, shared by all virtual switches. */
import type { InterfaceKind } from '../config/interface-names.ts';
import type { ModeRules, PlacedRule } from './config-rule.ts';
import { globalRules } from './global-rules.ts';
import { interfaceRules } from './interface-rules.ts';
import { sectionRules } from './section-rules.ts';
import { compiled } from './syntax.ts';

const made = new Map<string, ModeRules>();

/** The rules of the top level (`global`) or of a section's mode; a mode without rules accepts nothing. */
export function rulesOf(mode: string): ModeRules {
  return remembered(mode, () => (mode === 'global' ? globalRules : (sectionRules[mode] ?? [])));
}

/** The rules of an interface of that kind. */
export function rulesOfInterface(kind: InterfaceKind): ModeRules {
  return remembered(`interface ${kind}`, () => interfaceRules(kind));
}

function remembered(name: string, rules: () => readonly PlacedRule[]): ModeRules {
  const present = made.get(name) ?? compiled(rules());
  made.set(name, present);
  return present;
}
