/** What may stand in the place of a parameter: each gives the canonical text of a token, or refuses it. */
import { interfaceName, interfaceNames } from '../config/interface-names.ts';
import { integer, like, parametersOf } from '../../../virtual/parameters.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';

/** The parameter behind a name or a range such as `1-4096`. Throws where a grammar table names an unknown one. */
export const parameter = parametersOf({
  name: like(/^[\w.:/@+-]{1,64}$/),
  // 32 characters, no spaces; not confirmed (SOURCES.md 7).
  'vlan-name': like(/^.{1,32}$/),
  vlans: (token) => {
    const ids = parseVlanList(token);
    return ids === undefined ? undefined : vlanListText(ids);
  },
  interfaces: (token) => interfaceNames(token)?.join(','),
  'port-channel': (token) => {
    const name = interfaceName(token);
    return name?.kind === 'port-channel' ? name.long : undefined;
  },
  even: {
    read: (token) =>
      integer(token, 1500, 9216) !== undefined && Number(token) % 2 === 0 ? token : undefined,
    isNumber: true,
  },
  percent: (token) =>
    /^\d{1,3}(?:\.\d{1,2})?$/.test(token) && Number(token) <= 100 ? Number(token).toFixed(2) : undefined,
  mac: (token) => (/^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i.test(token) ? token.toLowerCase() : undefined),
});
