/** How a driver reads the names of ports. */
import assert from 'node:assert/strict';

type CanonicalPort = (text: string) => string | undefined;

/** What people and tables write, each with the name in the configuration, which is read as itself. */
export function itReadsPorts(
  canonicalPort: CanonicalPort,
  names: readonly (readonly [string, string])[],
): void {
  for (const [typed, canonical] of names) {
    it(`reads ${typed} as ${canonical}`, () => {
      assert.equal(canonicalPort(typed), canonical);
      assert.equal(canonicalPort(canonical), canonical);
    });
  }
}

/** What is no physical port, or more than one. */
export function itTakesForNoPort(canonicalPort: CanonicalPort, texts: readonly string[]): void {
  for (const text of texts) {
    it(`takes ${JSON.stringify(text)} for no port`, () => {
      assert.equal(canonicalPort(text), undefined);
    });
  }
}

/** Names in any spelling, each with the number of the port-channel or none. */
export function itReadsPortChannels(
  portChannelNumber: (text: string) => number | undefined,
  names: readonly (readonly [string, number | undefined])[],
): void {
  for (const [text, id] of names) {
    it(`reads ${id === undefined ? 'no port-channel' : `port-channel ${String(id)}`} in ${text}`, () => {
      assert.equal(portChannelNumber(text), id);
    });
  }
}
