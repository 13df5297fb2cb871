/**
 * The routed part of a real lab. A site does not say yet how its spines are cabled, so every spine has a cable to
 * every other switch: port `upN` of a leaf leads to the N-th spine, port `swpM` of a spine to the M-th leaf, both by
 * hostname. On it runs eBGP without any addresses, set through the command line of the switch before Twinleaf comes.
 */
import type { SwitchPort } from '../../fabric/model/ids.ts';
import type { SwitchIntent } from '../../fabric/model/intent.ts';

/** The routing of one switch of the lab. */
export interface RoutedSwitch {
  readonly hostname: string;
  /** The address by which the others reach it, without prefix length. */
  readonly loopback: string;
  /** Its ports towards the other layer. */
  readonly ports: readonly string[];
  /** What is typed into its routing command line, from the first mode on. */
  readonly lines: readonly string[];
}

export interface Underlay {
  /** Leaves, then spines. */
  readonly switches: readonly RoutedSwitch[];
  /** Each from a leaf to a spine. */
  readonly cables: readonly (readonly [SwitchPort, SwitchPort])[];
}

/** Private numbers (RFC 6996): one for all spines, so that none is a way between two others, and one for each leaf. */
const spineAs = 65_000;
const lastAs = 65_534;

/** What the switches of a site route; `switches` are sorted. Throws where more leaves than private numbers are. */
export function underlayOf(switches: readonly Pick<SwitchIntent, 'hostname' | 'role'>[]): Underlay {
  const spines = switches.filter(({ role }) => role === 'spine').map(({ hostname }) => hostname);
  const leaves = switches.filter(({ role }) => role !== 'spine').map(({ hostname }) => hostname);
  const mostLeaves = lastAs - spineAs;
  if (leaves.length > mostLeaves) throw new Error(`a real lab has ${String(mostLeaves)} leaves at most`);
  const up = spines.map((_, index) => `up${String(index + 1)}`);
  const down = leaves.map((_, index) => `swp${String(index + 1)}`);
  return {
    switches: [
      ...leaves.map((hostname, m) => routed(hostname, spineAs + 1 + m, loopbackAt(254, m), up)),
      ...spines.map((hostname, n) => routed(hostname, spineAs, loopbackAt(255, n), down)),
    ],
    cables: leaves.flatMap((leaf, m) =>
      spines.map((spine, n): readonly [SwitchPort, SwitchPort] => [
        { switch: leaf, port: up[n] ?? '' },
        { switch: spine, port: down[m] ?? '' },
      ]),
    ),
  };
}

function routed(hostname: string, as: number, loopback: string, ports: readonly string[]): RoutedSwitch {
  return { hostname, loopback, ports, lines: routing(as, loopback, ports) };
}

/** Out of 10.254.0.0/15: VLANs of the lab's servers have networks up to 10.15.254.0/24. */
function loopbackAt(second: number, index: number): string {
  const number = index + 1;
  return `10.${String(second)}.${String(number >> 8)}.${String(number & 255)}`;
}

/** BGP over link-local addresses, with all ways used and a dead neighbour noticed within a third of a second. */
function routing(as: number, loopback: string, ports: readonly string[]): readonly string[] {
  return [
    // Else a group of next hops stays as the kernel has cut it down where a port is down for a while (before FRR 9,
    // FRRouting pull request 13413).
    'no zebra nexthop kernel enable',
    'interface lo',
    `ip address ${loopback}/32`,
    'exit',
    'ip prefix-list LOOPBACKS seq 5 permit 10.254.0.0/15 ge 32',
    'route-map LOOPBACKS permit 10',
    'match ip address prefix-list LOOPBACKS',
    'exit',
    'bfd',
    'profile fast',
    'transmit-interval 100',
    'receive-interval 100',
    'exit',
    'exit',
    `router bgp ${String(as)}`,
    `bgp router-id ${loopback}`,
    'no bgp ebgp-requires-policy',
    'bgp bestpath as-path multipath-relax',
    'timers bgp 1 3',
    'neighbor FABRIC peer-group',
    'neighbor FABRIC remote-as external',
    'neighbor FABRIC timers connect 1',
    'neighbor FABRIC advertisement-interval 0',
    'neighbor FABRIC bfd',
    'neighbor FABRIC bfd profile fast',
    ...ports.map((port) => `neighbor ${port} interface peer-group FABRIC`),
    'address-family ipv4 unicast',
    'redistribute connected route-map LOOPBACKS',
    'maximum-paths 16',
    'exit',
    'exit',
  ];
}
