/** What may stand in the place of a parameter: each gives the canonical text of what was typed, or refuses it. */
import { interfaceName, type InterfaceKind } from '../config/interface-names.ts';
import { interfaceRange, portRangeText, vlanIds, vlanListText } from '../config/number-lists.ts';

/** Undefined: no such value. */
export type Parameter = (typed: string) => string | undefined;

/** Reference section 7; UNCONFIRMED there. */
const longestDescription = 240;

const patterns =
  (pattern: RegExp): Parameter =>
  (typed) =>
    pattern.test(typed) ? typed : undefined;

const ofKind =
  (...kinds: readonly InterfaceKind[]): Parameter =>
  (typed) => {
    const name = interfaceName(typed);
    return name !== undefined && kinds.includes(name.kind) ? name.full : undefined;
  };

/** By the name they have in a syntax; `<a-b>` is a range of integers and needs no entry. */
const named: Readonly<Record<string, Parameter>> = {
  text: (typed) => typed,
  word: (typed) => typed,
  description,
  name: patterns(/^[\w.:/@+-]{1,140}$/),
  hostname: patterns(/^[\w.-]{1,64}$/),
  vlan: (typed) => integer(typed, 1, 4093),
  vlans: (typed) => {
    const ids = vlanIds(typed);
    return ids === undefined ? undefined : vlanListText(ids);
  },
  interface: (typed) => interfaceName(typed)?.full,
  interfaces: patterns(/^[a-z-]+\d[\w/:,-]*$/i),
  ethernet: ofKind('ethernet'),
  ethernets: ethernetList,
  ip: ipv4,
  ipv6: patterns(/^(?=.*:)[\da-f:.]{2,45}$/i),
  prefix,
  'local-mac': (typed) =>
    /^[\da-f][26ae](?::[\da-f]{2}){5}$/i.test(typed) ? typed.toLowerCase() : undefined,
  mac: (typed) => (/^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(typed) ? typed.toLowerCase() : undefined),
  breakout: patterns(/^\d{1,2}\/\d{1,3}\/\d{1,3}$/),
  url: patterns(/^(?:home|config):\/\/[\w./-]{1,200}$/),
};

/** The parameter behind a name or a range such as `1-128`. Throws where a table names an unknown one. */
export function parameter(name: string): Parameter {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(name) ?? [];
  if (low !== undefined && high !== undefined) return (typed) => integer(typed, Number(low), Number(high));
  const found = named[name];
  if (found === undefined) throw new Error(`the grammar has no parameter <${name}>`);
  return found;
}

function integer(typed: string, low: number, high: number): string | undefined {
  const value = Number(typed);
  return /^\d{1,10}$/.test(typed) && value >= low && value <= high ? String(value) : undefined;
}

function ipv4(typed: string): string | undefined {
  const parts = typed.split('.');
  return parts.length === 4 && parts.every((part) => integer(part, 0, 255) !== undefined) ? typed : undefined;
}

function prefix(typed: string): string | undefined {
  const [address = '', length = '', ...more] = typed.split('/');
  const isPrefix = ipv4(address) !== undefined && integer(length, 0, 32) !== undefined && more.length === 0;
  return isPrefix ? typed : undefined;
}

/** Ports by one name or several, printed as the shortest ranges. */
function ethernetList(typed: string): string | undefined {
  const names = interfaceRange(typed);
  if (names?.every(({ kind }) => kind === 'ethernet') !== true) return undefined;
  return `ethernet${portRangeText(names.map(({ full }) => full))}`;
}

/**
 * One word, or several within quotes; a comma stands behind two backslashes (reference section 3.3). It is
 * kept as it is typed, so that what is printed can be typed again, but without quotes that nothing needs.
 */
function description(typed: string): string | undefined {
  const [, quoted] = /^"([^"]*)"$/.exec(typed) ?? [];
  const words = quoted ?? typed;
  if (words === '' || words.includes('"') || (quoted === undefined && /\s/.test(words))) return undefined;
  if (/(?<!\\\\),/.test(words) || words.length > longestDescription) return undefined;
  return /\s/.test(words) ? `"${words}"` : words;
}

/** The words of a printed description: without quotes and backslashes. */
export function describedWords(printed: string): string {
  return printed.replace(/^"(.*)"$/, '$1').replaceAll('\\\\,', ',');
}
