/** Configuration mode: lines into a configuration, with the sections one inside the other as on the switch. */
import { meaningOf, type Meaning, type OpenSection } from '../../../virtual/config-mode.ts';
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigPath } from '../../../virtual/configuration.ts';
import { interfaceName, shortName } from '../config/interface-names.ts';
import type { PlacedRule } from '../grammar/config-rule.ts';
import { applyEdit, type Reply } from './effects.ts';
import { interfaceNames } from '../grammar/parameters.ts';
import { editVlans, ensureInterface, isPossible, resetInterface, type EditorSetup } from './top-sections.ts';
import { rulesOf } from '../grammar/mode-rules.ts';
import { grammar, type Match, type Mismatch } from '../grammar/syntax.ts';

export class ConfigEditor {
  readonly #setup: EditorSetup;
  #frames: readonly OpenSection<PlacedRule>[];
  /** Lines of a banner that is being typed. */
  #banner: { readonly match: Match<PlacedRule>; readonly lines: string[] } | undefined;

  constructor(setup: EditorSetup) {
    this.#setup = setup;
    this.#frames = [{ rules: rulesOf('global'), paths: [[]], label: '' }];
  }

  /** What the prompt shows of the section: `if-Et1`, or nothing at the top. */
  get label(): string {
    return this.#frames.at(-1)?.label ?? '';
  }

  /** Whether what is typed now is text and no command. */
  get isInText(): boolean {
    return this.#banner !== undefined;
  }

  /** Leaves the section; false where there is none left to leave. */
  leave(): boolean {
    if (this.#frames.length === 1) return false;
    this.#frames = this.#frames.slice(0, -1);
    return true;
  }

  /** Takes a line, or says how far it got before it was none; sections are searched from the inside out. */
  type(typed: string): Reply | Mismatch {
    if (this.#banner !== undefined) return this.#continueBanner(typed);
    const line = joinedInterfaceNames(typed.trim());
    let best: Mismatch = { why: 'invalid', at: 0 };
    for (let depth = this.#frames.length - 1; depth >= 0; depth -= 1) {
      const frame = this.#frames[depth];
      const found =
        frame === undefined ? best : meaningOf(grammar, frame.rules, line, /^(?:no|default)\s+(.*)$/i);
      if ('why' in found) {
        if (found.at > best.at || (found.at === best.at && found.why !== 'invalid')) best = found;
        continue;
      }
      this.#frames = this.#frames.slice(0, depth + 1);
      return this.#apply(found);
    }
    return best;
  }

  #apply({ matches, isNegated }: Meaning<PlacedRule>): Reply | Mismatch {
    const replies = new Set<string>();
    for (const found of matches) {
      const reply = this.#applyOne(found, isNegated);
      if (typeof reply === 'object') return reply;
      if (reply !== undefined) replies.add(reply);
    }
    return replies.size === 0 ? undefined : [...replies].join('\n');
  }

  #applyOne(found: Match<PlacedRule>, isNegated: boolean): Reply | Mismatch {
    const { effect } = found.rule;
    if (effect === 'enter-interfaces' || effect === 'default-interfaces') {
      return this.#interfaces(found, isNegated);
    }
    if (effect === 'enter-vlans') return this.#vlans(found, isNegated);
    if (effect === 'banner' && !isNegated) return this.#openBanner(found);
    if (effect === 'enter' && !isNegated) return this.#enterSection(found);
    return this.#edit(found, isNegated);
  }

  #edit(found: Match<PlacedRule>, isNegated: boolean): Reply {
    const { config, defaults } = this.#setup;
    const paths = this.#frames.at(-1)?.paths ?? [];
    const replies = paths.map((path) =>
      applyEdit({ config, defaults, path, paths, match: found, isNegated }),
    );
    return replies.find((reply) => reply !== undefined);
  }

  #enterSection(found: Match<PlacedRule>): Reply {
    const parent = this.#frames.at(-1)?.paths[0] ?? [];
    const slot = slotOf(found);
    if (this.#setup.config.get(parent, slot) === undefined) {
      const hidden = found.rule.isHiddenWhenEmpty === true ? { isHiddenWhenEmpty: true as const } : {};
      this.#setup.config.put(parent, slot, { ...nodeOf(found), body: new Map(), ...hidden });
    }
    const name = (found.rule.prompt ?? '').endsWith('-') ? (found.captures[0] ?? '') : '';
    return this.#push(found, [[...parent, slot]], name);
  }

  #push(
    found: Match<PlacedRule>,
    paths: readonly ConfigPath[],
    name: string,
    mode = found.rule.enters ?? '',
  ): Reply {
    const label = (found.rule.prompt ?? '') + name;
    this.#frames = [...this.#frames, { rules: rulesOf(mode), paths, label }];
    return undefined;
  }

  #vlans(found: Match<PlacedRule>, isNegated: boolean): Reply {
    const ids = editVlans(this.#setup.config, found, isNegated);
    if (isNegated) return undefined;
    const paths = ids.map((id) => [`vlan ${id}`]);
    return this.#push(found, paths, found.captures[0] ?? '');
  }

  #interfaces(found: Match<PlacedRule>, isNegated: boolean): Reply | Mismatch {
    const names = interfaceNames(found.captures[0] ?? '') ?? [];
    if (!names.every((name) => isPossible(this.#setup, name))) return { why: 'invalid', at: 1 };
    const isEntered = found.rule.effect === 'enter-interfaces' && !isNegated;
    for (const name of names) {
      if (isEntered) ensureInterface(this.#setup, found, name);
      else resetInterface(this.#setup, found, { name, isRemoved: isNegated });
    }
    return isEntered ? this.#openInterfaces(found, names) : undefined;
  }

  #openInterfaces(found: Match<PlacedRule>, names: readonly string[]): Reply {
    const [first = ''] = names;
    const label = names.length === 1 ? shortName(first) : (found.captures[0] ?? '');
    const paths = names.map((name) => [`interface ${name}`]);
    return this.#push(found, paths, label, `interface-${interfaceName(first)?.kind ?? ''}`);
  }

  #openBanner(found: Match<PlacedRule>): Reply {
    this.#banner = { match: found, lines: [] };
    return "Enter TEXT message. Type 'EOF' on its own line to end.";
  }

  #continueBanner(line: string): Reply {
    const banner = this.#banner;
    if (banner === undefined) return undefined;
    if (line !== 'EOF') {
      banner.lines.push(line);
      return undefined;
    }
    this.#banner = undefined;
    const text = [banner.match.text, ...banner.lines, 'EOF'].join('\n');
    this.#setup.config.put([], slotOf(banner.match), nodeOf(banner.match, text));
    return undefined;
  }
}

/** `interface et 1` is `interface et1`: the number may stand apart from the word. */
function joinedInterfaceNames(line: string): string {
  return line.replace(
    /^((?:no |default )?(?:interface|int|peer-link|local-interface) +[a-z-]+) +(?=\d)/i,
    '$1',
  );
}
