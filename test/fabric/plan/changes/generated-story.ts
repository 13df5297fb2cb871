/** Sites that follow one another on a pair and a single switch of one driver, so that much is moved and used again. */
import fc from 'fast-check';
import type { Driver } from '../../../../src/drivers/driver.ts';
import type { ConnectionIntent, Intent, RedundancyIntent } from '../../../../src/fabric/model/intent.ts';
import { stockOf, type Stock } from '../../../contracts/desired-switches.ts';
import { connection, group, leaf, network, pair, server, site } from '../../intent-builder.ts';

/** The first two are a pair as long as the site says so. */
export const switchNames = ['sw1', 'sw2', 'sw3'] as const;
/** Ports of each switch that servers are cabled to, the first of the driver's stock. */
export const portCount = 6;

const numbers = [0, 1, 2, 3, 4] as const;

interface GroupSketch {
  readonly untagged: number | null;
  readonly tagged: readonly number[];
  readonly redundancy: RedundancyIntent;
  readonly lacpRate: 'fast' | 'slow';
  readonly fallback: 'auto' | 'none';
}

/** Five servers, each with a group of its own, and five networks. */
export interface SiteSketch {
  readonly fabric: { readonly mtuBytes: number; readonly releasedPorts: 'shut' | 'default' };
  /** By switch and port: the server that is cabled there. */
  readonly cables: readonly (readonly (number | null)[])[];
  /** By server; null where no group names it. */
  readonly groups: readonly (GroupSketch | null)[];
  /** By server: whether it bears its other name. */
  readonly names: readonly boolean[];
  readonly provisioning: boolean;
  /** By network: the position of its id in the stock; null for one that Twinleaf gives. */
  readonly vlans: readonly (number | null)[];
  readonly isPaired: boolean;
  readonly isManaged: boolean;
  readonly peerLinkPorts: number;
}

const one = fc.constantFrom(...numbers);
const five = { minLength: numbers.length, maxLength: numbers.length };
const groupSketch: fc.Arbitrary<GroupSketch> = fc.record({
  untagged: fc.option(one),
  tagged: fc.uniqueArray(one, { maxLength: 3 }),
  redundancy: fc.constantFrom<RedundancyIntent>(
    {},
    {},
    { mode: 'active-backup' },
    { implementation: 'none' },
    { implementation: 'link-aggregation' },
  ),
  lacpRate: fc.constantFrom('fast', 'slow'),
  fallback: fc.constantFrom('auto', 'none'),
});
const cabled = fc.array(fc.option(one, { freq: 4 }), { minLength: portCount, maxLength: portCount });
const mostly = (value: boolean): fc.Arbitrary<boolean> => fc.constantFrom(value, value, value, value, !value);

const parts = {
  fabric: fc.record({
    mtuBytes: fc.constantFrom(1500, 9000),
    releasedPorts: fc.constantFrom<'shut' | 'default'>('shut', 'default'),
  }),
  cables: fc.array(cabled, { minLength: switchNames.length, maxLength: switchNames.length }),
  groups: fc.array(fc.option(groupSketch, { freq: 8 }), five),
  names: fc.array(mostly(false), five),
  provisioning: fc.boolean(),
  vlans: fc.oneof(
    fc.shuffledSubarray<number | null>([...numbers], five),
    fc.constant(numbers.map(() => null)),
  ),
  isPaired: mostly(true),
  isManaged: mostly(true),
  peerLinkPorts: fc.constantFrom(1, 2),
};
const keys = [
  'fabric',
  'cables',
  'groups',
  'names',
  'provisioning',
  'vlans',
  'isPaired',
  'isManaged',
  'peerLinkPorts',
] as const;
const sketch: fc.Arbitrary<SiteSketch> = fc.record(parts);

/** Two to four sites, each the one before with some of its parts exchanged. */
export const stories: fc.Arbitrary<readonly SiteSketch[]> = fc
  .tuple(sketch, fc.array(fc.tuple(sketch, fc.subarray([...keys])), { minLength: 1, maxLength: 3 }))
  .map(([first, edits]) => {
    const all = [first];
    for (const [other, exchanged] of edits) {
      const edited = Object.fromEntries(exchanged.map((key) => [key, other[key]]));
      all.push({ ...(all.at(-1) ?? first), ...edited });
    }
    return all;
  });

/** The site of a sketch. */
export function siteOf({ traits }: Driver, sketched: SiteSketch): Intent {
  const stock = stockOf(traits);
  const { fabric, isPaired, isManaged: manage, provisioning } = sketched;
  const management = (i: number) => ({ host: `192.0.2.${String(i + 1)}`, port: 22, credentials: 'leafs' });
  const peerLink = { ports: stock.peerLinkPorts.slice(0, sketched.peerLinkPorts) };
  return site({
    fabric,
    switches: switchNames.map((name, i) => leaf(name, { driver: traits.name, management: management(i) })),
    pairs: isPaired ? [pair('rack1', ['sw1', 'sw2'], { manage, peerLink })] : [],
    endpoints: numbers.map((i) => {
      const [name, renamedFrom] = namesOf(sketched, i);
      return server(name, cablesOf(sketched, i, stock), { renamedFrom, provisioning });
    }),
    networks: numbers.map((i) =>
      network(`net${String(i)}`, stock.vlans[sketched.vlans[i] ?? Infinity] ?? 'auto'),
    ),
    groups: numbers.flatMap((i) => {
      const connections = connectionsOf(sketched, i);
      return connections.length === 0
        ? []
        : [group(`group${String(i)}`, [namesOf(sketched, i)[0]], connections)];
    }),
  });
}

/** The name of a server, and the one that it has at other times. */
function namesOf({ names }: SiteSketch, i: number): readonly [string, string] {
  const [usual, other] = [`srv${String(i)}`, `new${String(i)}`];
  return names[i] === true ? [other, usual] : [usual, other];
}

function cablesOf({ cables }: SiteSketch, i: number, { serverPorts }: Stock): readonly string[] {
  return switchNames.flatMap((name, at) =>
    serverPorts.flatMap((port, position) => (cables[at]?.[position] === i ? [`${name}/${port}`] : [])),
  );
}

function connectionsOf(sketched: SiteSketch, i: number): readonly ConnectionIntent[] {
  const wanted = sketched.groups[i];
  const legs = sketched.cables.flatMap((ports, at) => (ports.includes(i) ? [at] : []));
  if (wanted == null || legs.length === 0) return [];
  const { lacpRate, fallback } = wanted;
  const redundancy = possible(wanted.redundancy, legs, sketched.isPaired);
  const tagged = wanted.tagged.filter((net) => net !== wanted.untagged);
  const untagged = wanted.untagged ?? (tagged.length === 0 ? 0 : null);
  const others = { redundancy, lacpRate, fallback };
  return [
    ...(untagged === null ? [] : [connection(`net${String(untagged)}`, others)]),
    ...tagged.map((net) => connection(`net${String(net)}`, { ...others, tagged: true })),
  ];
}

/** What the redundancy table does not refuse. */
function possible(asked: RedundancyIntent, legs: readonly number[], isPaired: boolean): RedundancyIntent {
  const units = new Set(legs.map((at) => (isPaired && at === 1 ? 0 : at)));
  if (units.size > 1) return { implementation: 'none' };
  return asked.implementation === 'link-aggregation' && legs.length > 1 ? {} : asked;
}
