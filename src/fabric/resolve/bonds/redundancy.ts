/**
 * What becomes of the ports of a connection: a table, cell by cell, and the rules that come on top of it. What they
 * answer is shown for every driver in `docs/redundancy.md`.
 */
import type { ProblemCode } from '../../errors.ts';
import type { DriverTraits } from '../../model/driver-traits.ts';
import { compareText, portKey } from '../../model/ids.ts';
import type { RedundancyIntent } from '../../model/intent.ts';
import type { Attachment } from '../../model/resolved-fabric.ts';
import { groupedBy } from '../grouped-by.ts';
import type { CabledPort, IndexedEndpoint } from '../port-index.ts';
import type { Topology } from '../units.ts';

/** Row of the table: where the ports of a connection lead to. */
export type Reach = 'no-port' | 'one-port' | 'one-switch' | 'one-pair' | 'elsewhere';

/**
 * Column of the table, what is asked for: the implementation if one is given, but `independent` for `none`. Without
 * one, `independent` for `active-backup`, else `default`.
 */
export type Column = 'default' | 'link-aggregation' | 'distributed-link-aggregation' | 'ecmp' | 'independent';

type Refusal = Extract<
  ProblemCode,
  'no-cabled-port' | 'needs-two-ports' | 'needs-switch-pair' | 'ports-on-two-switches' | 'no-such-pair'
>;
type Cell = Attachment['kind'] | 'bgp' | Refusal;

/** What each place makes of what is asked for: a kind of attachment, BGP sessions, or the code of a refusal. */
const redundancyTable: Readonly<Record<Reach, Readonly<Record<Column, Cell>>>> = {
  'no-port': {
    default: 'no-cabled-port',
    'link-aggregation': 'no-cabled-port',
    'distributed-link-aggregation': 'no-cabled-port',
    ecmp: 'no-cabled-port',
    independent: 'no-cabled-port',
  },
  'one-port': {
    default: 'single',
    'link-aggregation': 'lag',
    'distributed-link-aggregation': 'needs-two-ports',
    ecmp: 'bgp',
    independent: 'single',
  },
  'one-switch': {
    default: 'lag',
    'link-aggregation': 'lag',
    'distributed-link-aggregation': 'needs-switch-pair',
    ecmp: 'bgp',
    independent: 'independent',
  },
  'one-pair': {
    default: 'mlag',
    'link-aggregation': 'ports-on-two-switches',
    'distributed-link-aggregation': 'mlag',
    ecmp: 'bgp',
    independent: 'independent',
  },
  elsewhere: {
    default: 'no-such-pair',
    'link-aggregation': 'ports-on-two-switches',
    'distributed-link-aggregation': 'needs-switch-pair',
    ecmp: 'bgp',
    independent: 'independent',
  },
};

/** Some ports of an endpoint, and what they lead to. */
export interface Place {
  readonly endpoint: IndexedEndpoint;
  /** By port index. */
  readonly ports: readonly CabledPort[];
  readonly fabric: Topology;
}

/** How the ports are attached. */
export interface Redundancy {
  readonly reach: Reach;
  readonly kind: Attachment['kind'];
  readonly mode: Attachment['mode'];
  readonly column: Column;
  readonly maxBundle?: 1;
}

/** Why they cannot be attached that way. */
export interface RedundancyRefusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/** The attachment of the ports, or the reason why the connection has to be described otherwise. */
export function redundancyOf(asked: RedundancyIntent, place: Place): Redundancy | RedundancyRefusal {
  const mode = asked.mode ?? 'active-active';
  const column = columnOf(asked, place.endpoint);
  const reach = reachOf(place);
  const cell = redundancyTable[reach][column];
  if (cell === 'bgp') return needsRoutedNetwork(place);
  if (isRefusal(cell)) return refused(cell, mode, place);
  const isBond = cell === 'lag' || cell === 'mlag';
  const answer: Redundancy = { reach, kind: cell, mode, column };
  if (!isBond) return answer;
  if (isStandardEsxi(place.endpoint)) return needsDistributedSwitch(place);
  return mode === 'active-active' ? answer : oneActiveMember(answer, place);
}

/** Whether the answer of `redundancyOf` is a refusal. */
export function isRefused(answer: Redundancy | RedundancyRefusal): answer is RedundancyRefusal {
  return 'code' in answer;
}

/** The row of the table that applies. */
function reachOf({ ports, fabric }: Place): Reach {
  const first = ports[0]?.at.switch;
  if (first === undefined) return 'no-port';
  if (ports.length === 1) return 'one-port';
  if (ports.every((port) => port.at.switch === first)) return 'one-switch';
  const unit = fabric.unitOf(first);
  return ports.every((port) => fabric.unitOf(port.at.switch) === unit) ? 'one-pair' : 'elsewhere';
}

/** The column of the table that applies. Left out altogether, a standard switch of ESXi, without LACP, gets no bond. */
function columnOf(asked: RedundancyIntent, endpoint: IndexedEndpoint): Column {
  if (asked.implementation !== undefined) {
    return asked.implementation === 'none' ? 'independent' : asked.implementation;
  }
  if (asked.mode === 'active-backup') return 'independent';
  const isLeftOut = asked.mode === undefined;
  return isLeftOut && isStandardEsxi(endpoint) ? 'independent' : 'default';
}

function isStandardEsxi({ resolved }: IndexedEndpoint): boolean {
  return resolved.os === 'esxi' && resolved.hostSwitch === 'standard';
}

function isRefusal(cell: Cell): cell is Refusal {
  return cell in refusals;
}

/** Across a pair a limit that each switch counts for itself would leave two members active. */
function oneActiveMember(bond: Redundancy, place: Place): Redundancy | RedundancyRefusal {
  const traits = traitsOf(place);
  const enforceable: readonly DriverTraits['maxBundle'][] =
    bond.kind === 'mlag' ? ['per-pair'] : ['per-switch', 'per-pair'];
  if (enforceable.includes(traits.maxBundle)) return { ...bond, maxBundle: 1 };
  if (place.ports.length === 1) return bond;
  return modeNotSupported(place, bond.kind === 'mlag');
}

function refused(code: Refusal, mode: Attachment['mode'], place: Place): RedundancyRefusal {
  const isPairWideLimit =
    code === 'ports-on-two-switches' && mode === 'active-backup' && reachOf(place) === 'one-pair';
  if (isPairWideLimit && traitsOf(place).maxBundle !== 'per-pair') return modeNotSupported(place, true);
  return { code, ...refusals[code](place) };
}

const refusals: Readonly<Record<Refusal, (place: Place) => Omit<RedundancyRefusal, 'code'>>> = {
  'no-cabled-port': ({ endpoint }) => ({
    message: `${endpoint.resolved.name} has no interface with a cable`,
    hint: 'give an interface a `switch` and a `port`',
  }),
  'needs-two-ports': (place) => ({
    message: `${start(place)}: distributed-link-aggregation needs a port on both members of a switch pair`,
    hint: 'leave the redundancy out for a single port, or cable a second port to the other member',
  }),
  'needs-switch-pair': (place) => ({
    message: `${start(place)}: distributed-link-aggregation needs ports on both members of one switch pair`,
    hint: `${orInterfaces(place) || 'leave the redundancy out, or '}cable the server to both members of a pair`,
  }),
  'ports-on-two-switches': (place) => ({
    message: `${start(place)}: link-aggregation needs all ports on one switch`,
    hint:
      reachOf(place) === 'one-pair'
        ? `use distributed-link-aggregation: ${switchNames(place)} are the switch pair ${unitName(place)}`
        : `${orInterfaces(place)}use active-backup or none`,
  }),
  'no-such-pair': (place) => ({
    message: `${start(place)}: ${switchNames(place)} are no switch pair`,
    hint: `${orInterfaces(place)}describe the pair in \`switchPairs\`, or use active-backup`,
  }),
};

function needsRoutedNetwork(place: Place): RedundancyRefusal {
  return {
    code: 'needs-routed-network',
    message: `${start(place)}: ecmp needs a routed network, and the network of this connection is a VLAN`,
    hint: 'use link-aggregation, distributed-link-aggregation or none',
  };
}

function needsDistributedSwitch(place: Place): RedundancyRefusal {
  return {
    code: 'needs-distributed-switch',
    message: `${start(place)}: a standard switch of ESXi does not speak LACP, so these ports cannot be a link aggregation`,
    hint: 'say `hostSwitch: distributed` on the server if it has one; or leave the redundancy out, or say `implementation: none`, and every port carries the networks on its own; or say `mode: active-backup`',
  };
}

function modeNotSupported(place: Place, acrossPair: boolean): RedundancyRefusal {
  const traits = traitsOf(place);
  const limit = acrossPair
    ? `cannot be limited to one active member across ${switchNames(place)}, since ${traits.name} has no limit for a whole pair`
    : `cannot be limited to one active member by ${traits.name}`;
  return {
    code: 'mode-not-supported',
    message: `${start(place)}: a link aggregation with active-backup ${limit}`,
    hint: 'say `mode: active-backup` alone (no link aggregation, the server chooses), or `mode: active-active`',
  };
}

/** `esx01, ports #0 sw1/Ethernet10 and #1 sw2/Ethernet10`. */
function start({ endpoint, ports }: Place): string {
  const described = ports.map((port) => `#${port.index} ${portKey(port.at)}`);
  return `${endpoint.resolved.name}, ${ports.length === 1 ? 'port' : 'ports'} ${listed(described)}`;
}

/** A choice of `interfaces` for every unit that more than this connection's other ports lead to. */
function orInterfaces({ ports, fabric }: Place): string {
  const byUnit = groupedBy(ports, (port) => fabric.unitOf(port.at.switch).name);
  if (byUnit.size < 2) return '';
  const choices = [...byUnit].map(
    ([unit, some]) => `\`interfaces: [${some.map((port) => port.index).join(', ')}]\` (${unit})`,
  );
  return `narrow the connection with ${choices.join(' or ')}, or `;
}

function traitsOf({ ports, fabric }: Place): DriverTraits {
  return fabric.traitsOf(ports[0]?.at.switch ?? '');
}

function unitName({ ports, fabric }: Place): string {
  return fabric.unitOf(ports[0]?.at.switch ?? '').name;
}

function switchNames({ ports }: Place): string {
  return listed(switchesOf(ports));
}

function switchesOf(ports: readonly CabledPort[]): readonly string[] {
  return [...new Set(ports.map((port) => port.at.switch))].sort(compareText);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
