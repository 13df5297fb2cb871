/** Names of interfaces: the canonical form is the one the running configuration prints. */

/** Words for a physical port; OS10 takes any unambiguous beginning, and shows print `Eth 1/1/1`. */
const words: readonly { readonly canonical: string; readonly match: RegExp }[] = [
  { canonical: 'ethernet', match: /^e(?:t|th|the|ther|thern|therne|thernet)?$/i },
  { canonical: 'mgmt', match: /^m(?:g|gm|gmt)$/i },
];

/**
 * The canonical name of a physical port (`Eth 1/1/1`, `ethernet 1/1/1:2`, `mgmt 1/1/1` become `ethernet1/1/1`,
 * `ethernet1/1/1:2`, `mgmt1/1/1`), or undefined where the text is none. A name is node/slot/port, and a lane
 * where the port is broken out; numbers have no leading zeros.
 */
export function canonicalPort(text: string): string | undefined {
  const [, word, numbers] =
    /^([a-z]+) ?((?:[1-9]\d{0,2}\/){2}[1-9]\d{0,2}(?::[1-9]\d?)?)$/i.exec(text.trim()) ?? [];
  if (word === undefined || numbers === undefined) return undefined;
  const found = words.find(({ match }) => match.test(word));
  if (found === undefined || (found.canonical === 'mgmt' && numbers.includes(':'))) return undefined;
  return found.canonical + numbers;
}

/** Whether a canonical port is a management port. */
export function isManagementPort(port: string): boolean {
  return port.startsWith('mgmt');
}

/** The number in `port-channel11`, `port-channel 11` or `Po11`, or undefined where the text is no port-channel. */
export function portChannelNumber(text: string): number | undefined {
  const [, digits] = /^po(?:rt-channel)? ?([1-9]\d{0,3})$/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
