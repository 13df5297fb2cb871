/**
 * Bytes of a terminal to the lines a person would see. Cursor movement is obeyed instead of thrown away,
 * because switches erase pager texts, redraw prompts and continue a wrapped line by moving the cursor. The
 * cut of the stream into chunks never matters.
 */

/** Longest escape sequence that is waited for; a longer one is not a sequence. */
const longestSequence = 4096;

const control = /[\x00-\x1f\x7f-\x9f]/g;
const csi = /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])/y;
/** Strings up to BEL or ST (titles), character set choices, single-character sequences (ECMA-48). */
const otherSequence = /\x1b(?:[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/y;
const unfinishedSequence = /(?:\x1b\[|\x9b)[0-?]*[ -/]*$|\x1b(?:[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)$/y;

/**
 * `shown`: the line holds the pager's text, which has been answered. `returned`: the cursor went back to the
 * start of the line, so that text is gone. `erased`: it was wiped, too, and nothing new stands there yet.
 */
type Pager = 'none' | 'shown' | 'returned' | 'erased';

/** The last line of a terminal and the lines that scroll out of it. */
export class ScreenText {
  readonly #columns: number;
  #held = '';
  #text = '';
  #cursor = 0;
  /** The cursor stands behind the last column and moves on with the next character (deferred wrap). */
  #isWrapPending = false;
  #isOverwritten = false;
  #pager: Pager = 'none';
  #pagerText = /(?!)/;
  #done: string[] = [];

  /** `columns` is the width the terminal was opened with, at which a long line continues in the next row. */
  constructor(columns: number) {
    this.#columns = columns;
  }

  /** The line that has not ended yet; wrapped rows count as one line. */
  get lastLine(): string {
    // What overwriting leaves behind is blanks over an erased text, which the switch did not mean to print.
    return this.#isOverwritten ? this.#text.trimEnd() : this.#text;
  }

  /** Whether the pager's text on the last line has been answered already. */
  get isPagerAnswered(): boolean {
    return this.#pager === 'shown';
  }

  /** To be called when the last line showed the pager and it was answered: its text is no output. */
  pagerAnswered(pagerText: RegExp): void {
    this.#pager = 'shown';
    this.#pagerText = pagerText;
  }

  /** Takes in a part of the stream and gives the lines that ended in it, without their line ends. */
  write(chunk: string): readonly string[] {
    const input = this.#held + chunk;
    this.#held = '';
    this.#done = [];
    let at = 0;
    while (at < input.length) {
      control.lastIndex = at;
      const end = control.exec(input)?.index ?? input.length;
      if (end > at) this.#print(input.slice(at, end));
      at = end < input.length ? this.#obey(input, end) : end;
    }
    return this.#done;
  }

  /** Obeys the control character or sequence at a place; gives the place behind it. */
  #obey(input: string, at: number): number {
    const code = input[at];
    if (code === '\x1b' || code === '\x9b') return this.#escape(input, at);
    if (code === '\n') this.#endLine();
    else if (code === '\r') this.#moveTo(this.#rowStart());
    else if (code === '\b') this.#moveTo(this.#cursor - 1);
    else if (code === '\t') this.#print('\t');
    return at + 1;
  }

  #escape(input: string, at: number): number {
    csi.lastIndex = at;
    const sequence = csi.exec(input);
    if (sequence !== null) {
      this.#move(sequence[2] ?? '', sequence[1] ?? '');
      return csi.lastIndex;
    }
    otherSequence.lastIndex = at;
    if (otherSequence.test(input)) return otherSequence.lastIndex;
    unfinishedSequence.lastIndex = at;
    if (input.length - at < longestSequence && unfinishedSequence.test(input)) {
      this.#held = input.slice(at);
      return input.length;
    }
    return at + 1;
  }

  #print(text: string): void {
    if (this.#cursor > this.#text.length) this.#text = this.#text.padEnd(this.#cursor);
    if (this.#cursor === this.#text.length) {
      this.#text += text;
    } else {
      this.#text = this.#text.slice(0, this.#cursor) + text + this.#text.slice(this.#cursor + text.length);
      this.#isOverwritten = true;
    }
    this.#cursor += text.length;
    this.#isWrapPending = this.#cursor % this.#columns === 0;
    this.#wiped();
    if (this.#pager === 'erased' && /\S/.test(text)) this.#pager = 'none';
  }

  #rowStart(): number {
    return this.#isWrapPending ? this.#cursor - this.#columns : this.#cursor - (this.#cursor % this.#columns);
  }

  #moveTo(cursor: number): void {
    this.#cursor = Math.max(0, cursor);
    this.#isWrapPending = false;
    if (this.#pager !== 'none' && this.#cursor === 0) {
      this.#text = '';
      if (this.#pager === 'shown') this.#pager = 'returned';
    }
  }

  #wiped(): void {
    if (this.#pager === 'returned') this.#pager = 'erased';
  }

  /** The sequences that line editors and pagers use; colours and the like change no text. */
  #move(final: string, parameters: string): void {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    const moves: Record<string, () => void> = {
      A: () => {
        this.#moveTo(this.#cursor - count * this.#columns);
      },
      C: () => {
        this.#moveTo(Math.min(this.#cursor + count, this.#text.length + this.#columns));
      },
      D: () => {
        this.#moveTo(this.#cursor - count);
      },
      G: () => {
        this.#moveTo(this.#rowStart() + Math.min(count, this.#columns) - 1);
      },
      H: () => {
        this.#home();
      },
      f: () => {
        this.#home();
      },
      J: () => {
        this.#erase(parameters);
      },
      K: () => {
        this.#erase(parameters);
      },
      P: () => {
        this.#delete(count);
      },
    };
    moves[final]?.();
  }

  #home(): void {
    if (this.#text !== '') this.#endLine();
  }

  #erase(parameters: string): void {
    const what = Number.parseInt(parameters, 10) || 0;
    if (what === 0) {
      this.#text = this.#text.slice(0, this.#cursor);
    } else if (what === 1) {
      this.#text = ' '.repeat(Math.min(this.#cursor, this.#text.length)) + this.#text.slice(this.#cursor);
      this.#isOverwritten = true;
    } else {
      this.#text = '';
      this.#moveTo(0);
    }
    this.#wiped();
  }

  #delete(count: number): void {
    this.#text = this.#text.slice(0, this.#cursor) + this.#text.slice(this.#cursor + count);
    this.#isOverwritten = true;
  }

  #endLine(): void {
    const line = this.#pager === 'shown' ? this.lastLine.replace(this.#pagerText, '') : this.lastLine;
    const isPagerOnly = (this.#pager === 'shown' || this.#pager === 'returned') && line.trim() === '';
    if (!isPagerOnly) this.#done.push(line);
    this.#text = '';
    this.#cursor = 0;
    this.#isWrapPending = false;
    this.#isOverwritten = false;
    this.#pager = 'none';
  }
}
