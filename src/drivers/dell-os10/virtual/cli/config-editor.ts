/** Configuration mode: lines into a configuration, with the sections one inside the other as on the switch. */
import { meaningOf, type Meaning, type OpenSection } from '../../../virtual/config-mode.ts';
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { Configuration, ConfigPath } from '../../../virtual/configuration.ts';
import {
  interfaceName,
  promptName,
  systemPortChannel,
  type InterfaceName,
} from '../config/interface-names.ts';
import { parseVlanList } from '../../../virtual/vlan-list.ts';
import { interfaceRange } from '../config/interface-ranges.ts';
import type { Effect, PlacedRule } from '../grammar/config-rule.ts';
import { rulesOf } from '../grammar/mode-rules.ts';
import { grammar, isMismatch, type Match, type Mismatch } from '../grammar/syntax.ts';
import { type Refusal } from './edit.ts';
import { applyEdit } from './effects.ts';
import {
  ensureInterface,
  interfaceRefusal,
  interfaceSection,
  interfaceSlot,
  removeInterfaces,
} from './interface-sections.ts';
import { refusals } from './refusals.ts';
import type { Journal } from './transactions.ts';

export interface EditorSetup {
  /** What a line changes; the refusals are those of the first. */
  readonly targets: () => readonly Configuration[];
  /** Of the candidate that is edited; undefined where every line acts at once. */
  readonly journal: () => Journal | undefined;
  /** What a fresh switch has. */
  readonly defaults: Configuration;
  /** Ports that the hardware has. */
  readonly ports: ReadonlySet<string>;
  /** The lines are those of a file that is loaded. */
  readonly isLoading?: true;
}

/** A line was taken, refused with words of its own, or waits for a yes. */
export interface Taken {
  readonly reply?: string;
  readonly question?: { readonly text: string; readonly confirmed: () => void };
}

/** Effects that are about a section as a whole. */
const openers: Partial<Record<Effect, 'interface' | 'fresh' | 'domain' | 'section'>> = {
  'enter-interface': 'interface',
  'enter-range': 'interface',
  'default-interface': 'fresh',
  'enter-domain': 'domain',
  enter: 'section',
};

export class ConfigEditor {
  readonly #setup: EditorSetup;
  readonly #loaded = new Set<string>();
  #frames: readonly OpenSection<PlacedRule>[] = [{ rules: rulesOf('global'), paths: [[]], label: 'config' }];

  constructor(setup: EditorSetup) {
    this.#setup = setup;
  }

  /** What the prompt has in brackets. */
  get label(): string {
    this.#leaveVanished();
    return this.#frames.at(-1)?.label ?? 'config';
  }

  /** Leaves the section; false where there is none left to leave. */
  leave(): boolean {
    if (this.#frames.length === 1) return false;
    this.#frames = this.#frames.slice(0, -1);
    return true;
  }

  /** Takes a line, or says how far it got before it was none; sections are searched from the inside out. */
  type(typed: string): Taken | Mismatch {
    this.#leaveVanished();
    const line = withJoinedNames(typed.trim());
    let best: Mismatch = { why: 'unrecognized', at: 0 };
    for (let depth = this.#frames.length - 1; depth >= 0; depth -= 1) {
      const found = meaningOf(grammar, this.#frames[depth]?.rules ?? [], line, /^no\s+(.*)$/i);
      if (isMismatch(found)) {
        if (found.at > best.at || (found.at === best.at && found.why !== 'unrecognized')) best = found;
        continue;
      }
      this.#frames = this.#frames.slice(0, depth + 1);
      return this.#take(found);
    }
    return best;
  }

  /** A section may be gone with the candidate it was typed into. */
  #leaveVanished(): void {
    const [seen] = this.#setup.targets();
    const isThere = (path: ConfigPath): boolean =>
      path.length === 0 || seen?.get(path.slice(0, -1), path.at(-1) ?? '') !== undefined;
    const gone = this.#frames.findIndex(({ paths }) => !paths.every(isThere));
    if (gone > 0) this.#frames = this.#frames.slice(0, gone);
  }

  #take({ matches, isNegated }: Meaning<PlacedRule>): Taken | Mismatch {
    const [first] = matches;
    if (first === undefined) return { why: 'unrecognized', at: 0 };
    const open = openers[first.rule.effect ?? 'set'];
    if (open !== undefined) return this.#open(open, first, isNegated);
    return answer(matches.map((match) => this.#edit(match, isNegated)).find((one) => one !== undefined));
  }

  #open(
    what: 'interface' | 'fresh' | 'domain' | 'section',
    match: Match<PlacedRule>,
    isNegated: boolean,
  ): Taken | Mismatch {
    switch (what) {
      case 'interface':
        return this.#interfaces(match, isNegated);
      case 'fresh':
        return isNegated ? { why: 'unrecognized', at: 1 } : this.#defaultInterface(match);
      case 'domain':
        return answer(this.#domain(match, isNegated));
      case 'section':
        return answer(isNegated ? this.#edit(match, true) : this.#enterSection(match));
    }
  }

  /** On every section that is edited; a refusal after the first has left a candidate half-changed. */
  #edit(match: Match<PlacedRule>, isNegated: boolean): Refusal {
    const journal = this.#setup.journal();
    if (journal?.isDisintegrated === true) return refusals.disintegrated;
    const paths = this.#frames.at(-1)?.paths ?? [];
    for (const [index, path] of paths.entries()) {
      const refusal = this.#editOne(match, isNegated, path);
      if (refusal === undefined) continue;
      if (index === 0 || journal === undefined) return refusal;
      journal.isDisintegrated = true;
      return refusals.disintegrated;
    }
    return undefined;
  }

  #editOne(match: Match<PlacedRule>, isNegated: boolean, path: ConfigPath): Refusal {
    const { defaults, isLoading = false } = this.#setup;
    const [first, ...others] = this.#setup.targets().map((config) => {
      const before = config.version;
      const refusal = applyEdit({ config, defaults, path, match, isNegated, isLoading });
      if (match.rule.effect === 'allowed-vlans' && config.version !== before) this.#noteListed(match);
      return refusal;
    });
    return others.length > 0 && first === undefined ? undefined : first;
  }

  #noteListed({ captures: [list = ''] }: Match<PlacedRule>): void {
    for (const id of parseVlanList(list) ?? []) this.#setup.journal()?.listed.add(id);
  }

  #enterSection(match: Match<PlacedRule>): Refusal {
    const [parent = []] = this.#frames.at(-1)?.paths ?? [];
    const slot = slotOf(match);
    for (const config of this.#setup.targets()) {
      if (config.get(parent, slot) === undefined)
        config.put(parent, slot, { ...nodeOf(match), body: new Map() });
    }
    const { prompt = 'config', enters = '' } = match.rule;
    const label = prompt.endsWith('-') ? prompt + (match.captures[0] ?? '') : prompt;
    this.#push({ rules: rulesOf(enters), paths: [[...parent, slot]], label });
    return undefined;
  }

  /** There is one domain; it is removed by its number. */
  #domain(match: Match<PlacedRule>, isNegated: boolean): Refusal {
    const present = this.#setup.targets()[0]?.get([], slotOf(match));
    const isThis = present?.text === match.text;
    if (isNegated)
      return isThis
        ? this.#edit({ ...match, rule: { ...match.rule, effect: 'enter' } }, true)
        : refusals.notFound(match.text);
    return present === undefined || isThis ? this.#enterSection(match) : refusals.otherDomain;
  }

  #interfaces(match: Match<PlacedRule>, isNegated: boolean): Taken | Mismatch {
    const typed = match.captures[0] ?? '';
    const isRange = match.rule.effect === 'enter-range';
    if (/^p[a-z-]*1000$/i.test(typed)) return { reply: refusals.system(systemPortChannel) };
    const single = interfaceName(typed);
    const names = isRange ? interfaceRange(typed) : single && [single];
    if (names === undefined) return { why: 'illegal', at: isRange ? 2 : 1 };
    const refusal = names
      .map((name) => interfaceRefusal(name, this.#setup.ports))
      .find((one) => one !== undefined);
    if (refusal !== undefined) return { reply: refusal };
    if (isNegated) return answer(this.#remove(names));
    this.#enterInterfaces(names, isRange, typed);
    return {};
  }

  #remove(names: readonly InterfaceName[]): Refusal {
    const journal = this.#setup.journal();
    if (journal?.isDisintegrated === true) return refusals.disintegrated;
    const [refusal] = this.#setup.targets().map((config) => removeInterfaces(config, names, journal));
    return refusal;
  }

  #enterInterfaces(names: readonly InterfaceName[], isRange: boolean, typed: string): void {
    const [first] = names;
    if (first === undefined) return;
    for (const config of this.#setup.targets()) for (const name of names) this.#prepare(config, name);
    const paths = names.map((name) => [interfaceSlot(name)]);
    const list = typed.replace(/^[a-z-]+/i, '');
    const shown = promptName({ ...first, number: isRange ? list : first.number });
    this.#push({
      rules: rulesOf(`interface-${first.kind}`),
      paths,
      label: `conf-${isRange ? 'range' : 'if'}-${shown}`,
    });
  }

  /** A file has every line of an interface, so that it starts without any. */
  #prepare(config: Configuration, name: InterfaceName): void {
    const slot = interfaceSlot(name);
    if (this.#setup.isLoading !== true) ensureInterface(config, name);
    else if (!this.#loaded.has(slot)) config.put([], slot, interfaceSection(name, new Map()));
    this.#loaded.add(slot);
  }

  /** Whether it asks is not confirmed; only how a question would end is known (SOURCES.md 1.6). */
  #defaultInterface({ captures: [typed = ''] }: Match<PlacedRule>): Taken | Mismatch {
    const name = interfaceName(typed);
    if (name === undefined) return { why: 'illegal', at: 2 };
    const refusal = interfaceRefusal(name, this.#setup.ports);
    if (refusal !== undefined) return { reply: refusal };
    const confirmed = (): void => {
      for (const config of this.#setup.targets()) config.put([], interfaceSlot(name), interfaceSection(name));
    };
    return { question: { text: 'Proceed to cleanup the interface config? [confirm yes/no]:', confirmed } };
  }

  #push(frame: OpenSection<PlacedRule>): void {
    this.#frames = [...this.#frames, frame];
  }
}

function answer(refusal: Refusal): Taken {
  return refusal === undefined ? {} : { reply: refusal };
}

/** `interface ethernet 1/1/1` is `interface ethernet1/1/1`: the number may stand apart from the word. */
export function withJoinedNames(line: string): string {
  return line.replace(
    /\b((?:discovery-|member-|source-)?int[a-z]*(?: +range)? +(?!range\b|breakout\b)[a-z-]+) +(?=\d)/gi,
    '$1',
  );
}
