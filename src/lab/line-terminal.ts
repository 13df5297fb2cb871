/**
 * The terminal between a channel and a command line: echo, line editing, paging, wrapping, and the faults
 * that concern the session. Input is taken strictly in order, however many lines arrive in one packet.
 */
import type { VirtualSession } from '../drivers/virtual-switch.ts';
import type { FaultControls, OutputBreak } from './fault-controls.ts';

export interface TerminalSetup {
  readonly session: VirtualSession;
  readonly faults: FaultControls;
  /** Echo, paging and wrapping need a pseudo-terminal. */
  readonly hasTerminal: boolean;
  write(text: string): void;
  /** The session is over in good order. */
  close(): void;
  /** The connection is cut. */
  cut(): void;
}

const [backspace, del, ctrlC, ctrlD, ctrlU] = ['\b', '\x7f', '\x03', '\x04', '\x15'];

export class LineTerminal {
  readonly #setup: TerminalSetup;
  #input = '';
  #line = '';
  #column = 0;
  #output = '';
  /** Lines not shown yet, while the pager asks. */
  #pages: readonly string[] | undefined;
  #isWaiting = false;
  #isOver = false;
  /** The output stops in the middle of a text; what is printed meanwhile comes after the rest of it. */
  #isBroken = false;
  #isFinishing = false;
  #lastWasReturn = false;

  constructor(setup: TerminalSetup) {
    this.#setup = setup;
  }

  /** Greets and shows the first prompt. */
  open(): void {
    this.#print(this.#setup.session.greeting);
    this.#showPrompt();
    this.#flush();
  }

  /** Takes what arrived on the channel. */
  feed(data: string): void {
    this.#input += data;
    this.#pump();
  }

  /** The channel is gone. */
  end(): void {
    this.#isOver = true;
    this.#setup.session.end();
  }

  /** Takes a whole line without echo and prompt, as a single command over the connection; gives its output. */
  run(line: string, done: (output: string) => void): void {
    this.#answer(line, (output) => {
      done(output);
    });
  }

  #pump(): void {
    let at = 0;
    while (at < this.#input.length && !this.#isWaiting && !this.#isOver) {
      const character = this.#input.charAt(at);
      at += 1;
      if (this.#pages === undefined) this.#take(character);
      else this.#page(character);
    }
    this.#input = this.#input.slice(at);
    this.#flush();
  }

  #take(character: string): void {
    const isSecondHalf = character === '\n' && this.#lastWasReturn;
    this.#lastWasReturn = character === '\r';
    if (isSecondHalf) return;
    if (character === '\r' || character === '\n') this.#enter();
    else this.#edit(character);
  }

  #edit(character: string): void {
    if (character === backspace || character === del) this.#erase(1);
    else if (character === ctrlU) this.#erase(this.#line.length);
    else if (character === ctrlC) this.#abandonLine();
    else if (character === ctrlD && this.#line === '') this.#finish();
    else if (character >= ' ' || character === '\t') this.#append(character);
  }

  #append(character: string): void {
    this.#line += character;
    if (!this.#setup.hasTerminal || this.#setup.session.isSecret) return;
    const { width } = this.#setup.session;
    this.#output += character;
    this.#column += 1;
    // A line editor moves on with a blank and a return when the echo fills the last column.
    if (width > 0 && this.#column % width === 0) this.#output += ' \r';
  }

  #erase(count: number): void {
    const erased = Math.min(count, this.#line.length);
    this.#line = this.#line.slice(0, this.#line.length - erased);
    if (!this.#setup.hasTerminal || this.#setup.session.isSecret) return;
    this.#column -= erased;
    this.#output += '\b \b'.repeat(erased);
  }

  #abandonLine(): void {
    this.#line = '';
    if (this.#setup.hasTerminal) this.#output += '^C\r\n';
    this.#showPrompt();
  }

  #enter(): void {
    const line = this.#line;
    this.#line = '';
    if (this.#setup.hasTerminal) this.#output += '\r\n';
    this.#answer(line, (output, isClosed) => {
      this.#show(output);
      if (isClosed) this.#finish();
      else if (this.#pages === undefined) this.#showPrompt();
    });
  }

  /** Asks the command line, after the delay and unless the session is cut at this line. */
  #answer(line: string, done: (output: string, isClosed: boolean) => void): void {
    const { session, faults } = this.#setup;
    const delay = faults.delayMs(line);
    const act = (): void => {
      const cut = session.isSecret ? undefined : faults.takeCut(line);
      if (cut === 'before') {
        this.#cut();
        return;
      }
      const { output, isClosed } = session.type(line);
      if (cut === 'after') this.#cut();
      else done(output, isClosed === true);
    };
    if (delay === 0) {
      act();
      return;
    }
    this.#flush();
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      if (this.#isOver) return;
      act();
      this.#pump();
    }, delay);
  }

  #cut(): void {
    this.#flush();
    this.#isOver = true;
    this.#setup.cut();
  }

  #show(output: string): void {
    const { session, hasTerminal } = this.#setup;
    const lines = this.#wrapped(output);
    if (!hasTerminal || session.pageLength === 0 || lines.length < session.pageLength) {
      this.#printLines(lines);
      return;
    }
    this.#printLines(lines.slice(0, session.pageLength - 1));
    this.#pages = lines.slice(session.pageLength - 1);
    this.#output += session.pagerText;
  }

  #page(key: string): void {
    const rest = this.#pages ?? [];
    const shown = linesFor(key, this.#setup.session.pageLength);
    if (shown === undefined) return;
    this.#output += '\r\x1b[K';
    this.#printLines(rest.slice(0, shown));
    this.#pages = shown === 0 || rest.length <= shown ? undefined : rest.slice(shown);
    if (this.#pages === undefined) this.#showPrompt();
    else this.#output += this.#setup.session.pagerText;
  }

  #wrapped(output: string): readonly string[] {
    if (output === '') return [];
    const lines = output.replace(/\n$/, '').split('\n');
    const { width } = this.#setup.session;
    if (!this.#setup.hasTerminal || width === 0) return lines;
    return lines.flatMap((line) => chunks(line, width));
  }

  #printLines(lines: readonly string[]): void {
    const end = this.#setup.hasTerminal ? '\r\n' : '\n';
    for (const line of lines) this.#output += line + end;
  }

  #print(text: string): void {
    if (text !== '') this.#printLines(text.replace(/\n$/, '').split('\n'));
  }

  #showPrompt(): void {
    if (this.#isOver) return;
    const prompt = this.#setup.session.prompt();
    this.#column = prompt.length;
    this.#output += prompt;
  }

  #finish(): void {
    this.#flush();
    this.#isFinishing = this.#isBroken;
    if (this.#isFinishing) return;
    this.#isOver = true;
    this.#setup.session.end();
    this.#setup.close();
  }

  #flush(): void {
    if (this.#output === '' || this.#isBroken || this.#isOver) return;
    const output = this.#output;
    const broken = this.#setup.faults.takeBreak(output);
    const end = broken?.at ?? output.length;
    this.#output = output.slice(end);
    this.#setup.write(output.slice(0, end));
    if (broken !== undefined) this.#pause(broken);
  }

  #pause({ pauseMs, isCut = false }: OutputBreak): void {
    this.#isBroken = true;
    setTimeout(() => {
      this.#isBroken = false;
      if (this.#isOver) return;
      if (isCut) {
        this.#output = '';
        this.#cut();
        return;
      }
      this.#flush();
      if (this.#isFinishing) this.#finish();
    }, pauseMs);
  }
}

/** How many lines a key asks the pager for: none ends it, and other keys mean nothing to it. */
function linesFor(key: string, pageLength: number): number | undefined {
  if (key === ' ') return pageLength - 1;
  if (key === '\r' || key === '\n') return 1;
  return key === 'q' || key === ctrlC ? 0 : undefined;
}

function chunks(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += width) parts.push(line.slice(at, at + width));
  return parts;
}
