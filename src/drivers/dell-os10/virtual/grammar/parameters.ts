/** What may stand in the place of a parameter: each gives the canonical text of what was typed, or refuses it. */
import { interfaceName, type InterfaceKind } from '../config/interface-names.ts';
import { integer, like, parametersOf } from '../../../virtual/parameters.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';
import { interfaceRange, portRangeText } from '../config/interface-ranges.ts';

/** Not confirmed (SOURCES.md 7). */
const longestDescription = 240;

const ofKind =
  (...kinds: readonly InterfaceKind[]) =>
  (typed: string): string | undefined => {
    const name = interfaceName(typed);
    return name !== undefined && kinds.includes(name.kind) ? name.long : undefined;
  };

/** The parameter behind a name or a range such as `1-128`. Throws where a table names an unknown one. */
export const parameter = parametersOf({
  description: { read: description, takesRest: true },
  name: like(/^[\w.:/@+-]{1,140}$/),
  hostname: like(/^[\w.-]{1,64}$/),
  vlan: (typed) => integer(typed, 1, 4093),
  vlans: (typed) => {
    const ids = parseVlanList(typed);
    return ids === undefined ? undefined : vlanListText(ids);
  },
  interface: (typed) => interfaceName(typed)?.long,
  interfaces: like(/^[a-z-]+\d[\w/:,-]*$/i),
  ethernet: ofKind('ethernet'),
  ethernets: ethernetList,
  ipv6: like(/^(?=.*:)[\da-f:.]{2,45}$/i),
  'local-mac': (typed) =>
    /^[\da-f][26ae](?::[\da-f]{2}){5}$/i.test(typed) ? typed.toLowerCase() : undefined,
  mac: (typed) => (/^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(typed) ? typed.toLowerCase() : undefined),
  breakout: like(/^\d{1,2}\/\d{1,3}\/\d{1,3}$/),
  url: like(/^(?:home|config):\/\/[\w./-]{1,200}$/),
});

/** Ports by one name or several, printed as the shortest ranges. */
function ethernetList(typed: string): string | undefined {
  const names = interfaceRange(typed);
  if (names?.every(({ kind }) => kind === 'ethernet') !== true) return undefined;
  return `ethernet${portRangeText(names.map(({ long }) => long))}`;
}

/**
 * One word, or several within quotes; a comma stands behind two backslashes (SOURCES.md 3.3). It is
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
