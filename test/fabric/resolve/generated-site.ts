/** Sites for property tests: three racks, any number of servers with any sensible cabling, all of it valid. */
import fc from 'fast-check';
import type { RedundancyIntent } from '../../../src/fabric/model/intent.ts';
import { connection, group, leaf, network, pair, server, type SiteParts } from '../intent-builder.ts';

/** One server and what it is connected to; `rack` 2 is a single switch. */
interface Tenant {
  readonly rack: number;
  readonly legs: readonly (0 | 1)[];
  readonly redundancy: RedundancyIntent;
  readonly networks: readonly number[];
}

const leg = fc.constantFrom<0 | 1>(0, 1);
const tenant: fc.Arbitrary<Tenant> = fc.record({
  rack: fc.integer({ min: 0, max: 2 }),
  legs: fc.array(leg, { minLength: 1, maxLength: 4 }),
  redundancy: fc.constantFrom<RedundancyIntent>({}, { mode: 'active-active' }, { mode: 'active-backup' }),
  networks: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 }),
});

/** Tenants by number; the number names the server and its ports, so that leaving one out moves no other. */
export const tenants: fc.Arbitrary<readonly (readonly [number, Tenant])[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 })
  .chain((numbers) => fc.tuple(...numbers.map((number) => tenant.map((one) => [number, one] as const))));

/** The site of some tenants with the networks of those numbers at least. */
export function siteOf(some: readonly (readonly [number, Tenant])[], networks: readonly number[]): SiteParts {
  return {
    switches: ['sw1', 'sw2', 'sw3', 'sw4', 'sw5'].map((name) => leaf(name)),
    pairs: [pair('rack1', ['sw2', 'sw1']), pair('rack2', ['sw3', 'sw4'])],
    endpoints: some.map(([number, { rack, legs }]) => server(serverName(number), cables(number, rack, legs))),
    networks: networks.map((number) =>
      network(`net${String(number)}`, number % 3 === 0 ? 500 + number : 'auto'),
    ),
    groups: some.map(([number, { networks: wanted, redundancy }]) =>
      group(
        `group${String(number)}`,
        [serverName(number)],
        wanted
          .filter((one) => networks.includes(one))
          .map((one, position) => connection(`net${String(one)}`, { tagged: position > 0, redundancy })),
      ),
    ),
  };
}

function serverName(number: number): string {
  return `srv${String(number)}`;
}

function cables(number: number, rack: number, legs: readonly (0 | 1)[]): readonly string[] {
  const members = [['sw1', 'sw2'] as const, ['sw3', 'sw4'] as const, ['sw5', 'sw5'] as const][rack];
  return legs.map(
    (side, position) => `${members?.[side] ?? ''}/Ethernet${String(number)}/${String(position + 1)}`,
  );
}
