/**
 * Port indexes: from 0, in order of switch hostname and then canonical port, both compared as plain strings by code
 * unit, so `Ethernet10` comes before `Ethernet9`. The order in the YAML, MACs and slots do not matter; an interface
 * without a cable has no index.
 */
import type { Problem } from '../errors.ts';
import { compareText, portIndex, portKey, type PortIndex, type SwitchPort } from '../model/ids.ts';
import type { EndpointIntent, InterfaceIntent } from '../model/intent.ts';
import type { ResolvedEndpoint, ResolvedInterface } from '../model/resolved-fabric.ts';
import { knownKeys } from './known-keys.ts';

/** An interface with a cable, its index, and where the user described it. */
export interface CabledPort {
  readonly index: PortIndex;
  readonly at: SwitchPort;
  readonly mac?: string;
  readonly speedMbps?: number;
  /** Address in the joined site. */
  readonly path: string;
}

/** An endpoint with its indexes worked out. */
export interface IndexedEndpoint {
  readonly intent: EndpointIntent;
  readonly resolved: ResolvedEndpoint;
  /** By port index. */
  readonly cabled: readonly CabledPort[];
}

type CabledInterface = InterfaceIntent & { readonly at: SwitchPort };

/** The endpoint with an index on every cabled interface. */
export function indexedEndpoint(endpoint: EndpointIntent): IndexedEndpoint {
  const byKey = endpoint.interfaces
    .filter((candidate): candidate is CabledInterface => candidate.at !== undefined)
    .toSorted((a, b) => comparePorts(a.at, b.at));
  const uncabled = endpoint.interfaces.filter((candidate) => candidate.at === undefined);
  return {
    intent: endpoint,
    cabled: byKey.map((cabled, position) => cabledPort(cabled, portIndex(position))),
    resolved: {
      name: endpoint.name,
      ...knownKeys({ renamedFrom: endpoint.renamedFrom }),
      kind: endpoint.kind,
      ...knownKeys({ os: endpoint.os }),
      hostSwitch: endpoint.hostSwitch,
      provisioning: endpoint.provisioning,
      interfaces: [
        ...byKey.map((cabled, position) => resolvedInterface(cabled, portIndex(position))),
        ...uncabled.map((loose) => resolvedInterface(loose)),
      ],
    },
  };
}

/** Order of two ports of one endpoint: switch hostname, then port, by code unit. */
function comparePorts(a: SwitchPort, b: SwitchPort): number {
  return compareText(a.switch, b.switch) || compareText(a.port, b.port);
}

/** Whether a reader who counts `Ethernet9` before `Ethernet10` would number the endpoint's ports otherwise. */
export function hasSurprisingOrder(endpoint: ResolvedEndpoint): boolean {
  const ports = endpoint.interfaces.flatMap(({ at }) => (at === undefined ? [] : [at]));
  return ports.some((port, position) => {
    const next = ports[position + 1];
    if (next === undefined) return false;
    return (compareNumerically(port.switch, next.switch) || compareNumerically(port.port, next.port)) > 0;
  });
}

/** `duplicate-os-index` for every interface whose OS index an earlier one of the same endpoint has. */
export function osIndexProblems({ intent, resolved }: IndexedEndpoint): Problem[] {
  if (intent.interfaces.every((given) => given.osIndex === undefined)) return [];
  const seen = new Map<number, ResolvedInterface>();
  const explicit = new Map(intent.interfaces.map((given) => [given.osIndex, given.path]));
  return resolved.interfaces.flatMap((candidate) => {
    if (candidate.osIndex === undefined) return [];
    const first = seen.get(candidate.osIndex);
    seen.set(candidate.osIndex, first ?? candidate);
    if (first === undefined) return [];
    const path = explicit.get(candidate.osIndex) ?? intent.path;
    return [
      {
        code: 'duplicate-os-index',
        message: `${intent.name}: ${nameOf(first)} and ${nameOf(candidate)} both have OS index ${candidate.osIndex}`,
        path: `${path}.osIndex`,
        hint: 'an interface without `osIndex` has its port index; give every interface of the server one, or none',
      },
    ];
  });
}

function nameOf(candidate: ResolvedInterface): string {
  if (candidate.at === undefined) return candidate.mac ?? candidate.name ?? 'an interface without a cable';
  return portKey(candidate.at);
}

function cabledPort({ at, mac, speedMbps, path }: CabledInterface, index: PortIndex): CabledPort {
  return { index, at, path, ...knownKeys({ mac, speedMbps }) };
}

function resolvedInterface(given: InterfaceIntent, index?: PortIndex): ResolvedInterface {
  const { at, mac, name, speedMbps } = given;
  return knownKeys({ index, osIndex: given.osIndex ?? index, at, mac, name, speedMbps });
}

/** Runs of digits by their number, everything else by code unit. */
function compareNumerically(a: string, b: string): number {
  const left = runs(a);
  const right = runs(b);
  for (const [position, run] of left.entries()) {
    const other = right[position];
    if (other === undefined) return 1;
    const byNumber = isDigits(run) && isDigits(other) ? Number(run) - Number(other) : 0;
    const order = byNumber || compareText(run, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function runs(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function isDigits(run: string): boolean {
  return /^\d/.test(run);
}
