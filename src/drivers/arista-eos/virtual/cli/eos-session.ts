/** One command line: modes, prompts, the enable question, and where each line goes. */
import type { VirtualAnswer, VirtualSession } from '../../../virtual-switch.ts';
import type { SwitchCore } from '../switch-core.ts';
import { showRules } from '../show/show-commands.ts';
import type { ShowContext } from '../show/show-rule.ts';
import type { Candidate } from './candidates.ts';
import type { ConfigEditor } from './config-editor.ts';
import { commandsIn, execCommands, refusalOf, type Place, type Terminal } from './exec-commands.ts';
import { splitPipes } from '../../../virtual/line-filter.ts';
import { filtered } from './output-filters.ts';
import { isMismatch, match, type Mismatch } from '../grammar/syntax.ts';

/** A configuration mode: of the running configuration, or of a candidate. */
interface Configuring {
  readonly editor: ConfigEditor;
  readonly candidate?: Candidate;
}

const words: Readonly<Record<Mismatch['why'], string>> = {
  invalid: '% Invalid input',
  incomplete: '% Incomplete command',
  ambiguous: '% Ambiguous command',
};

export class EosSession implements VirtualSession, Terminal {
  readonly core: SwitchCore;
  readonly greeting: string;
  readonly pagerText = ' --More-- ';
  readonly #generation: number;
  #isPrivileged: boolean;
  #isAsking = false;
  #isClosed = false;
  #configuring: Configuring | undefined;
  #length: number | undefined;
  #width: number | undefined;
  #window = { columns: 80, rows: 24 };

  constructor(core: SwitchCore) {
    this.core = core;
    this.#generation = core.generation;
    const motd = core.running.get([], 'banner motd')?.text.split('\n').slice(1, -1) ?? [];
    this.greeting = motd.map((line) => `${line}\n`).join('');
    // Without exec authorization even a level-15 user lands in user mode (SOURCES.md 1.3).
    this.#isPrivileged = [...core.running.slots.keys()].some((slot) =>
      slot.startsWith('aaa authorization exec default'),
    );
  }

  get isSecret(): boolean {
    return this.#isAsking;
  }

  get pageLength(): number {
    return this.#length ?? this.#window.rows;
  }

  get width(): number {
    return this.#width ?? this.#window.columns;
  }

  get candidateName(): string | undefined {
    return this.#configuring?.candidate?.name;
  }

  prompt(): string {
    if (this.#isAsking) return 'Password: ';
    if (this.#configuring?.editor.isInText === true) return '';
    const { hostname } = this.core.facts;
    if (this.#configuring === undefined) return `${hostname}${this.#isPrivileged ? '#' : '>'}`;
    const { candidate, editor } = this.#configuring;
    // The prompt has only the first six characters of a session's name (SOURCES.md 1.1).
    const parts = [candidate === undefined ? '' : `s-${candidate.name.slice(0, 6)}`, editor.label];
    return `${hostname}(${['config', ...parts.filter((part) => part !== '')].join('-')})#`;
  }

  resize(columns: number, rows: number): void {
    this.#window = { columns, rows };
  }

  type(typed: string): VirtualAnswer {
    if (this.#isClosed || this.#generation !== this.core.generation) return { output: '', isClosed: true };
    const reply = this.#isAsking ? this.#answerSecret(typed) : this.#takeLine(typed);
    const output = reply === undefined || reply === '' ? '' : `${reply}\n`;
    return this.#hasEnded() ? { output, isClosed: true } : { output };
  }

  end(): void {
    this.#isClosed = true;
  }

  enable(): void {
    if (this.core.setup.enablePassword === undefined) this.#isPrivileged = true;
    else this.#isAsking = !this.#isPrivileged;
  }

  disable(): void {
    this.#isPrivileged = false;
  }

  configure(name?: string): string | undefined {
    if (name === undefined) {
      this.#configuring = { editor: this.core.editor(this.core.running) };
      return undefined;
    }
    const candidate = this.core.candidates.enter(name);
    if (typeof candidate === 'string') return candidate;
    this.#configuring = { editor: this.core.editor(candidate.working), candidate };
    return undefined;
  }

  exit(): void {
    if (this.#configuring === undefined) this.#isClosed = true;
    else if (!this.#configuring.editor.leave()) this.#configuring = undefined;
  }

  endConfiguration(): void {
    this.#configuring = undefined;
  }

  clean(): void {
    const candidate = this.#configuring?.candidate;
    if (candidate === undefined) return;
    candidate.working = this.core.defaults.clone();
    this.#configuring = { editor: this.core.editor(candidate.working), candidate };
  }

  setLength(lines: number): void {
    this.#length = lines;
  }

  setWidth(columns: number): void {
    this.#width = columns;
  }

  #hasEnded(): boolean {
    return this.#isClosed;
  }

  #answerSecret(typed: string): string | undefined {
    this.#isAsking = false;
    this.#isPrivileged = typed === this.core.setup.enablePassword;
    return this.#isPrivileged ? undefined : '% Bad secret';
  }

  #takeLine(typed: string): string | undefined {
    const line = typed.trim();
    if (this.#configuring?.editor.isInText !== true) {
      if (line === '' || line.startsWith('!')) return undefined;
      if (this.core.setup.faults.refuses(line)) return refusalOf(line);
    }
    if (this.#configuring === undefined) return outcomeText(this.#execute(line));
    const configured = this.#configure(this.#configuring, typed);
    if (!isRejected(configured)) return configured.reply;
    const executed = this.#execute(line);
    return outcomeText(isRejected(executed) && configured.at >= executed.at ? configured : executed);
  }

  #configure({ editor, candidate }: Configuring, typed: string): Outcome {
    if (candidate !== undefined && candidate.state !== 'pending') return { reply: words.invalid };
    const before = this.core.running.version;
    const result = editor.type(typed);
    if (this.core.running.version !== before) this.core.noticeChange();
    return typeof result === 'object' ? result : { reply: result };
  }

  #execute(line: string): Outcome {
    const { command, filters } = splitPipes(line);
    const shown = match(showRules, command);
    if (!isMismatch(shown)) {
      if (shown.rule.isPrivileged === true && !this.#isPrivileged) return { reply: privilegeNeeded };
      const answer = shown.rule.answer(this.#context(), shown.captures);
      return { reply: typeof answer === 'string' ? answer : filtered(answer, filters).join('\n') };
    }
    const executed = this.#run(line);
    return isRejected(executed) && !isFurther(executed, shown) ? shown : executed;
  }

  #run(line: string): Outcome {
    const place = this.#place();
    const found = match(commandsIn(place), line);
    if (!isMismatch(found)) return { reply: found.rule.run(this, found.captures) };
    return place === 'user' && !isMismatch(match(execCommands, line)) ? { reply: privilegeNeeded } : found;
  }

  #place(): Place {
    if (this.#configuring !== undefined)
      return this.#configuring.candidate === undefined ? 'config' : 'session';
    return this.#isPrivileged ? 'privileged' : 'user';
  }

  #context(): ShowContext {
    const { core } = this;
    const candidate = this.#configuring?.candidate;
    return {
      device: core,
      running: core.running,
      startup: core.startup,
      candidates: core.candidates,
      username: core.setup.username,
      bootedAt: core.bootedAt,
      ...(candidate === undefined ? {} : { candidate }),
    };
  }
}

type Outcome = Mismatch | { readonly reply: string | undefined };

const privilegeNeeded = '% Invalid input (privileged mode required)';

function outcomeText(outcome: Outcome): string | undefined {
  return isRejected(outcome) ? words[outcome.why] : outcome.reply;
}

function isFurther(a: Mismatch, b: Mismatch): boolean {
  return a.at > b.at || (a.at === b.at && a.why !== 'invalid');
}

function isRejected(outcome: Outcome): outcome is Mismatch {
  return 'why' in outcome;
}
