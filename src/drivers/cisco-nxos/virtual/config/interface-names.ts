/** Interface names: long in the configuration, short in tables, abbreviated by people. */

export type InterfaceKind = 'vlan' | 'port-channel' | 'nve' | 'ethernet' | 'mgmt' | 'loopback';

interface NameForm {
  readonly kind: InterfaceKind;
  readonly long: string;
  readonly short: string;
  readonly number: RegExp;
  readonly low: number;
  readonly high: number;
}

/** In the order in which a running configuration lists them; ranges from reference section 7. */
const forms: readonly NameForm[] = [
  { kind: 'vlan', long: 'Vlan', short: 'Vlan', number: /^\d{1,4}$/, low: 1, high: 4094 },
  { kind: 'port-channel', long: 'port-channel', short: 'Po', number: /^\d{1,4}$/, low: 1, high: 4096 },
  { kind: 'nve', long: 'nve', short: 'nve', number: /^1$/, low: 1, high: 1 },
  {
    kind: 'ethernet',
    long: 'Ethernet',
    short: 'Eth',
    number: /^\d{1,3}\/\d{1,3}(?:\/\d{1,2})?$/,
    low: 1,
    high: 199,
  },
  { kind: 'mgmt', long: 'mgmt', short: 'mgmt', number: /^0$/, low: 0, high: 0 },
  { kind: 'loopback', long: 'loopback', short: 'Lo', number: /^\d{1,4}$/, low: 0, high: 1023 },
];

/** A name taken apart. */
export interface InterfaceName {
  readonly kind: InterfaceKind;
  /** `Ethernet1/49`. */
  readonly long: string;
  /** `Eth1/49`. */
  readonly short: string;
  /** `1/49`. */
  readonly number: string;
}

const known = new Map<string, InterfaceName>();

/** The name behind what was typed (`e1/49`, `po11`, `Vlan20`), or undefined where it is no interface. */
export function interfaceName(typed: string): InterfaceName | undefined {
  const cached = known.get(typed);
  if (cached !== undefined) return cached;
  const [, word = '', number = ''] = /^([a-z-]+)(\d[\d/]*)$/i.exec(typed) ?? [];
  const form = word === '' ? undefined : formOf(word.toLowerCase());
  if (form === undefined || !isNumberOf(form, number)) return undefined;
  const plain = number.split('/').map(Number).join('/');
  const name = { kind: form.kind, long: form.long + plain, short: form.short + plain, number: plain };
  if (known.size < 20_000) known.set(typed, name);
  return name;
}

/** The one form that a word abbreviates. */
function formOf(word: string): NameForm | undefined {
  const [form, ...others] = forms.filter(({ long }) => long.toLowerCase().startsWith(word));
  return others.length === 0 ? form : undefined;
}

function isNumberOf(form: NameForm, number: string): boolean {
  const first = Number.parseInt(number, 10);
  return form.number.test(number) && first >= form.low && first <= form.high;
}

/** Short form of a canonical name; a name that is none stays as it is. */
export function shortName(long: string): string {
  return interfaceName(long)?.short ?? long;
}

/** Number of a port-channel, VLAN interface or other interface with a single number; 0 where it has none. */
export function plainNumber(long: string): number {
  return Number(interfaceName(long)?.number.split('/')[0] ?? 0);
}

/** Sort key: kinds in the order of the configuration, numbers by value. */
export function interfaceOrder(name: InterfaceName): number {
  const kind = forms.findIndex((form) => form.kind === name.kind);
  const [first = 0, second = 0, third = 0] = name.number.split('/').map(Number);
  return ((kind * 10_000 + first) * 1000 + second) * 1000 + third;
}

/** Canonical names in natural order: `Ethernet1/9` before `Ethernet1/10`. */
export function compareInterfaces(a: string, b: string): number {
  const [left, right] = [interfaceName(a), interfaceName(b)];
  if (left === undefined || right === undefined) return a < b ? -1 : a > b ? 1 : 0;
  return interfaceOrder(left) - interfaceOrder(right);
}

/** Names behind a list such as `e1/1-4,po11`, or undefined where a part of it is no interface. */
export function interfaceNames(text: string): readonly string[] | undefined {
  const names: string[] = [];
  for (const part of text.split(',')) {
    const [, stem = part, low, high] = /^(.*?)(\d+)-(\d+)$/.exec(part) ?? [];
    const numbers =
      low === undefined || high === undefined ? [''] : numbersBetween(Number(low), Number(high));
    const found = numbers.map((number) => interfaceName(stem + number)?.long);
    if (found.length === 0 || found.includes(undefined)) return undefined;
    names.push(...found.filter((name) => name !== undefined));
  }
  return names;
}

function numbersBetween(low: number, high: number): readonly string[] {
  if (low > high || high - low > 4096) return [];
  return Array.from({ length: high - low + 1 }, (_, index) => String(low + index));
}
