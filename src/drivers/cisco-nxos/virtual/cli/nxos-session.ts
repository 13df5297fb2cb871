/** One command line: modes, prompts, questions, and where each line goes. */
import type { VirtualAnswer, VirtualSession } from '../../../virtual-switch.ts';
import { isMismatch, match, type Match, type Mismatch } from '../grammar/syntax.ts';
import { showRules } from '../show/show-commands.ts';
import type { ShowRule } from '../show/show-rule.ts';
import type { SwitchCore } from '../switch-core.ts';
import type { ConfigEditor } from '../edit/config-editor.ts';
import { DualStage } from './dual-stage.ts';
import { commandsIn, refusalOf } from './exec-commands.ts';
import { filtered, splitAtPipes } from '../show/output-filters.ts';
import type { Place, Terminal } from './terminal.ts';

/** A configuration mode: of the running configuration, or of a buffer. */
interface Configuring {
  readonly editor: ConfigEditor;
  readonly staged?: DualStage;
}

interface Question {
  readonly text: string;
  readonly isSecret: boolean;
  /** Gives what is said after the answer. */
  readonly answered: (text: string) => string | undefined;
}

type Outcome = Mismatch | { readonly reply: string | undefined };

const words: Readonly<Record<Mismatch['why'], string>> = {
  invalid: "% Invalid command at '^' marker.",
  number: "% Invalid number at '^' marker.",
  incomplete: "% Incomplete command at '^' marker.",
  ambiguous: "% Ambiguous command at '^' marker.",
};

export class NxosSession implements VirtualSession, Terminal {
  readonly core: SwitchCore;
  readonly greeting: string;
  readonly pagerText = '--More--';
  readonly #generation: number;
  readonly #heard: string[] = [];
  readonly #listen = (text: string): void => {
    this.#heard.push(text);
  };
  /** With a secret the user lands below and has to come up (SOURCES.md 1.3). */
  #level: 'user' | 'admin' | 'enabled';
  #isClosed = false;
  #isQuiet = false;
  #question: Question | undefined;
  #configuring: Configuring | undefined;
  #length: number | undefined;
  #width: number | undefined;
  #window = { columns: 80, rows: 24 };

  constructor(core: SwitchCore) {
    this.core = core;
    this.#generation = core.generation;
    this.#level = core.setup.enablePassword === undefined ? 'admin' : 'user';
    this.greeting = 'Cisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n';
    core.listeners.add(this.#listen);
  }

  get isSecret(): boolean {
    return this.#question?.isSecret === true;
  }

  get pageLength(): number {
    return this.#length ?? this.#window.rows;
  }

  get width(): number {
    return this.#width ?? this.#window.columns;
  }

  get staged(): DualStage | undefined {
    return this.#configuring?.staged;
  }

  prompt(): string {
    if (this.#question !== undefined) return this.#question.text;
    const name = `${this.core.facts.hostname}${this.#level === 'enabled' ? '-enable' : ''}`;
    if (this.#configuring === undefined) return `${name}${this.#level === 'user' ? '>' : '#'} `;
    const { editor, staged } = this.#configuring;
    const parts = ['config', staged === undefined ? '' : 'dual-stage', editor.label];
    return `${name}(${parts.filter((part) => part !== '').join('-')})# `;
  }

  resize(columns: number, rows: number): void {
    this.#window = { columns, rows };
  }

  type(typed: string): VirtualAnswer {
    if (this.#hasEnded()) return { output: '', isClosed: true };
    const reply = this.#question === undefined ? this.#takeLine(typed) : this.#answer(this.#question, typed);
    // What the switch says on its own stands in front of the answer, inside the output.
    const said = [...this.#heard.splice(0), ...(reply === undefined || reply === '' ? [] : [reply])];
    const output = said.map((text) => `${text}\n`).join('');
    return this.#hasEnded() ? { output, isClosed: true } : { output };
  }

  end(): void {
    this.#isClosed = true;
    this.core.listeners.delete(this.#listen);
  }

  enable(): void {
    const secret = this.core.setup.enablePassword;
    if (this.#level !== 'user') return;
    this.#question = {
      text: 'Password: ',
      isSecret: true,
      answered: (text) => {
        if (text !== secret) return '% Bad secret';
        this.#level = 'enabled';
        return undefined;
      },
    };
  }

  configure(isStaged: boolean): string {
    const { core } = this;
    if (isStaged) {
      const staged = new DualStage(core);
      this.#configuring = { editor: staged.editor, staged };
    } else if (this.#configuring?.staged === undefined) {
      this.#configuring = { editor: core.liveEditor() };
    }
    return 'Enter configuration commands, one per line. End with CNTL/Z.';
  }

  exit(): void {
    if (this.#configuring === undefined) this.end();
    else if (!this.#configuring.editor.leave()) this.#configuring = undefined;
  }

  endConfiguration(): void {
    this.#configuring = undefined;
  }

  ask(text: string, action: () => string | undefined): string | undefined {
    if (this.#isQuiet) return action();
    this.#question = {
      text,
      isSecret: false,
      answered: (answer) => (/^y(?:es)?$/i.test(answer.trim()) ? action() : undefined),
    };
    return undefined;
  }

  setDontAsk(isOn: boolean): void {
    this.#isQuiet = isOn;
  }

  setLength(lines: number): void {
    this.#length = lines;
  }

  setWidth(columns: number): void {
    this.#width = columns;
  }

  #hasEnded(): boolean {
    return this.#isClosed || this.#generation !== this.core.generation;
  }

  #answer(question: Question, typed: string): string | undefined {
    this.#question = undefined;
    return question.answered(typed);
  }

  #takeLine(typed: string): string | undefined {
    const line = typed.trimEnd();
    if (/^\s*(?:!|$)/.test(line)) return undefined;
    if (this.core.setup.faults.refuses(line.trim())) return refusalOf(line);
    const promptLength = this.prompt().length;
    const outcome = this.#understood(line);
    return isMismatch(outcome) ? marked(outcome, promptLength) : outcome.reply;
  }

  /** A line of the configuration mode, if one is open, or else a command; the one that gets further counts. */
  #understood(line: string): Outcome {
    if (this.#configuring === undefined) return this.#execute(line);
    const configured = this.#configure(this.#configuring, line);
    if (!isMismatch(configured)) return configured;
    const executed = this.#execute(line);
    return isMismatch(executed) ? further(executed, configured) : executed;
  }

  #configure({ editor, staged }: Configuring, line: string): Outcome {
    if (staged !== undefined) return asOutcome(staged.type(line));
    const question = questionTo(line);
    if (question !== undefined && !this.#isQuiet) {
      return { reply: this.ask(question, () => this.#edit(editor, line)) };
    }
    const before = this.core.running.version;
    const reply = editor.type(line);
    if (this.core.running.version !== before) this.core.noticeEdit();
    return asOutcome(reply);
  }

  #edit(editor: ConfigEditor, line: string): string | undefined {
    const outcome = asOutcome(editor.type(line));
    this.core.noticeEdit();
    return isMismatch(outcome) ? marked(outcome, this.prompt().length) : outcome.reply;
  }

  #execute(line: string): Outcome {
    const isOn = (name: string): boolean => this.core.isOn(name);
    const { command, filters } = splitAtPipes(line);
    const shown = match({ rules: showRules, isOn }, command);
    if (!isMismatch(shown)) return this.#show(shown, filters, line);
    const found = match({ rules: commandsIn(this.#place()), isOn }, line);
    if (!isMismatch(found)) return { reply: found.rule.run(this, found.captures) };
    const isKnown =
      this.#place() === 'user' && !isMismatch(match({ rules: commandsIn('privileged'), isOn }, line));
    if (isKnown) return { reply: '% Permission denied for the role' };
    return further(found, shown);
  }

  #show(shown: Match<ShowRule>, filters: readonly string[], line: string): Outcome {
    const answer = shown.rule.answer({ device: this.core, buffered: this.staged?.text }, shown.captures);
    if (typeof answer === 'string') return { reply: answer };
    const lines = filtered(answer, filters);
    return lines === undefined
      ? { why: 'invalid', at: 99, column: line.indexOf('|') + 2 }
      : { reply: lines.join('\n') };
  }

  #place(): Place {
    if (this.#configuring !== undefined) return this.#configuring.staged === undefined ? 'config' : 'staged';
    return this.#level === 'user' ? 'user' : 'privileged';
  }
}

/** What is asked before such a line, unless questions are off (SOURCES.md 1.6; partly not confirmed). */
function questionTo(line: string): string | undefined {
  const isDrastic = /^\s*no\s+(?:feature\s+\S|vpc\s+peer-link)/i.test(line);
  return isDrastic ? 'Do you want to continue (y/n)?  [n] ' : undefined;
}

function asOutcome(reply: ReturnType<ConfigEditor['type']>): Outcome {
  if (reply === undefined) return { reply };
  return 'why' in reply ? reply : { reply: reply.text };
}

/** The mismatch that got further; the first of two that say nothing more. */
function further(a: Mismatch, b: Mismatch): Mismatch {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return b.why === 'invalid' ? a : b;
}

/** The marker stands under the word that is wrong, counted from the start of the prompt (SOURCES.md 1.5). */
function marked({ why, column }: Mismatch, promptLength: number): string {
  return `${' '.repeat(promptLength + column)}^\n${words[why]}`;
}
