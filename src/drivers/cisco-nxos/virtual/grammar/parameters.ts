/** What may stand in the place of a parameter: each gives the canonical text of a token, or refuses it. */
import { interfaceName, interfaceNames } from '../config/interface-names.ts';
import { parseVlanList, vlanListText } from '../config/vlan-list.ts';

export interface Parameter {
  readonly read: (token: string) => string | undefined;
  /** A numeral that does not fit is told from a word that does not. */
  readonly isNumber: boolean;
}

/** Parameters by the name they have in a syntax; `<a-b>` is an integer range and needs no entry. */
const named: Readonly<Record<string, (token: string) => string | undefined>> = {
  word: (token) => token,
  name: (token) => (/^[\w.:/@+-]{1,64}$/.test(token) ? token : undefined),
  // Reference section 7: 32 characters; no spaces.
  'vlan-name': (token) => (token.length <= 32 ? token : undefined),
  vlans: (token) => {
    const ids = parseVlanList(token);
    return ids === undefined ? undefined : vlanListText(ids);
  },
  interfaces: (token) => interfaceNames(token)?.join(','),
  'port-channel': (token) => {
    const name = interfaceName(token);
    return name?.kind === 'port-channel' ? name.long : undefined;
  },
  ip: (token) => (isIpv4(token) ? token : undefined),
  even: (token) => (integer(token, 1500, 9216) !== undefined && Number(token) % 2 === 0 ? token : undefined),
  percent: (token) =>
    /^\d{1,3}(?:\.\d{1,2})?$/.test(token) && Number(token) <= 100 ? Number(token).toFixed(2) : undefined,
  mac: (token) => (/^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i.test(token) ? token.toLowerCase() : undefined),
};

/** The parameter behind a name or a range such as `1-4096`. Throws where a grammar table names an unknown one. */
export function parameter(name: string): Parameter {
  const range = /^(\d+)-(\d+)$/.exec(name);
  if (range !== null) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return { read: (token) => integer(token, low, high), isNumber: true };
  }
  const read = named[name];
  if (read === undefined) throw new Error(`the grammar has no parameter <${name}>`);
  return { read, isNumber: name === 'even' };
}

function integer(token: string, low: number, high: number): string | undefined {
  if (!/^\d{1,10}$/.test(token)) return undefined;
  const value = Number(token);
  return value >= low && value <= high ? String(value) : undefined;
}

function isIpv4(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}
