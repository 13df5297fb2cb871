/** From an offset in a text to what a message shows: line, column and the line itself. */

export interface TextPosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in code units. */
  readonly column: number;
  /** The line without its end; absent where it is too long to help anybody. */
  readonly excerpt?: string;
}

const longestExcerpt = 1000;

/** The lines of one text; finding a line costs the logarithm of their number. */
export class LineTable {
  readonly #text: string;
  /** Offset of the first character of each line. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    this.#starts = starts;
  }

  /** The position of an offset; one behind the end counts as the end. */
  at(offset: number): TextPosition {
    const clipped = Math.max(0, Math.min(offset, this.#text.length));
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= clipped) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low] ?? 0;
    const end = this.#starts[low + 1] ?? this.#text.length;
    const position = { line: low + 1, column: clipped - start + 1 };
    if (end - start > longestExcerpt) return position;
    return { ...position, excerpt: this.#text.slice(start, end).replace(/\r?\n?$/, '') };
  }

  /** The offset, moved over spaces where it stands in the indentation of a line. */
  firstCharacter(offset: number): number {
    const start = offset - this.at(offset).column + 1;
    if (this.#text.slice(start, offset).trim() !== '') return offset;
    const indentation = /^ */.exec(this.#text.slice(start, start + longestExcerpt));
    return Math.max(offset, start + (indentation?.[0].length ?? 0));
  }

  /** The offset of a line and column, both from 0. */
  offset(line: number, column: number): number {
    return (this.#starts[line] ?? this.#text.length) + column;
  }
}
