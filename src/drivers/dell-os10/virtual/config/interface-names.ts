/** Interface names: `ethernet1/1/1` in the configuration, `Eth 1/1/1` in tables, `eth1/1/1` in prompts. */

export type InterfaceKind =
  'vlan' | 'virtual-network' | 'port-channel' | 'ethernet' | 'mgmt' | 'loopback' | 'null';

interface NameForm {
  readonly kind: InterfaceKind;
  readonly number: RegExp;
  /** Of a name that is one number; absent for ports. */
  readonly low?: number;
  readonly high?: number;
  /** In front of the number in a prompt. */
  readonly prompt: string;
  /** In front of the number in a table. */
  readonly table: string;
}

const slotted = /^\d{1,2}\/\d{1,3}\/\d{1,3}(?::\d)?$/;
const whole = /^\d{1,5}$/;

/**
 * In the order in which a running configuration lists them (reference section 5). Port-channel numbers are
 * those that the guides confirm (reference section 7); 1000 belongs to the system.
 */
const forms: readonly NameForm[] = [
  { kind: 'vlan', number: whole, low: 1, high: 4094, prompt: 'vl-', table: 'Vl ' },
  { kind: 'virtual-network', number: whole, low: 1, high: 65535, prompt: 'vn-', table: 'Vn ' },
  { kind: 'port-channel', number: whole, low: 1, high: 128, prompt: 'po-', table: 'Po ' },
  { kind: 'ethernet', number: slotted, prompt: 'eth', table: 'Eth ' },
  { kind: 'mgmt', number: slotted, prompt: 'ma-', table: 'Ma ' },
  { kind: 'loopback', number: whole, low: 0, high: 16383, prompt: 'lo-', table: 'Lo ' },
  { kind: 'null', number: whole, low: 0, high: 0, prompt: 'null-', table: 'Null ' },
];

/** A name taken apart. */
export interface InterfaceName {
  readonly kind: InterfaceKind;
  /** `ethernet1/1/1`: as the configuration has it. */
  readonly full: string;
  /** `1/1/1`. */
  readonly number: string;
}

/** What the switch makes by itself for the link between VLT peers; nobody may configure it (section 3.1). */
export const systemPortChannel = 'port-channel1000';
export const systemVlan = 4094;

const known = new Map<string, InterfaceName>();

/** The name behind what was typed (`ethernet1/1/1`, `eth1/1/1`), or undefined where it is no interface. */
export function interfaceName(typed: string): InterfaceName | undefined {
  const cached = known.get(typed);
  if (cached !== undefined) return cached;
  const [, word = '', number = ''] = /^([a-z-]+?)(\d[\d/:]*)$/i.exec(typed) ?? [];
  const form = word === '' ? undefined : formOf(word.toLowerCase());
  if (form === undefined || !isNumberOf(form, number)) return undefined;
  const plain = number.replace(/\d+/g, (digits) => String(Number(digits)));
  const name = { kind: form.kind, full: form.kind + plain, number: plain };
  if (known.size < 20_000) known.set(typed, name);
  return name;
}

/** The one kind that a word abbreviates. */
function formOf(word: string): NameForm | undefined {
  const [form, ...others] = forms.filter(({ kind }) => kind.startsWith(word));
  return others.length === 0 ? form : forms.find(({ kind }) => kind === word);
}

function isNumberOf({ number, low, high }: NameForm, text: string): boolean {
  if (!number.test(text)) return false;
  return low === undefined || high === undefined || (Number(text) >= low && Number(text) <= high);
}

/** `eth1/1/1`, `po-11`, `vl-20`: what a prompt shows of it. */
export function promptName({ kind, number }: InterfaceName): string {
  return (forms.find((form) => form.kind === kind)?.prompt ?? '') + number;
}

/** `Eth 1/1/1`, `Po 11`: what a table shows of it. */
export function tableName(full: string): string {
  const name = interfaceName(full);
  if (name === undefined) return full;
  return (forms.find((form) => form.kind === name.kind)?.table ?? '') + name.number;
}

/** Ascending: kinds as the configuration has them, numbers by value. */
export function interfaceOrder({ kind, number }: InterfaceName): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = number.split(/[/:]/).map(Number);
  const place = forms.findIndex((form) => form.kind === kind);
  return (((place * 100_000 + first) * 100 + second) * 1000 + third) * 10 + fourth;
}

/** Natural order: `ethernet1/1/9` before `ethernet1/1/10`. */
export function compareInterfaces(a: string, b: string): number {
  const [left, right] = [interfaceName(a), interfaceName(b)];
  if (left === undefined || right === undefined) return a < b ? -1 : Number(a > b);
  return interfaceOrder(left) - interfaceOrder(right);
}
