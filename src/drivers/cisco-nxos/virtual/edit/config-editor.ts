/** Configuration mode: lines into a configuration, with the sections one inside the other as on the switch. */
import { bySlot, type Meaning, type OpenSection } from '../../../virtual/config-mode.ts';
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigPath } from '../../../virtual/configuration.ts';
import { interfaceName, interfaceNames } from '../config/interface-names.ts';
import { interfaceSlot } from '../config/port-settings.ts';
import { parseVlanList } from '../../../virtual/vlan-list.ts';
import type { ModeRules, PlacedRule } from '../grammar/config-rule.ts';
import { rulesOf } from '../grammar/mode-rules.ts';
import { isMismatch, match, matchSlots, type Match, type Mismatch } from '../grammar/syntax.ts';
import { refused, remarked, type EditorSetup, type Reply } from './edit.ts';
import { applyEdit } from './effects.ts';
import { editVlans, ensureInterface, isPossible, removeInterface, resetInterface } from './top-sections.ts';

export class ConfigEditor {
  readonly #setup: EditorSetup;
  #frames: readonly OpenSection<PlacedRule>[];
  #lineDepth = 0;

  constructor(setup: EditorSetup) {
    this.#setup = setup;
    this.#frames = [{ rules: rulesOf('global'), paths: [[]], label: '' }];
  }

  /** What the prompt shows of the section: `if`, or nothing at the top. */
  get label(): string {
    return this.#frames.at(-1)?.label ?? '';
  }

  /** How many sections are open. */
  get depth(): number {
    return this.#frames.length - 1;
  }

  /** In how many sections the last line stood. */
  get lineDepth(): number {
    return this.#lineDepth;
  }

  /** Leaves sections until so many are open. */
  leaveTo(depth: number): void {
    this.#frames = this.#frames.slice(0, depth + 1);
  }

  /** Leaves the section; false where there is none left to leave. */
  leave(): boolean {
    if (this.depth === 0) return false;
    this.leaveTo(this.depth - 1);
    return true;
  }

  /** Takes a line, or says how far it got before it was none; sections are searched from the inside out. */
  type(typed: string): Reply | Mismatch {
    const line = joinedInterfaceNames(typed);
    let best: Mismatch = { why: 'invalid', at: 0, column: 0 };
    const found: { readonly depth: number; readonly meaning: Meaning<PlacedRule> }[] = [];
    for (const [depth, frame] of [...this.#frames.entries()].reverse()) {
      const meaning = this.#interpret(frame.rules, line);
      if (!('why' in meaning)) found.push({ depth, meaning });
      else if (meaning.at > best.at || (meaning.at === best.at && meaning.why !== 'invalid')) best = meaning;
    }
    // `router bgp 1` inside `router ospf` is not the beginning of `router-id`: a whole word outside wins.
    const chosen = found.find(({ meaning }) => isSpeltOut(meaning, line)) ?? found[0];
    if (chosen === undefined) return best;
    this.leaveTo(chosen.depth);
    this.#lineDepth = chosen.depth;
    return this.#apply(chosen.meaning);
  }

  /** The line as a command of a mode: itself, or the `no` of one. */
  #interpret(rules: ModeRules, line: string): Meaning<PlacedRule> | Mismatch {
    const grammar = { rules, isOn: this.#setup.isOn };
    const whole = match(grammar, line);
    if (!isMismatch(whole)) return { matches: [whole], isNegated: false };
    const negation = /^\s*no\s+(?=\S)/i.exec(line)?.[0];
    if (negation === undefined) return whole;
    const named = matchSlots(grammar, line.slice(negation.length));
    if (isMismatch(named)) {
      const shifted = { ...named, at: named.at + 1, column: named.column + negation.length };
      return whole.at > shifted.at ? whole : shifted;
    }
    return { matches: bySlot(named), isNegated: true };
  }

  #apply({ matches, isNegated }: Meaning<PlacedRule>): Reply | Mismatch {
    const remarks = new Set<string>();
    for (const found of matches) {
      const reply = this.#applyOne(found, isNegated);
      if (reply === undefined) continue;
      if ('why' in reply || reply.isRefused) return reply;
      remarks.add(reply.text);
    }
    return remarks.size === 0 ? undefined : remarked([...remarks].join('\n'));
  }

  #applyOne(found: Match<PlacedRule>, isNegated: boolean): Reply | Mismatch {
    const { effect, enters } = found.rule;
    if (effect === 'enter-interfaces' || effect === 'default-interfaces') {
      return this.#interfaces(found, isNegated);
    }
    if (effect === 'enter-vlans') return this.#vlans(found, isNegated);
    if (enters === undefined || isNegated) return this.#edit(found, isNegated);
    this.#enterSection(found);
    return undefined;
  }

  /** The same line in every section that is open, until one refuses it. */
  #edit(found: Match<PlacedRule>, isNegated: boolean): Reply {
    const remarks: string[] = [];
    for (const path of this.#setup.isDryRun === true ? [] : this.#openPaths()) {
      const reply = applyEdit({ setup: this.#setup, path, match: found, isNegated });
      if (reply?.isRefused === true) return reply;
      if (reply !== undefined) remarks.push(reply.text);
    }
    return remarks.length === 0 ? undefined : remarked(remarks.join('\n'));
  }

  #openPaths(): readonly ConfigPath[] {
    return this.#frames.at(-1)?.paths ?? [];
  }

  #enterSection(found: Match<PlacedRule>): void {
    const { config, isDryRun } = this.#setup;
    const parents = this.#openPaths();
    const slot = slotOf(found);
    for (const parent of isDryRun === true ? [] : parents) {
      const present = config.get(parent, slot);
      // `neighbor A` enters what `neighbor A remote-as B` made, whose own words stay.
      const text = present?.text.startsWith(found.text) === true ? present.text : found.text;
      config.put(parent, slot, { ...nodeOf(found, text), body: present?.body ?? new Map() });
    }
    this.#push(
      found.rule,
      parents.map((parent) => [...parent, slot]),
    );
  }

  #push(
    { enters = '', prompt = '' }: Pick<PlacedRule, 'enters' | 'prompt'>,
    paths: readonly ConfigPath[],
  ): void {
    this.#frames = [...this.#frames, { rules: rulesOf(enters), paths, label: prompt }];
  }

  #vlans(found: Match<PlacedRule>, isNegated: boolean): Reply {
    const isDry = this.#setup.isDryRun === true;
    const reply = isDry ? undefined : editVlans({ setup: this.#setup, path: [], match: found, isNegated });
    if (reply !== undefined || isNegated) return reply;
    const ids = parseVlanList(found.captures[0] ?? '') ?? [];
    this.#push(
      found.rule,
      ids.map((id) => [`vlan ${id}`]),
    );
    return undefined;
  }

  #interfaces(found: Match<PlacedRule>, isNegated: boolean): Reply | Mismatch {
    const names = interfaceNames(found.captures[0] ?? '') ?? [];
    if (!names.every((name) => isPossible(this.#setup, name))) {
      const head = `${isNegated ? 'no ' : ''}${found.text.slice(0, found.text.lastIndexOf(' ') + 1)}`;
      return { why: 'invalid', at: head.split(' ').length - 1, column: head.length };
    }
    const reply = this.#setup.isDryRun === true ? undefined : this.#change(names, found, isNegated);
    const isEntered = found.rule.effect === 'enter-interfaces' && !isNegated;
    if (reply === undefined && isEntered) this.#openInterfaces(names);
    return reply;
  }

  #openInterfaces(names: readonly string[]): void {
    const enters = `interface-${interfaceName(names[0] ?? '')?.kind ?? ''}`;
    const prompt = names.length > 1 ? 'if-range' : 'if';
    this.#push(
      { enters, prompt },
      names.map((name) => [interfaceSlot(name)]),
    );
  }

  #change(names: readonly string[], { rule }: Match<PlacedRule>, isNegated: boolean): Reply {
    const isDefault = rule.effect === 'default-interfaces';
    for (const name of names) {
      if (isDefault) resetInterface(this.#setup, name);
      else if (!isNegated) ensureInterface(this.#setup, name);
      else if (this.#setup.hasPort(name)) return refused(`ERROR: ${name} cannot be deleted`);
      else removeInterface(this.#setup, name);
    }
    return isDefault ? remarked('.......Done') : undefined;
  }
}

/** Whether the first word of the command is typed in full. */
function isSpeltOut({ matches }: Meaning<PlacedRule>, line: string): boolean {
  const first = /^\s*(?:no\s+)?(\S+)/i.exec(line)?.[1];
  return matches.some(({ text }) => text.replace(/^no /, '').split(' ')[0] === first);
}

/** `interface ethernet 1/1` is `interface ethernet1/1`, and a list may have spaces behind its commas. */
function joinedInterfaceNames(line: string): string {
  const head = /^\s*(?:no |default )?in[a-z]* +/i.exec(line)?.[0];
  if (head === undefined) return line;
  const names = line.slice(head.length).replace(/([a-z-]) +(?=\d)/gi, '$1');
  return head + names.replace(/, +/g, ',');
}
