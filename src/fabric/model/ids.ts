/** Ids and addresses of the model: checked once where they are made, plain values afterwards. */

declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** A VLAN id, 1 to 4094 (IEEE 802.1Q-2018 clause 9.6: 0 and 4095 are reserved). */
export type VlanId = Branded<'VlanId'>;
/** The number of a port-channel; what numbers exist is the driver's to say. */
export type PortChannelId = Branded<'PortChannelId'>;
/** Position of a cabled interface among its server's, from 0: by switch hostname, then port, as plain strings. */
export type PortIndex = Branded<'PortIndex'>;

/** Inclusive on both ends, `low` not above `high`. */
export interface IdRange {
  readonly low: number;
  readonly high: number;
}

/** A port of a switch, in the driver's canonical form. */
export interface SwitchPort {
  readonly switch: string;
  readonly port: string;
}

/** The VLAN id of that number; throws a RangeError outside 1 to 4094. */
export function vlanId(value: number): VlanId {
  return checked(value, 1, 4094, 'VLAN id') as VlanId;
}

/** The port-channel id of that number; throws a RangeError outside 1 to 65535. */
export function portChannelId(value: number): PortChannelId {
  return checked(value, 1, 65535, 'port-channel id') as PortChannelId;
}

/** The port index of that number; throws a RangeError below 0. */
export function portIndex(value: number): PortIndex {
  return checked(value, 0, 65535, 'port index') as PortIndex;
}

/** `switch/port`, the one text form of a port's address. */
export function portKey(at: SwitchPort): string {
  return `${at.switch}/${at.port}`;
}

/** Order by UTF-16 code unit, which is what "lexicographic" means everywhere in Twinleaf; no locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a value lies in one of the ranges. */
export function inRanges(ranges: readonly IdRange[], value: number): boolean {
  return ranges.some((range) => value >= range.low && value <= range.high);
}

function checked(value: number, low: number, high: number, what: string): number {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${String(value)} is no ${what} (${String(low)} to ${String(high)})`);
  }
  return value;
}
