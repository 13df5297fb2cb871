/** Interface names: `ethernet1/1/1` in the configuration, `Eth 1/1/1` in tables, `eth1/1/1` in prompts. */
import { InterfaceNames } from '../../../virtual/interface-names.ts';
import type * as names from '../../../virtual/interface-names.ts';

export type InterfaceKind =
  'vlan' | 'virtual-network' | 'port-channel' | 'ethernet' | 'mgmt' | 'loopback' | 'null';

/** A name taken apart. */
export type InterfaceName = names.InterfaceName<InterfaceKind>;

const slotted = /^\d{1,2}\/\d{1,3}\/\d{1,3}(?::\d)?$/;
const whole = /^\d{1,5}$/;

/**
 * In the order in which a running configuration lists them (SOURCES.md 5). Port-channel numbers are
 * those that the guides confirm (SOURCES.md 7); 1000 belongs to the system.
 */
export const {
  kinds: interfaceKinds,
  named: interfaceName,
  shortName,
  order: interfaceOrder,
  compare: compareInterfaces,
} = new InterfaceNames<InterfaceKind>([
  { kind: 'vlan', long: 'vlan', short: 'Vl ', number: whole, low: 1, high: 4094 },
  { kind: 'virtual-network', long: 'virtual-network', short: 'Vn ', number: whole, low: 1, high: 65535 },
  { kind: 'port-channel', long: 'port-channel', short: 'Po ', number: whole, low: 1, high: 128 },
  { kind: 'ethernet', long: 'ethernet', short: 'Eth ', number: slotted },
  { kind: 'mgmt', long: 'mgmt', short: 'Ma ', number: slotted },
  { kind: 'loopback', long: 'loopback', short: 'Lo ', number: whole, low: 0, high: 16383 },
  { kind: 'null', long: 'null', short: 'Null ', number: whole, low: 0, high: 0 },
]);

/** What the switch makes for the link between VLT peers; nobody may configure it (SOURCES.md 3.1). */
export const systemPortChannel = 'port-channel1000';
export const systemVlan = 4094;

/** In front of the number in a prompt. */
const promptWords: Readonly<Record<InterfaceKind, string>> = {
  vlan: 'vl-',
  'virtual-network': 'vn-',
  'port-channel': 'po-',
  ethernet: 'eth',
  mgmt: 'ma-',
  loopback: 'lo-',
  null: 'null-',
};

/** `eth1/1/1`, `po-11`, `vl-20`: what a prompt shows of it. */
export function promptName({ kind, number }: Pick<InterfaceName, 'kind' | 'number'>): string {
  return promptWords[kind] + number;
}
