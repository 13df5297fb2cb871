/** The values that keys of the site hold: names, ranges, addresses, and what they are parsed to. */
import { z } from 'zod';
import { type IdRange, vlanId } from '../../model/ids.ts';
import { shown } from '../finding.ts';
import { Fault, parsedBy } from './fault.ts';

const environmentForm = /^[A-Za-z_][A-Za-z0-9_]*$/;
const longestName = 63;
const name = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** A name: letters, digits, `.`, `_`, `-`; it ends up in file names, descriptions and command lines. */
export const nameValue = parsedBy(
  z.string().meta({ pattern: name.source, maxLength: longestName }),
  (text) => checkName(text) ?? text,
);

function checkName(text: string): Fault | undefined {
  if (text.length > longestName) {
    return new Fault(
      'bad-value',
      `has ${String(text.length)} characters`,
      `a name has at most ${String(longestName)}`,
    );
  }
  if (name.test(text)) return undefined;
  const hint = 'a name consists of letters, digits, ".", "_" and "-", and starts with a letter or digit';
  return new Fault('bad-value', `is no name: ${shown(text)}`, hint);
}

/** Text of a stated form. */
export function textValue(form: RegExp, what: string, hint?: string) {
  return parsedBy(z.string().meta({ pattern: form.source }), (text) =>
    form.test(text) ? text : new Fault('bad-value', `is no ${what}: ${shown(text)}`, hint),
  );
}

/**
 * The name of an environment variable (POSIX.1-2017 base definitions, section 8.1). What is none is not
 * repeated in the message: it may be the password itself.
 */
export const environmentName = parsedBy(z.string().meta({ pattern: environmentForm.source }), (text) =>
  environmentForm.test(text)
    ? text
    : new Fault(
        'bad-value',
        'is no name of an environment variable',
        'give the name of the variable that holds the secret, never the secret',
      ),
);

/** A path of a file; control characters are refused for all text of a site. */
export const fileValue = textValue(/\S/, 'path of a file');

/** A host name or an IP address. */
export const hostValue = textValue(
  /^(?=.{1,253}$)[A-Za-z0-9:][A-Za-z0-9._:-]*(?:%[A-Za-z0-9._-]+)?$/,
  'host name or address',
  'write a host name or an address alone; the port has a key of its own',
);

/** An account name. */
export const userValue = textValue(/^[^\s"'`\\]{1,64}$/, 'account name');

/** A whole number within bounds. */
export function wholeNumber(low: number, high: number) {
  const error = `must be a whole number from ${String(low)} to ${String(high)}`;
  return z.int({ error }).min(low, { error }).max(high, { error });
}

/** IP MTU in bytes (RFC 791 section 3.2 for the least; the largest is that of current switch hardware). */
export const mtuValue = wholeNumber(68, 9216);

/** A port name in any form; the driver of its switch decides what it means. */
export const portValue = z.string();

const rangeForm = /^(\d{1,10})(?:\s*-\s*(\d{1,10}))?$/;

/** `a-b` or a single number, within bounds. */
export function rangeValue(low: number, high: number) {
  const error = 'must be a number or a range like 100-199';
  const written = z.union([z.number(), z.string().meta({ pattern: rangeForm.source })], { error });
  return parsedBy(written, (value) => parseRange(String(value), { low, high }));
}

function parseRange(text: string, bounds: IdRange): IdRange | Fault {
  const match = rangeForm.exec(text.trim());
  if (match === null) {
    return new Fault('bad-range', `is no range: ${shown(text)}`, 'write a number, or two as in 100-199');
  }
  const low = Number(match[1]);
  const high = Number(match[2] ?? match[1]);
  if (low > high)
    return new Fault('bad-range', `is reversed: ${text}`, `write ${String(high)}-${String(low)}`);
  if (low >= bounds.low && high <= bounds.high) return { low, high };
  return new Fault(
    'bad-range',
    `is out of bounds: ${text}`,
    `the values go from ${String(bounds.low)} to ${String(bounds.high)}`,
  );
}

/** Ranges of VLAN ids (IEEE 802.1Q-2018 clause 9.6). */
export const vlanRanges = z.array(rangeValue(1, 4094));

/** A VLAN id. */
export const vlanValue = wholeNumber(1, 4094).transform((id) => vlanId(id));

/** A VLAN id or `auto`. */
export const vlanOrAuto = parsedBy(
  z.union([wholeNumber(1, 4094), z.literal('auto')], { error: 'must be a VLAN id from 1 to 4094, or auto' }),
  (value) => (value === 'auto' ? value : vlanId(value)),
);

const macError = 'must be a MAC address in quotes, like "52:54:00:00:00:01"';

/** A MAC address of one station, in lower case with colons. */
export const macValue = parsedBy(z.string({ error: macError }), parseMac);

/** A MAC address that an administrator made up: locally administered and of one station. */
export const localMacValue = parsedBy(z.string({ error: macError }), (text) => {
  const mac = parseMac(text);
  if (mac instanceof Fault || (firstOctet(mac) & 2) !== 0) return mac;
  const local = (firstOctet(mac) | 2).toString(16).padStart(2, '0');
  return new Fault(
    'bad-mac',
    `is not locally administered: ${shown(text)}`,
    `the first octet of such an address ends in 2, 6, a or e, as in ${local}${mac.slice(2)}`,
  );
});

const macForms = [
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{2}(?:-[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i,
];

function parseMac(text: string): string | Fault {
  if (!macForms.some((form) => form.test(text))) {
    return new Fault(
      'bad-mac',
      `is no MAC address: ${shown(text)}`,
      'write six octets, for example "52:54:00:00:00:01"',
    );
  }
  const mac = withColons(text.toLowerCase());
  if (mac === '00:00:00:00:00:00')
    return new Fault('bad-mac', 'is the zero address', 'give the address of the card');
  if ((firstOctet(mac) & 1) === 0) return mac;
  return new Fault(
    'bad-mac',
    `is a group address: ${shown(text)}`,
    'the address of one station has an even first octet',
  );
}

function withColons(mac: string): string {
  if (mac.includes(':')) return mac;
  return (mac.replace(/[^0-9a-f]/g, '').match(/../g) ?? []).join(':');
}

function firstOctet(mac: string): number {
  return parseInt(mac.slice(0, 2), 16);
}

const speedForm = /^(\d{1,4}(?:\.\d)?)([MG])$/i;

const speedError = 'must be a speed like 25G or 100M';

/** A speed such as `25G` or `100M`, in Mbit/s. */
export const speedValue = parsedBy(
  z.string({ error: speedError }).meta({ pattern: '^[0-9.]+[MGmg]$' }),
  (text) => {
    const [, amount, unit] = speedForm.exec(text) ?? [];
    const megabits = Number(amount) * (unit?.toUpperCase() === 'G' ? 1000 : 1);
    if (Number.isInteger(megabits) && megabits > 0) return megabits;
    return new Fault('bad-value', `is no speed: ${shown(text)}`, 'write it like 25G or 100M');
  },
);

/** Name and value pairs that selectors match. */
export const labelsValue = z.record(z.string(), z.string());
