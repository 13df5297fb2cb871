/** Names of ports: those of Linux interfaces, as they are. */

/** At most 15 characters (Linux IFNAMSIZ); every name of a network card ends in a number. */
const name = /^[A-Za-z][A-Za-z0-9_.]{0,13}\d$/;

/** Bridges, bonds and patch ports of the driver's own making. */
const own = /^(?:br0|mlag0|po\d+)$/;

/** The name itself, in which the case counts; undefined where the text is none. */
export function canonicalPort(text: string): string | undefined {
  return name.test(text) && !own.test(text) ? text : undefined;
}

/** `eth0`, `mgmt0`, `ma1`: how white-box switches call the port beside the console; `lo` is no port at all. */
export function isManagementPort(port: string): boolean {
  return /^(?:eth0|mgmt\d|ma\d)$/.test(port);
}
