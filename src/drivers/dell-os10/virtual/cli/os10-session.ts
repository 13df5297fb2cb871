/** One command line: prompts, questions, paging, and where each typed line goes. */
import type { VirtualAnswer, VirtualSession } from '../../../virtual-switch.ts';
import { isMismatch, match, type Mismatch } from '../grammar/syntax.ts';
import { showRules } from '../show/show-commands.ts';
import type { ShowContext } from '../show/show-rule.ts';
import type { SwitchCore } from '../switch-core.ts';
import { withJoinedNames, type ConfigEditor } from './config-editor.ts';
import { execCommands, type Terminal } from './exec-commands.ts';
import { splitPipes } from '../../../virtual/line-filter.ts';
import { filtered, isUnpaged } from './output-filters.ts';
import { refusals, requestedRefusal } from './refusals.ts';

/** The page does not follow the window (SOURCES.md 1.2). */
const defaultLength = 24;

interface Question {
  readonly text: string;
  readonly isSecret: boolean;
  /** Gives what the switch answers. */
  readonly answer: (typed: string) => string | undefined;
}

export class Os10Session implements VirtualSession, Terminal {
  readonly core: SwitchCore;
  readonly greeting = '';
  readonly pagerText = '--more--';
  readonly #generation: number;
  #isPrivileged: boolean;
  #isClosed = false;
  #isUnpaged = false;
  #editor: ConfigEditor | undefined;
  #question: Question | undefined;
  #length = defaultLength;
  #columns = 80;

  constructor(core: SwitchCore) {
    this.core = core;
    this.#generation = core.generation;
    // A sysadmin lands in the privileged mode unless privilege levels have a secret (SOURCES.md 1.3).
    this.#isPrivileged = core.setup.enablePassword === undefined;
  }

  get isSecret(): boolean {
    return this.#question?.isSecret === true;
  }

  /** An answer through `| no-more` comes in one piece. */
  get pageLength(): number {
    return this.#isUnpaged ? 0 : this.#length;
  }

  get width(): number {
    return this.#columns;
  }

  prompt(): string {
    if (this.#question !== undefined) return `${this.#question.text} `;
    const { hostname } = this.core.facts;
    if (this.#editor !== undefined) return `${hostname}(${this.#editor.label})# `;
    return `${hostname}${this.#isPrivileged ? '#' : '>'} `;
  }

  /** There is no command for the width: it is the window's (SOURCES.md 1.2). */
  resize(columns: number): void {
    this.#columns = columns;
  }

  type(typed: string): VirtualAnswer {
    if (this.#isClosed || this.#generation !== this.core.generation) return { output: '', isClosed: true };
    this.#isUnpaged = false;
    const reply = this.#question === undefined ? this.#takeLine(typed.trim()) : this.#answerQuestion(typed);
    const output = reply === undefined || reply === '' ? '' : `${reply}\n`;
    return this.#hasEnded() ? { output, isClosed: true } : { output };
  }

  end(): void {
    this.#isClosed = true;
    this.core.transactions.forget(this);
  }

  configure(): void {
    this.#editor = this.core.editorFor(this);
  }

  close(): void {
    this.end();
  }

  enable(): void {
    if (this.#isPrivileged) return;
    const answer = (typed: string): string | undefined => {
      this.#isPrivileged = typed === this.core.setup.enablePassword;
      return this.#isPrivileged ? undefined : refusals.authentication;
    };
    this.#question = { text: 'password:', isSecret: true, answer };
  }

  setLength(lines: number): void {
    this.#length = lines;
  }

  ask(text: string, answered: (isYes: boolean) => string | undefined): void {
    this.#question = { text, isSecret: false, answer: (typed) => answered(/^y(?:es)?$/i.test(typed.trim())) };
  }

  #hasEnded(): boolean {
    return this.#isClosed || this.#generation !== this.core.generation;
  }

  #answerQuestion(typed: string): string | undefined {
    const question = this.#question;
    this.#question = undefined;
    const before = this.core.running.version;
    const reply = question?.answer(typed);
    this.#notice(before);
    return reply;
  }

  #takeLine(line: string): string | undefined {
    if (line === '' || line.startsWith('!')) return undefined;
    if (this.core.setup.faults.refuses(line)) return requestedRefusal(line);
    if (this.#editor === undefined) return this.#execute(line);
    if (/^exit$/i.test(line)) {
      if (!this.#editor.leave()) this.#editor = undefined;
      return undefined;
    }
    if (/^end$/i.test(line)) {
      this.#editor = undefined;
      return undefined;
    }
    const [, command] = /^do\s+(.*)$/i.exec(line) ?? [];
    return command === undefined ? this.#configure(this.#editor, line) : this.#execute(command);
  }

  #configure(editor: ConfigEditor, line: string): string | undefined {
    if (this.core.transactions.isLockedFor(this)) return refusals.locked;
    const before = this.core.running.version;
    const taken = editor.type(line);
    this.#notice(before);
    if (isMismatch(taken)) return refusals.mismatch(taken);
    const { question } = taken;
    if (question !== undefined) {
      this.ask(question.text, (isYes) => {
        if (isYes) question.confirmed();
        return undefined;
      });
    }
    return taken.reply;
  }

  #notice(before: number): void {
    if (this.core.running.version !== before) this.core.noticeChange();
  }

  #execute(line: string): string | undefined {
    const { command, filters } = splitPipes(line);
    const shown = match(showRules, withJoinedNames(command));
    if (isMismatch(shown)) return this.#run(line, shown);
    const answer = shown.rule.answer(this.#context(), shown.captures);
    this.#isUnpaged = isUnpaged(filters);
    return typeof answer === 'string' ? answer : filtered(answer, filters).join('\n');
  }

  #run(line: string, shown: Mismatch): string | undefined {
    const open = this.#isPrivileged ? execCommands : execCommands.filter(({ rule }) => rule.isOpen === true);
    const found = match(open, line);
    if (isMismatch(found)) return refusals.mismatch(found.at >= shown.at ? furtherOf(found, shown) : shown);
    const before = this.core.running.version;
    const reply = found.rule.run(this, found.captures);
    this.#notice(before);
    return reply;
  }

  #context(): ShowContext {
    const { core } = this;
    return {
      device: core,
      running: core.running,
      candidate: core.transactions.candidate,
      runningText: () => core.runningText(),
      startupText: () => core.startupText(),
      bootedAt: core.bootedAt,
    };
  }
}

/** Of two mismatches at one word, the one that says more. */
function furtherOf(a: Mismatch, b: Mismatch): Mismatch {
  return a.at === b.at && a.why === 'unrecognized' ? b : a;
}
