/** Steps to the lines that are typed, each in its section. */
import { SafetyError } from '../../errors.ts';
import { negated } from '../lines/line-meaning.ts';
import type { RuleBook, Scope } from '../lines/rule-book.ts';
import type { Step } from './step-order.ts';

/**
 * The lines in the order of the steps, indented as deep as the section they are typed in; a section is entered
 * again where another one came between. Throws `command-not-printable` rather than type a control character.
 */
export function typedLines(steps: readonly Step[], book: RuleBook): readonly string[] {
  const terminal = new Terminal(book);
  for (const step of steps) {
    terminal.go(step);
    terminal.type(step.text);
    if (step.opens === true) terminal.enter(step.text);
    for (const line of step.verbatim ?? []) terminal.type(line, 0);
  }
  return terminal.lines;
}

class Terminal {
  readonly lines: string[] = [];
  readonly #book: RuleBook;
  #open: readonly string[] = [];

  constructor(book: RuleBook) {
    this.#book = book;
  }

  type(text: string, depth = this.#open.length): void {
    this.lines.push(' '.repeat(depth * this.#book.rules.layout.indent) + printable(text));
  }

  enter(header: string): void {
    this.#open = [...this.#open, header];
  }

  go({ path, text }: Step): void {
    const differs = this.#open.findIndex((header, i) => header !== path[i]);
    if (differs >= 0) this.#leave(differs, path[0] ?? text);
    for (const header of path.slice(this.#open.length)) {
      this.type(header);
      this.enter(header);
    }
  }

  /** Without a line for it, only the top level can be gone back to: by typing a line of the top level. */
  #leave(depth: number, nextAtTop: string): void {
    const { leaveSection, leaveWhereAmbiguous } = this.#book.rules;
    if (leaveSection !== undefined) this.#exit(leaveSection, depth);
    else if (leaveWhereAmbiguous !== undefined && this.#isUnderstood(nextAtTop)) {
      this.#exit(leaveWhereAmbiguous, 0);
    } else this.#open = [];
  }

  #exit(word: string, depth: number): void {
    while (this.#open.length > depth) {
      this.type(word);
      this.#open = this.#open.slice(0, -1);
    }
  }

  /** Whether one of the open sections has a rule for the line or its opposite. */
  #isUnderstood(text: string): boolean {
    const scopes: Scope[] = [];
    for (const header of this.#open) scopes.push((scopes.at(-1) ?? this.#book.top).inside(header));
    const forms = [text, negated(text, this.#book)];
    return scopes.some((scope) => forms.some((form) => scope.section(form) ?? scope.line(form)));
  }
}

function printable(text: string): string {
  if (!/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return text;
  throw new SafetyError(
    'command-not-printable',
    `a line with a control character was not made a command: ${JSON.stringify(text)}`,
    { line: text },
  );
}
