/** Interface names: long in the configuration, short in tables, abbreviated by people. */
import { InterfaceNames } from '../../../virtual/interface-names.ts';

export type InterfaceKind = 'vlan' | 'port-channel' | 'nve' | 'ethernet' | 'mgmt' | 'loopback';

/** In the order in which a running configuration lists them; ranges are those of SOURCES.md 7. */
export const {
  kinds: interfaceKinds,
  named: interfaceName,
  shortName,
  order: interfaceOrder,
  compare: compareInterfaces,
} = new InterfaceNames<InterfaceKind>([
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
]);

/** Number of a port-channel, VLAN interface or other interface with a single number; 0 where it has none. */
export function plainNumber(long: string): number {
  return Number(interfaceName(long)?.number.split('/')[0] ?? 0);
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
