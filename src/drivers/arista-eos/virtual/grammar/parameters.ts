/** What may stand in the place of a parameter: each gives the canonical text of a token, or refuses it. */
import { interfaceName, type InterfaceKind } from '../config/interface-names.ts';
import { integer, like, parametersOf } from '../../../virtual/parameters.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';

/** The parameter behind a name or a range such as `1-2000`. Throws where a grammar table names an unknown one. */
export const parameter = parametersOf({
  name: like(/^[\w.:/@+-]{1,64}$/),
  // 32 characters, no spaces; not confirmed (SOURCES.md 7).
  'vlan-name': like(/^.{1,32}$/),
  vlan: (token) => integer(token, 1, 4094),
  vlans,
  interface: (token) => interfaceName(token)?.long,
  interfaces: interfaceList,
  ethernet: (token) => ofKind(token, 'ethernet'),
  'port-channel': (token) => ofKind(token, 'port-channel'),
  svi: (token) => ofKind(token, 'vlan'),
  percent,
  time: like(/^\d{1,2}:[0-5]\d:[0-5]\d$/),
  mac: like(/^(?:[\da-f]{2}:){5}[\da-f]{2}$|^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i),
});

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

function vlans(token: string): string | undefined {
  const ids = parseVlanList(token);
  return ids === undefined ? undefined : vlanListText(ids);
}

function ofKind(token: string, kind: InterfaceKind): string | undefined {
  const name = interfaceName(token);
  return name?.kind === kind ? name.long : undefined;
}

/** 0 to 100 with up to two decimals. */
function percent(token: string): string | undefined {
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(token) || Number(token) > 100) return undefined;
  return String(Number(token));
}
