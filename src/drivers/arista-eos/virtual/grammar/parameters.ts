/** What may stand in the place of a parameter: each gives the canonical text of a token, or refuses it. */
import { interfaceName, type InterfaceKind } from '../config/interface-names.ts';
import { parseVlanList, vlanListText } from '../config/vlan-list.ts';

export type Parameter = (token: string) => string | undefined;

/** Parameters by the name they have in a syntax; `<a-b>` is an integer range and needs no entry. */
const named: Readonly<Record<string, Parameter>> = {
  word: (token) => token,
  name: (token) => (/^[\w.:/@+-]{1,64}$/.test(token) ? token : undefined),
  // Reference section 7: 32 characters, no spaces.
  'vlan-name': (token) => (token.length <= 32 ? token : undefined),
  vlan: (token) => integer(token, 1, 4094),
  vlans: vlans,
  interface: (token) => interfaceName(token)?.long,
  interfaces: interfaceList,
  ethernet: (token) => ofKind(token, 'ethernet'),
  'port-channel': (token) => ofKind(token, 'port-channel'),
  svi: (token) => ofKind(token, 'vlan'),
  ip: (token) => (isIpv4(token) ? token : undefined),
  prefix: prefix,
  percent: percent,
  time: (token) => (/^\d{1,2}:[0-5]\d:[0-5]\d$/.test(token) ? token : undefined),
  mac: (token) =>
    /^(?:[\da-f]{2}:){5}[\da-f]{2}$|^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i.test(token) ? token : undefined,
};

/** The parameter behind a name or a range such as `1-2000`. Throws where a grammar table names an unknown one. */
export function parameter(name: string): Parameter {
  const range = /^(\d+)-(\d+)$/.exec(name);
  if (range !== null) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return (token) => integer(token, low, high);
  }
  const found = named[name];
  if (found === undefined) throw new Error(`the grammar has no parameter <${name}>`);
  return found;
}

/** Names behind a list such as `et1-4,po11`, or undefined where a part of it is no interface. */
export function interfaceNames(text: string): readonly string[] | undefined {
  const names: string[] = [];
  for (const part of text.split(',')) {
    const range = /^([a-z-]+)(\d+)-(\d+)$/i.exec(part);
    const word = range?.[1];
    if (range === null || word === undefined) {
      const name = interfaceName(part);
      if (name === undefined) return undefined;
      names.push(name.long);
      continue;
    }
    const [low, high] = [Number(range[2]), Number(range[3])];
    if (low > high || high - low > 4094) return undefined;
    for (let number = low; number <= high; number += 1) {
      const name = interfaceName(word + String(number));
      if (name === undefined) return undefined;
      names.push(name.long);
    }
  }
  return names;
}

function interfaceList(token: string): string | undefined {
  return interfaceNames(token)?.join(',');
}

function integer(token: string, low: number, high: number): string | undefined {
  if (!/^\d{1,10}$/.test(token)) return undefined;
  const value = Number(token);
  return value >= low && value <= high ? String(value) : undefined;
}

function vlans(token: string): string | undefined {
  const ids = parseVlanList(token);
  return ids === undefined ? undefined : vlanListText(ids);
}

function ofKind(token: string, kind: InterfaceKind): string | undefined {
  const name = interfaceName(token);
  return name?.kind === kind ? name.long : undefined;
}

function isIpv4(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function prefix(token: string): string | undefined {
  const [address = '', length = ''] = token.split('/');
  return isIpv4(address) && integer(length, 0, 32) !== undefined ? token : undefined;
}

/** 0 to 100 with up to two decimals. */
function percent(token: string): string | undefined {
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(token) || Number(token) > 100) return undefined;
  return String(Number(token));
}
