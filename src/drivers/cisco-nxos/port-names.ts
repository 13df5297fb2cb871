/** Names of interfaces: the canonical form is the one the running configuration prints. */

/**
 * The canonical name of a physical port (`Eth1/10`, `eth 1/10`, `mgmt 0` become `Ethernet1/10`, `mgmt0`), or
 * undefined where the text is none. Slot/port and slot/port/lane exist (a lane also on a fabric extender,
 * `Ethernet101/1/1`); numbers have no leading zeros.
 */
export function canonicalPort(text: string): string | undefined {
  const name = text.trim();
  if (/^m(?:g|gm|gmt)? ?0$/i.test(name)) return 'mgmt0';
  const [, numbers] =
    /^e(?:t|th|the|ther|thern|therne|thernet)? ?([1-9]\d{0,2}(?:\/[1-9]\d{0,2}){1,2})$/i.exec(name) ?? [];
  return numbers === undefined ? undefined : `Ethernet${numbers}`;
}

/** Whether a canonical port is a management port. */
export function isManagementPort(port: string): boolean {
  return port === 'mgmt0';
}

/** The number in `Po11`, `port-channel11` or `port-channel 11`, or undefined where the text is no port-channel. */
export function portChannelNumber(text: string): number | undefined {
  const [, digits] = /^po(?:rt-channel)? ?([1-9]\d{0,3})$/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The name that the configuration has for an interface of a table: `Po11` as `port-channel11`, others as they are. */
export function configuredName(text: string): string {
  const number = portChannelNumber(text);
  return number === undefined ? (canonicalPort(text) ?? text) : `port-channel${String(number)}`;
}
