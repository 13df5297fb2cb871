/** Bonds with their numbers and networks become attachments: what the switches and the hosts are made from. */
import type { Problem, Warning } from '../errors.ts';
import { compareText } from '../model/ids.ts';
import type {
  AttachedNetwork,
  Attachment,
  AttachmentMember,
  ResolvedNetwork,
} from '../model/resolved-fabric.ts';
import type { NumberedBond } from './allocation/port-channel-allocation.ts';
import type { Bond, UnitBonds } from './bonds/bonds.ts';
import { fallbackOf, type FallbackAnswer } from './bonds/fallback.ts';
import type { ConnectionUse } from './connection-ports.ts';
import { knownKeys } from './known-keys.ts';
import type { CabledPort } from './port-index.ts';
import type { Topology } from './units.ts';

/** The bonds of one unit, and what is known about them by now. */
export interface NumberedBonds extends UnitBonds {
  /** By position of the bond; undefined for one without a number. */
  readonly numbers: readonly (NumberedBond | undefined)[];
  /** Those that the bonds name. */
  readonly networks: readonly ResolvedNetwork[];
}

interface NumberedUse {
  readonly bond: Bond;
  readonly numbered: NumberedBond | undefined;
  readonly networks: ReadonlyMap<string, ResolvedNetwork>;
}

/** An attachment, and what stood in its way or deserves attention. */
export interface AttachmentAnswer {
  readonly attachment: Attachment;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Position 0 in a bond; numerically lower wins (IEEE 802.1AX-2020 clause 6.3.4). */
const firstLacpPriority = 1000;

/** Names of the networks that the bonds of a unit name, sorted. */
export function networkNames({ bonds }: UnitBonds): readonly string[] {
  const names = bonds.flatMap(({ uses, first }) => [
    ...uses.map(({ connection }) => connection.network),
    ...(first.connection.fallbackNetwork === undefined ? [] : [first.connection.fallbackNetwork]),
  ]);
  return [...new Set(names)].sort(compareText);
}

/** The attachment of every bond of a unit, by position of the bond. */
export function attachmentsInUnit(
  { bonds, numbers, networks: list }: NumberedBonds,
  fabric: Topology,
): readonly AttachmentAnswer[] {
  const networks = new Map(list.map((network) => [network.name, network]));
  return bonds.map((bond, position) => attachmentOf({ bond, numbered: numbers[position], networks }, fabric));
}

function attachmentOf(use: NumberedUse, fabric: Topology): AttachmentAnswer {
  const { bond, numbered } = use;
  const kind = numbered?.kind ?? bond.kind;
  const { untagged, tagged } = networksOf(use);
  const { fallback, problems, warnings } = fallbackFor(use, untagged, fabric);
  const attachment: Attachment = {
    endpoint: bond.endpoint.resolved.name,
    endpointKind: bond.endpoint.resolved.kind,
    group: bond.group,
    kind,
    unit: bond.unit.name,
    members: bond.ports.map((port, position) => ({
      ...member(port, position),
      isOrphan: isOrphan(port.at.switch, bond, kind, fabric),
    })),
    tagged,
    lacpRate: bond.first.connection.lacpRate,
    mode: bond.mode,
    endpointGroups: bond.endpointGroups,
    ...knownKeys({ portChannel: numbered?.portChannel, untagged, maxBundle: bond.maxBundle, fallback }),
  };
  return { attachment, problems, warnings: [...warnings, ...orphanWarnings(bond, kind)] };
}

function networksOf({ bond, networks }: NumberedUse) {
  const attached = ({ connection }: ConnectionUse): readonly AttachedNetwork[] => {
    const network = networks.get(connection.network);
    if (network === undefined) return [];
    const { mtuBytes } = connection;
    return [mtuBytes === undefined ? network : { ...network, hostMtuBytes: mtuBytes }];
  };
  const [untagged] = bond.uses.filter(({ connection }) => !connection.tagged).flatMap(attached);
  return {
    untagged,
    tagged: bond.uses
      .filter(({ connection }) => connection.tagged)
      .flatMap(attached)
      .sort((a, b) => a.vlan - b.vlan || compareText(a.name, b.name)),
  };
}

function fallbackFor(
  { bond, numbered, networks }: NumberedUse,
  untagged: ResolvedNetwork | undefined,
  fabric: Topology,
): FallbackAnswer {
  if (numbered === undefined) return { problems: [], warnings: [] };
  const named = bond.first.connection.fallbackNetwork;
  return fallbackOf({
    bond,
    kind: numbered.kind,
    driver: fabric.traitsOf(bond.unit.members[0] ?? ''),
    untagged,
    network: named === undefined ? undefined : networks.get(named),
  });
}

function member({ index, at, mac }: CabledPort, position: number): Omit<AttachmentMember, 'isOrphan'> {
  const lacpPriority = firstLacpPriority + position;
  return { switch: at.switch, port: at.port, index, lacpPriority, ...knownKeys({ mac }) };
}

/**
 * A port of an active-backup endpoint on a member of a pair, outside an MLAG. It follows the peer-link only if
 * the endpoint has another leg elsewhere: one that has all its legs on one switch would lose them together.
 */
function isOrphan(hostname: string, bond: Bond, kind: Attachment['kind'], fabric: Topology): boolean {
  if (bond.mode !== 'active-backup' || kind === 'mlag') return false;
  const hasLegElsewhere = bond.ports.some((port) => port.at.switch !== hostname);
  return hasLegElsewhere && fabric.unitOf(hostname).pair !== undefined;
}

/** One port on a pair is a choice; several on one member look like a cable in the wrong switch. */
function orphanWarnings({ endpoint, ports, unit, group }: Bond, kind: Attachment['kind']): Warning[] {
  const [first, ...others] = ports;
  const isOnOneMember = others.length > 0 && others.every((port) => port.at.switch === first?.at.switch);
  if (first === undefined || !isOnOneMember || kind === 'mlag' || unit.pair === undefined) return [];
  return [
    {
      code: 'orphan-port',
      message: `${endpoint.resolved.name}: all ports of group ${group} are on ${first.at.switch}, one member of ${unit.name}; they are lost together with it`,
    },
  ];
}
