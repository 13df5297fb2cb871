/**
 * Desired configurations by chance, within what a driver says it can express: two states of one switch, as
 * before and after a change of the site.
 */
import fc from 'fast-check';
import type { Driver } from '../../src/drivers/driver.ts';
import type {
  DesiredEdge,
  DesiredPairMember,
  DesiredPort,
  DesiredPortChannel,
  DesiredSwitch,
  Switchport,
} from '../../src/fabric/desired/desired-switch.ts';
import type { DriverTraits } from '../../src/fabric/model/driver-traits.ts';
import { compareText, inRanges, portChannelId, vlanId } from '../../src/fabric/model/ids.ts';
import { mark, owners } from '../../src/fabric/model/mark.ts';

/** Ports, VLANs and port-channel numbers that a driver knows, enough for a small switch. */
export interface Stock {
  readonly serverPorts: readonly string[];
  readonly peerLinkPorts: readonly string[];
  readonly vlans: readonly number[];
  readonly portChannels: readonly number[];
}

const hostname = 'sw1';
const bondCount = 3;
const forms: readonly ((n: number) => string)[] = [
  (n) => `Ethernet${String(n)}`,
  (n) => `Ethernet1/${String(n)}`,
  (n) => `ethernet1/1/${String(n)}`,
  (n) => `1/1/${String(n)}`,
  (n) => `swp${String(n)}`,
  (n) => `eth${String(n)}`,
  (n) => `ge-0/0/${String(n)}`,
];

/** What there is to configure on a switch of that operating system. Throws an Error where no port name fits. */
export function stockOf(traits: DriverTraits): Stock {
  const form = forms.find((name) => traits.canonicalPort(name(1)) === name(1));
  if (form === undefined) throw new Error(`no known way to name a port of ${traits.name}`);
  const ports = numbers(1, 10).map(form);
  const isVlanFree = (id: number) =>
    id !== traits.pair.controlVlan && !traits.ids.reservedVlans.some(({ range }) => inRanges([range], id));
  const isNumberFree = (id: number) =>
    id !== traits.pair.peerLinkPortChannel && !inRanges(traits.ids.systemPortChannels, id);
  const lowest = Math.max(traits.ids.portChannel.low, traits.ids.mlag.low);
  return {
    serverPorts: ports.slice(0, 8),
    peerLinkPorts: ports.slice(8),
    vlans: numbers(100, 40).filter(isVlanFree).slice(0, 8),
    portChannels: numbers(lowest, 40).filter(isNumberFree).slice(0, bondCount),
  };
}

interface NetworksSketch {
  readonly untagged: number | null;
  readonly tagged: readonly number[];
}

type PortSketch =
  | { readonly use: 'none' }
  | { readonly use: 'released' }
  | { readonly use: 'single'; readonly networks: NetworksSketch }
  | { readonly use: 'member'; readonly bond: number; readonly isFast: boolean };

interface BondSketch {
  readonly isMlag: boolean;
  readonly networks: NetworksSketch;
  readonly hasFallback: boolean;
  readonly hasFirstPort: boolean;
}

interface SwitchSketch {
  readonly ports: readonly PortSketch[];
  readonly bonds: readonly BondSketch[];
  readonly isManagedPair: boolean;
  readonly hasKeepalive: boolean;
  readonly broadcastPercent: number | null;
  readonly releasedTo: 'shut' | 'default';
}

/** Two states of one switch: what is applied and what comes next. */
export function desiredPairsOfStates(driver: Driver): fc.Arbitrary<readonly [DesiredSwitch, DesiredSwitch]> {
  const stock = stockOf(driver.traits);
  return fc
    .tuple(sketches(stock), sketches(stock))
    .map(([before, after]) => [built(before, driver, stock), built(after, driver, stock)]);
}

/** A switch with a bit of everything the driver claims, always the same. */
export function desiredWithEverything(driver: Driver): DesiredSwitch {
  const stock = stockOf(driver.traits);
  const networks = { untagged: 0, tagged: [1, 2, 3] };
  const bond = { networks, hasFallback: true, hasFirstPort: true };
  const sketch: SwitchSketch = {
    ports: [
      { use: 'single', networks: { untagged: 4, tagged: [] } },
      { use: 'single', networks: { untagged: null, tagged: [5, 6] } },
      { use: 'member', bond: 0, isFast: true },
      { use: 'member', bond: 1, isFast: false },
      { use: 'member', bond: 1, isFast: false },
      { use: 'released' },
      { use: 'single', networks: { untagged: 7, tagged: [0, 1] } },
      { use: 'none' },
    ],
    bonds: [
      { ...bond, isMlag: true },
      { ...bond, isMlag: false },
    ],
    isManagedPair: true,
    hasKeepalive: true,
    broadcastPercent: 1,
    releasedTo: 'shut',
  };
  return built(sketch, driver, stock);
}

function sketches(stock: Stock): fc.Arbitrary<SwitchSketch> {
  const network = fc.nat({ max: stock.vlans.length - 1 });
  const networks = fc.record({
    untagged: fc.option(network),
    tagged: fc.uniqueArray(network, { maxLength: 4 }),
  });
  const port: fc.Arbitrary<PortSketch> = fc.oneof(
    fc.constant({ use: 'none' } as const),
    fc.constant({ use: 'released' } as const),
    fc.record({ use: fc.constant('single' as const), networks }),
    fc.record({
      use: fc.constant('member' as const),
      bond: fc.nat({ max: bondCount - 1 }),
      isFast: fc.boolean(),
    }),
  );
  const bond = fc.record({
    isMlag: fc.boolean(),
    networks,
    hasFallback: fc.boolean(),
    hasFirstPort: fc.boolean(),
  });
  const count = stock.serverPorts.length;
  return fc.record({
    ports: fc.array(port, { minLength: count, maxLength: count }),
    bonds: fc.array(bond, { minLength: bondCount, maxLength: bondCount }),
    isManagedPair: fc.boolean(),
    hasKeepalive: fc.boolean(),
    broadcastPercent: fc.option(fc.constantFrom(1, 5, 10)),
    releasedTo: fc.constantFrom('shut', 'default'),
  });
}

function built(sketch: SwitchSketch, driver: Driver, stock: Stock): DesiredSwitch {
  const { traits } = driver;
  const bonds = bondsOf(sketch, traits, stock);
  const ports = portsOf(sketch, traits, stock);
  const used = [...bonds, ...ports].flatMap((one) => ('edge' in one ? vlansOf(one.edge) : []));
  const vlans = [...new Set(used)].map((id) => ({
    id: vlanId(id),
    name: mark(owners.network(`net-${String(id)}`), traits.names.vlanNameLength),
    isControl: false,
  }));
  const pair = sketch.isManagedPair ? pairOf(sketch, traits, stock) : undefined;
  const control =
    pair?.controlVlan === undefined
      ? []
      : [
          {
            id: pair.controlVlan,
            name: mark(owners.control(pair.name), traits.names.vlanNameLength),
            isControl: true,
          },
        ];
  const all = [...vlans, ...control].toSorted((a, b) => a.id - b.id);
  const peerLink =
    pair === undefined
      ? undefined
      : peerLinkOf(
          pair,
          traits,
          all.map(({ id }) => id),
        );
  return {
    hostname,
    driver: traits.name,
    vlans: all,
    portChannels: [...bonds, ...(peerLink?.portChannel ? [peerLink.portChannel] : [])].toSorted(
      (a, b) => a.id - b.id,
    ),
    ports: [...ports, ...(peerLink?.ports ?? [])].toSorted((a, b) => compareText(a.name, b.name)),
    ...(pair === undefined ? {} : { pair }),
  };
}

/** Bonds that have a member on the switch; the others exist nowhere. */
function bondsOf(sketch: SwitchSketch, traits: DriverTraits, stock: Stock): readonly DesiredPortChannel[] {
  return sketch.bonds.flatMap((bond, number) => {
    const id = stock.portChannels[number];
    const members = stock.serverPorts.filter((_, i) => {
      const port = sketch.ports[i];
      return port?.use === 'member' && port.bond === number;
    });
    if (id === undefined || members.length === 0) return [];
    const role = bond.isMlag && sketch.isManagedPair ? 'mlag' : 'lag';
    const isPossible = traits.fallback[role].claim !== 'impossible';
    return [
      {
        id: portChannelId(id),
        description: mark(owners.bond(`srv${String(number)}`, 0), traits.names.descriptionLength),
        role,
        edge: edgeOf(bond.networks, sketch, stock, traits),
        members,
        fallback: { enabled: bond.hasFallback && isPossible, hasFirstPort: bond.hasFirstPort },
      } as const,
    ];
  });
}

function portsOf(sketch: SwitchSketch, traits: DriverTraits, stock: Stock): readonly DesiredPort[] {
  return stock.serverPorts.flatMap((name, i): readonly DesiredPort[] => {
    const port = sketch.ports[i] ?? { use: 'none' };
    const description = mark(owners.port(`srv-p${String(i)}`, i), traits.names.descriptionLength);
    switch (port.use) {
      case 'none':
        return [];
      case 'released': {
        const released = mark(owners.released, traits.names.descriptionLength);
        return [{ role: 'released', name, description: released, to: sketch.releasedTo }];
      }
      case 'single': {
        const edge = edgeOf(port.networks, sketch, stock, traits);
        return [{ role: 'edge', name, description, edge, followsPeerLink: false }];
      }
      case 'member': {
        const networks = sketch.bonds[port.bond]?.networks ?? { untagged: 0, tagged: [] };
        const membership = {
          portChannel: portChannelId(stock.portChannels[port.bond] ?? 1),
          lacpPriority: 1000 + i,
          lacpRate: port.isFast ? 'fast' : 'slow',
        } as const;
        return [
          { role: 'member', name, description, membership, edge: edgeOf(networks, sketch, stock, traits) },
        ];
      }
    }
  });
}

function edgeOf(
  networks: NetworksSketch,
  sketch: SwitchSketch,
  stock: Stock,
  traits: DriverTraits,
): DesiredEdge {
  const { broadcastPercent } = sketch;
  return {
    switchport: switchportOf(networks, stock),
    ipMtuBytes: Math.min(9000, traits.mtu.largestIpMtuBytes),
    isStpEdge: true,
    hasBpduGuard: true,
    ...(broadcastPercent === null || !traits.stormControl
      ? {}
      : { stormControl: { broadcast: broadcastPercent } }),
  };
}

/** No network at all is no connection: such a sketch gets the first network untagged. */
function switchportOf({ untagged, tagged }: NetworksSketch, stock: Stock): Switchport {
  const id = (index: number) => vlanId(stock.vlans[index] ?? 100);
  const rest = tagged
    .filter((index) => index !== untagged)
    .map(id)
    .toSorted((a, b) => a - b);
  if (rest.length === 0) return { mode: 'access', vlan: id(untagged ?? 0) };
  return { mode: 'trunk', ...(untagged === null ? {} : { native: id(untagged) }), tagged: rest };
}

function vlansOf({ switchport }: DesiredEdge): readonly number[] {
  if (switchport.mode === 'access') return [switchport.vlan];
  const { native, tagged } = switchport;
  return native === undefined ? tagged : [native, ...tagged];
}

function pairOf(sketch: SwitchSketch, { pair, ids }: DriverTraits, stock: Stock): DesiredPairMember {
  const { peerLinkPortChannel, controlVlan, addresses } = pair;
  return {
    name: 'rack1',
    domainId: pair.domainIds.low,
    ...(pair.systemMac === 'settable' ? { systemMac: '02:00:00:00:01:01' } : {}),
    ...(peerLinkPortChannel === undefined || !inRanges([ids.portChannel], peerLinkPortChannel)
      ? {}
      : { peerLinkPortChannel: portChannelId(peerLinkPortChannel) }),
    peerLinkPorts: stock.peerLinkPorts,
    ...(controlVlan === undefined ? {} : { controlVlan: vlanId(controlVlan) }),
    ...(addresses === undefined ? {} : { ownAddress: addresses[0], peerAddress: addresses[1] }),
    ...(sketch.hasKeepalive ? { keepalive: { own: '192.0.2.11', peer: '192.0.2.12' } } : {}),
    isFirst: true,
  };
}

function peerLinkOf(
  pair: DesiredPairMember,
  traits: DriverTraits,
  vlans: DesiredPortChannel['peerLinkVlans'],
): { portChannel?: DesiredPortChannel; ports: readonly DesiredPort[] } {
  const { peerLinkPortChannel: id, peerLinkPorts: members } = pair;
  const description = mark(owners.peerLink(pair.name), traits.names.descriptionLength);
  if (id === undefined)
    return { ports: members.map((name) => ({ role: 'system-peer-link', name, description }) as const) };
  return {
    portChannel: { id, description, role: 'peer-link', members, ...(vlans ? { peerLinkVlans: vlans } : {}) },
    ports: members.map((name) => ({ role: 'peer-link', name, description, portChannel: id }) as const),
  };
}

function numbers(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}
