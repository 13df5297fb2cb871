/** Interface names: long in the configuration, short in tables and prompts, abbreviated by people. */

export type InterfaceKind = 'port-channel' | 'ethernet' | 'loopback' | 'management' | 'vlan' | 'vxlan';

interface NameForm {
  readonly kind: InterfaceKind;
  readonly long: string;
  readonly short: string;
  readonly number: RegExp;
  readonly low: number;
  readonly high: number;
}

/** In the order in which a running configuration lists them (reference section 5). */
const forms: readonly NameForm[] = [
  { kind: 'port-channel', long: 'Port-Channel', short: 'Po', number: /^\d{1,4}$/, low: 1, high: 2000 },
  {
    kind: 'ethernet',
    long: 'Ethernet',
    short: 'Et',
    number: /^\d{1,3}(?:\/\d{1,3}){0,2}$/,
    low: 1,
    high: 999,
  },
  { kind: 'loopback', long: 'Loopback', short: 'Lo', number: /^\d{1,4}$/, low: 0, high: 2100 },
  { kind: 'management', long: 'Management', short: 'Ma', number: /^\d(?:\/\d)?$/, low: 0, high: 9 },
  { kind: 'vlan', long: 'Vlan', short: 'Vl', number: /^\d{1,4}$/, low: 1, high: 4094 },
  { kind: 'vxlan', long: 'Vxlan', short: 'Vx', number: /^1$/, low: 1, high: 1 },
];

/** A name taken apart. */
export interface InterfaceName {
  readonly kind: InterfaceKind;
  /** `Ethernet49/1`. */
  readonly long: string;
  /** `Et49/1`. */
  readonly short: string;
  /** `49/1`. */
  readonly number: string;
}

const known = new Map<string, InterfaceName>();

/** The name behind what was typed (`et49/1`, `Port-Channel11`), or undefined where it is no interface. */
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

/** Sort key: kinds in the order of the configuration, numbers by value. */
export function interfaceOrder(name: InterfaceName): number {
  const kind = forms.findIndex((form) => form.kind === name.kind);
  const [first = 0, second = 0, third = 0] = name.number.split('/').map(Number);
  return ((kind * 10_000 + first) * 1000 + second) * 1000 + third;
}

/** Canonical names in natural order: `Ethernet9` before `Ethernet10`. */
export function compareInterfaces(a: string, b: string): number {
  const [left, right] = [interfaceName(a), interfaceName(b)];
  if (left === undefined || right === undefined) return a < b ? -1 : a > b ? 1 : 0;
  return interfaceOrder(left) - interfaceOrder(right);
}
