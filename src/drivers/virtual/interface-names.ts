/** Interface names: one form in the configuration, others in tables and prompts, abbreviated by people. */

/** How the names of one kind of interface are made. */
export interface NameForm<Kind extends string> {
  readonly kind: Kind;
  /** In front of the number in the configuration. */
  readonly long: string;
  /** In front of the number in tables. */
  readonly short: string;
  readonly number: RegExp;
  /** Range of the first part of the number; absent: any. */
  readonly low?: number;
  readonly high?: number;
}

/** A name taken apart. */
export interface InterfaceName<Kind extends string> {
  readonly kind: Kind;
  /** As the configuration has it: `Ethernet49/1`. */
  readonly long: string;
  /** As tables have it: `Et49/1`. */
  readonly short: string;
  /** `49/1`. */
  readonly number: string;
}

/** Names that are remembered: more than the ports of any lab. */
const mostKnown = 20_000;

/** The interface names of an operating system. */
export class InterfaceNames<Kind extends string> {
  readonly #forms: readonly NameForm<Kind>[];
  readonly #known = new Map<string, InterfaceName<Kind>>();

  /** In the order in which a running configuration lists the kinds. */
  constructor(forms: readonly NameForm<Kind>[]) {
    this.#forms = forms;
  }

  /** The kinds in the order of the configuration. */
  get kinds(): readonly Kind[] {
    return this.#forms.map(({ kind }) => kind);
  }

  /** The name behind what was typed (`et49/1`, `po11`), or undefined where it is no interface. */
  readonly named = (typed: string): InterfaceName<Kind> | undefined => {
    const known = this.#known.get(typed);
    if (known !== undefined) return known;
    const [, word = '', number = ''] = /^([a-z-]+)(\d[\d/:]*)$/i.exec(typed) ?? [];
    const form = word === '' ? undefined : this.#abbreviated(word.toLowerCase());
    if (form === undefined || !isNumberOf(form, number)) return undefined;
    const plain = number.replace(/\d+/g, (digits) => String(Number(digits)));
    const name = { kind: form.kind, long: form.long + plain, short: form.short + plain, number: plain };
    if (this.#known.size < mostKnown) this.#known.set(typed, name);
    return name;
  };

  /** Short form of a name; what is none stays as it is. */
  readonly shortName = (long: string): string => this.named(long)?.short ?? long;

  /** Sort key: kinds in the order of the configuration, numbers by value. */
  readonly order = ({ kind, number }: InterfaceName<Kind>): number => {
    const [first = 0, second = 0, third = 0, fourth = 0] = number.split(/[/:]/).map(Number);
    const place = this.#forms.findIndex((form) => form.kind === kind);
    return (((place * 100_000 + first) * 1000 + second) * 1000 + third) * 10 + fourth;
  };

  /** Natural order: `Ethernet9` before `Ethernet10`. */
  readonly compare = (a: string, b: string): number => {
    const [left, right] = [this.named(a), this.named(b)];
    if (left === undefined || right === undefined) return a < b ? -1 : Number(a > b);
    return this.order(left) - this.order(right);
  };

  /** The one form that a word abbreviates. */
  #abbreviated(word: string): NameForm<Kind> | undefined {
    const [form, ...others] = this.#forms.filter(({ long }) => long.toLowerCase().startsWith(word));
    return others.length === 0 ? form : undefined;
  }
}

function isNumberOf<Kind extends string>({ number, low, high }: NameForm<Kind>, text: string): boolean {
  const first = Number.parseInt(text, 10);
  return number.test(text) && first >= (low ?? first) && first <= (high ?? first);
}
