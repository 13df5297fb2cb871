/** Subnets of logical networks: checked from the start, used once addresses are given out. */
import ipaddr from 'ipaddr.js';
import { shown } from '../finding.ts';
import { Fault } from './fault.ts';

export type Family = 'ipv4' | 'ipv6';

const names: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** A prefix, with the values of its first and last address. */
export interface Subnet {
  readonly text: string;
  readonly prefixLength: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** The subnet of a text such as `198.51.100.0/24`. */
export function parseSubnet(text: string, family: Family): Subnet | Fault {
  const [, host = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = addressValue(host, family);
  const width = family === 'ipv4' ? 32 : 128;
  const prefixLength = Number(bits);
  if (address === undefined || bits === '' || prefixLength > width) {
    return new Fault('bad-value', `is no ${names[family]} subnet: ${shown(text)}`, example(family));
  }
  const size = 1n << BigInt(width - prefixLength);
  const first = address - (address % size);
  if (first !== address) {
    const network = addressText(first, family);
    return new Fault(
      'bad-value',
      `is an address inside a subnet, not the subnet: ${shown(text)}`,
      `write ${network}/${String(prefixLength)}`,
    );
  }
  return { text, prefixLength, first, last: first + size - 1n };
}

/** The value of an address, or undefined where the text is none of that family. */
export function addressValue(text: string, family: Family): bigint | undefined {
  const isValid = family === 'ipv4' ? ipaddr.IPv4.isValidFourPartDecimal(text) : ipaddr.IPv6.isValid(text);
  if (!isValid || text.includes('%')) return undefined;
  return ipaddr
    .parse(text)
    .toByteArray()
    .reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

/** What is wrong with a gateway of a subnet. */
export function checkGateway(text: string, subnet: Subnet, family: Family): Fault | undefined {
  const address = addressValue(text, family);
  if (address === undefined) {
    return new Fault(
      'bad-value',
      `is no ${names[family]} address: ${shown(text)}`,
      hostsHint(subnet, family),
    );
  }
  if (address < subnet.first || address > subnet.last) {
    return new Fault(
      'bad-value',
      `is outside the subnet: ${text} is not in ${subnet.text}`,
      hostsHint(subnet, family),
    );
  }
  if (family === 'ipv6' || subnet.prefixLength >= 31) return undefined;
  if (address !== subnet.first && address !== subnet.last) return undefined;
  const what = address === subnet.first ? 'network' : 'broadcast';
  return new Fault('bad-value', `is the ${what} address of ${subnet.text}`, hostsHint(subnet, family));
}

/** What is wrong with `a-b` or a single address that is kept from allocation. */
export function checkReserved(text: string, subnet: Subnet, family: Family): Fault | undefined {
  const [lowText = '', highText = lowText, ...rest] = text.split('-').map((part) => part.trim());
  const [low, high] = [addressValue(lowText, family), addressValue(highText, family)];
  if (low === undefined || high === undefined || rest.length > 0) {
    const hint = 'write an address, or two of them with a hyphen between';
    return new Fault('bad-range', `is no range of ${names[family]} addresses: ${shown(text)}`, hint);
  }
  if (low > high) return new Fault('bad-range', `is reversed: ${text}`, `write ${highText}-${lowText}`);
  if (low >= subnet.first && high <= subnet.last) return undefined;
  return new Fault(
    'bad-range',
    `is outside the subnet: ${text} is not in ${subnet.text}`,
    spanHint(subnet, family),
  );
}

function spanHint(subnet: Subnet, family: Family): string {
  return `the subnet goes from ${addressText(subnet.first, family)} to ${addressText(subnet.last, family)}`;
}

/** What a gateway can be: no network or broadcast address, which IPv4 has up to a prefix of 30 (RFC 3021). */
function hostsHint(subnet: Subnet, family: Family): string {
  const edge = family === 'ipv4' && subnet.prefixLength < 31 ? 1n : 0n;
  const [low, high] = [addressText(subnet.first + edge, family), addressText(subnet.last - edge, family)];
  return `the addresses of hosts go from ${low} to ${high}`;
}

function example(family: Family): string {
  return `write it like ${family === 'ipv4' ? '198.51.100.0/24' : '2001:db8:1::/64'}`;
}

function addressText(value: bigint, family: Family): string {
  const octets = Array.from(
    { length: family === 'ipv4' ? 4 : 16 },
    (_, index, count = family === 'ipv4' ? 4 : 16) =>
      Number((value >> BigInt(8 * (count - 1 - index))) & 255n),
  );
  return ipaddr.fromByteArray(octets).toString();
}
