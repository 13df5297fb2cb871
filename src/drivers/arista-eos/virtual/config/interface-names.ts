/** Interface names: long in the configuration, short in tables and prompts, abbreviated by people. */
import { InterfaceNames } from '../../../virtual/interface-names.ts';

export type InterfaceKind = 'port-channel' | 'ethernet' | 'loopback' | 'management' | 'vlan' | 'vxlan';

/** In the order in which a running configuration lists them (SOURCES.md 5). */
export const {
  kinds: interfaceKinds,
  named: interfaceName,
  shortName,
  order: interfaceOrder,
  compare: compareInterfaces,
} = new InterfaceNames<InterfaceKind>([
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
]);
