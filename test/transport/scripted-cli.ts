/**
 * The command line of a switch that does not exist, with every bad habit that real ones have. It knows text
 * only: what carries the text is for others to say.
 */

export interface CliHabits {
  readonly hostname?: string;
  /** Printed before the first prompt. */
  readonly motd?: string;
  /** Asked on the way to the privileged mode; absent: `enable` just works. */
  readonly enableSecret?: string;
  readonly startsIn?: 'exec' | 'privileged';
  /** Answers to commands of any mode, with `\n` line ends. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Ends a line of output. */
  readonly newline?: string;
  /** The whole echo and prompt come once more. */
  readonly echoesTwice?: boolean;
  /** Columns at which the line editor breaks what is typed. */
  readonly breaksEchoAt?: { readonly columns: number; readonly by: string };
  /** Wrapped around every prompt. */
  readonly promptDecoration?: readonly [string, string];
  /** Lines of a page, and what erases the pager's text. */
  readonly pages?: { readonly lines: number; readonly erasure: string };
  /** A log line that gets in behind the echo of this command, and one behind its answer. */
  readonly logs?: { readonly command: string; readonly line: string };
  /** The line is not answered: the connection goes away. */
  readonly dropsAt?: string;
  /** Part of the answer to that line that still comes. */
  readonly lastWords?: string;
  /** The line is never answered. */
  readonly hangsAt?: string;
  /** The secret is echoed, as a broken terminal would. */
  readonly echoesSecret?: boolean;
}

interface Place {
  readonly mode: 'exec' | 'privileged' | 'config' | 'session';
  readonly section: string;
}

export class ScriptedCli {
  /** Every line that was typed, secrets included. */
  readonly typed: string[] = [];
  readonly #habits: CliHabits;
  readonly #emit: (text: string) => void;
  readonly #drop: () => void;
  #place: Place;
  #line = '';
  #question: 'line' | 'secret' | 'page' | 'nothing' = 'line';
  #rest: string[] = [];
  #session = '';

  constructor(habits: CliHabits, emit: (text: string) => void, drop: () => void) {
    this.#habits = habits;
    this.#emit = emit;
    this.#drop = drop;
    this.#place = { mode: habits.startsIn ?? 'exec', section: '' };
  }

  start(): void {
    this.#emit(this.#habits.motd ?? '');
    this.#emit(this.#prompt());
  }

  input(text: string): void {
    for (const character of text) this.#key(character);
  }

  #key(key: string): void {
    if (this.#question === 'nothing') return;
    if (this.#question === 'page') {
      this.#nextPage();
    } else if (key === '\n' || key === '\r') {
      const line = this.#line;
      this.#line = '';
      this.typed.push(line);
      if (this.#question === 'secret') this.#checkSecret(line);
      else this.#enter(line);
    } else {
      this.#line += key;
    }
  }

  #enter(line: string): void {
    const { dropsAt, hangsAt, echoesTwice, lastWords } = this.#habits;
    this.#emit(this.#echo(line));
    if (echoesTwice === true && line !== '') this.#emit(this.#prompt() + this.#echo(line));
    if (line === dropsAt || line === hangsAt) {
      this.#emit(lastWords ?? '');
      this.#question = 'nothing';
      if (line === dropsAt) this.#drop();
      return;
    }
    this.#log(line);
    if (line === 'enable' && this.#habits.enableSecret !== undefined) {
      this.#question = 'secret';
      this.#emit('Password: ');
      return;
    }
    this.#rest = this.#answer(line.trim());
    this.#nextPage();
    if (this.#question === 'line') this.#finish(line);
  }

  #finish(line: string): void {
    this.#log(line);
    this.#emit(this.#prompt());
  }

  #echo(line: string): string {
    const { breaksEchoAt } = this.#habits;
    const newline = this.#newline();
    if (breaksEchoAt === undefined) return line + newline;
    const { columns, by } = breaksEchoAt;
    const before = this.#bare().length;
    let text = '';
    Array.from(line).forEach((character, at) => {
      if (at > 0 && (before + at) % columns === 0) text += by;
      text += character;
    });
    return text + newline;
  }

  #log(line: string): void {
    const { logs } = this.#habits;
    if (logs?.command === line) this.#emit(logs.line + this.#newline());
  }

  #nextPage(): void {
    const { pages } = this.#habits;
    if (this.#question === 'page') {
      this.#emit(pages?.erasure ?? '');
      this.#question = 'line';
      this.#printPage();
      if (this.#rest.length === 0) this.#finish('');
      return;
    }
    this.#printPage();
  }

  #printPage(): void {
    const { pages } = this.#habits;
    const page = this.#rest.splice(0, pages?.lines ?? Infinity);
    for (const line of page) this.#emit(line + this.#newline());
    if (this.#rest.length === 0) return;
    this.#question = 'page';
    this.#emit(' --More-- ');
  }

  #checkSecret(line: string): void {
    this.#question = 'line';
    this.#emit((this.#habits.echoesSecret === true ? line : '') + this.#newline());
    if (line === this.#habits.enableSecret) this.#place = { mode: 'privileged', section: '' };
    else this.#emit(`% Bad secret${this.#newline()}`);
    this.#emit(this.#prompt());
  }

  #answer(line: string): string[] {
    const given = this.#habits.answers?.[line];
    if (given !== undefined) return given === '' ? [] : given.split('\n');
    if (line === 'terminal length 0') return ['Pagination disabled.'];
    const place = this.#placeAfter(line);
    if (place === undefined) return [`% Invalid input (at token 0: '${line.split(' ')[0] ?? ''}')`];
    this.#place = place;
    return [];
  }

  /** Where a line leads; undefined where it is none. */
  #placeAfter(line: string): Place | undefined {
    const { mode } = this.#place;
    const isConfig = mode === 'config' || mode === 'session';
    const [word = '', second = '', third = ''] = line.split(' ');
    if (line === '') return this.#place;
    if (line === 'enable') return { mode: 'privileged', section: '' };
    if (line === 'disable') return { mode: 'exec', section: '' };
    if (line === 'end' || line === 'abort' || line === 'commit') return { mode: 'privileged', section: '' };
    if (line === 'exit') return isConfig ? { mode, section: '' } : undefined;
    if (word === 'configure' && second === 'session') {
      this.#session = third.slice(0, 6);
      return { mode: 'session', section: '' };
    }
    if (line === 'configure') return { mode: 'config', section: '' };
    if (!isConfig) return undefined;
    if (word === 'interface') return { mode, section: `-if-${second.replace('Ethernet', 'Et')}` };
    if (word === 'vlan' && Number(second) <= 4094) return { mode, section: `-vlan-${second}` };
    return ['name', 'description', 'switchport', 'no'].includes(word) ? this.#place : undefined;
  }

  #bare(): string {
    const name = this.#habits.hostname ?? 'leaf-a';
    const { mode, section } = this.#place;
    if (mode === 'exec') return `${name}>`;
    if (mode === 'privileged') return `${name}#`;
    return mode === 'config' ? `${name}(config${section})#` : `${name}(config-s-${this.#session}${section})#`;
  }

  #prompt(): string {
    const [before, after] = this.#habits.promptDecoration ?? ['', ''];
    return before + this.#bare() + after;
  }

  #newline(): string {
    return this.#habits.newline ?? '\r\n';
  }
}
