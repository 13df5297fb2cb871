/** Names of interfaces: the canonical form is the one the running configuration prints. */

/** Words for a physical port, by the canonical word; EOS takes any unambiguous beginning. */
const words: readonly { readonly canonical: string; readonly match: RegExp; readonly parts: number }[] = [
  { canonical: 'Ethernet', match: /^e(?:t|th|the|ther|thern|therne|thernet)?$/i, parts: 3 },
  { canonical: 'Management', match: /^ma(?:n|na|nag|nage|nagem|nageme|nagemen|nagement)?$/i, parts: 2 },
];

/**
 * The canonical name of a physical port (`Et1`, `eth 1/1`, `Ma1` become `Ethernet1`, `Ethernet1/1`,
 * `Management1`), or undefined where the text is none. Port, slot/port and slot/port/lane exist; numbers
 * have no leading zeros.
 */
export function canonicalPort(text: string): string | undefined {
  const [, word, numbers] = /^([a-z]+) ?([1-9]\d{0,2}(?:\/[1-9]\d{0,2})*)$/i.exec(text.trim()) ?? [];
  if (word === undefined || numbers === undefined) return undefined;
  const found = words.find(({ match }) => match.test(word));
  return found === undefined || numbers.split('/').length > found.parts
    ? undefined
    : found.canonical + numbers;
}

/** Whether a canonical port is a management port. */
export function isManagementPort(port: string): boolean {
  return port.startsWith('Management');
}

/** The number in `Po11`, `Port-Channel11` or `port-channel 11`, or undefined where the text is no port-channel. */
export function portChannelNumber(text: string): number | undefined {
  const [, digits] = /^po(?:rt-channel)? ?([1-9]\d{0,3})$/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
