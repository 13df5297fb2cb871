/** What a lab consists of: switches, hosts and cables, worked out from a resolved fabric. */
import { createHash } from 'node:crypto';
import type { VirtualSwitchKind } from '../drivers/virtual-switch.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { compareText, portKey, type SwitchPort } from '../fabric/model/ids.ts';
import type { SwitchIntent } from '../fabric/model/intent.ts';
import type { Attachment, ResolvedEndpoint, ResolvedFabric } from '../fabric/model/resolved-fabric.ts';

export interface LabPlan {
  /** By hostname. */
  readonly switches: readonly PlannedSwitch[];
  /** By name. */
  readonly hosts: readonly PlannedHost[];
  /** Cables between switches. */
  readonly cables: readonly (readonly [SwitchPort, SwitchPort])[];
}

export interface PlannedSwitch {
  readonly hostname: string;
  readonly kind: VirtualSwitchKind;
  readonly ports: readonly string[];
  readonly systemMac: string;
  /** Addresses at which its peer's keepalive looks for it. */
  readonly addresses: readonly string[];
}

export interface PlannedHost {
  readonly name: string;
  /** By port index. */
  readonly ports: readonly PlannedHostPort[];
  readonly speaksLldp: boolean;
}

export interface PlannedHostPort {
  readonly at: SwitchPort;
  readonly mac: string;
  /** Ports with the same number form one bond of the host; absent: the port is in none and sends no LACPDU. */
  readonly bond?: number;
}

/** Ports a switch has beyond those the site names, where it gives no inventory. */
const plausiblePorts = 48;

/**
 * The lab of a fabric: every switch with the virtual kind of its driver, every endpoint as a host that speaks
 * LACP on the ports of its bonds unless it is in provisioning, and the peer-link cables. Throws `internal`
 * where a driver has no virtual switch.
 */
export function labPlan(fabric: ResolvedFabric, kinds: ReadonlyMap<string, VirtualSwitchKind>): LabPlan {
  const named = namedPorts(fabric);
  const switches = fabric.switches.map((one) => ({
    hostname: one.hostname,
    kind: kindOf(one, kinds),
    ports: one.ports ?? withPlausiblePorts(named.get(one.hostname) ?? new Set()),
    systemMac: chassisMac(fabric.name, one.hostname),
    addresses: addressesOf(fabric, one),
  }));
  const bonds = bondsByPort(fabric.attachments);
  const hosts = fabric.endpoints.map((endpoint) => plannedHost(endpoint, bonds));
  return { switches, hosts, cables: peerLinkCables(fabric) };
}

function kindOf(one: SwitchIntent, kinds: ReadonlyMap<string, VirtualSwitchKind>): VirtualSwitchKind {
  const kind = kinds.get(one.driver);
  if (kind === undefined) {
    throw new TwinleafError('internal', `driver ${one.driver} has no virtual switch`, {
      switch: one.hostname,
    });
  }
  return kind;
}

function plannedHost(endpoint: ResolvedEndpoint, bonds: ReadonlyMap<string, number>): PlannedHost {
  const ports: PlannedHostPort[] = [];
  for (const { at, mac, index } of endpoint.interfaces) {
    if (at === undefined) continue;
    const bond = endpoint.provisioning ? undefined : bonds.get(portKey(at));
    ports.push({
      at,
      mac: mac ?? ownMac(endpoint.name, index ?? 0),
      ...(bond === undefined ? {} : { bond }),
    });
  }
  // A standard virtual switch of ESXi announces nothing by LLDP.
  const speaksLldp = endpoint.os !== 'esxi' || endpoint.hostSwitch === 'distributed';
  return { name: endpoint.name, ports, speaksLldp };
}

/** The bond of every member port of a link aggregation. */
function bondsByPort(attachments: readonly Attachment[]): ReadonlyMap<string, number> {
  const bonded = attachments.filter(({ kind }) => kind === 'lag' || kind === 'mlag');
  return new Map(
    bonded.flatMap(({ members, group }) => members.map((member) => [portKey(member), group] as const)),
  );
}

function peerLinkCables(fabric: ResolvedFabric): readonly (readonly [SwitchPort, SwitchPort])[] {
  return fabric.units.flatMap(({ pair }) =>
    (pair?.peerLinkPorts ?? []).map((port): readonly [SwitchPort, SwitchPort] => [
      { switch: pair?.members[0] ?? '', port },
      { switch: pair?.members[1] ?? '', port },
    ]),
  );
}

function addressesOf(fabric: ResolvedFabric, one: SwitchIntent): readonly string[] {
  const addresses = new Set([one.management.host]);
  for (const { pair } of fabric.units) {
    const position = pair?.members.indexOf(one.hostname) ?? -1;
    if (pair === undefined || position === -1) continue;
    const keepalive = pair.keepalive?.kind === 'address' ? pair.keepalive.addresses[position] : undefined;
    for (const address of [pair.managementHosts[position], keepalive])
      if (address !== undefined) addresses.add(address);
  }
  return [...addresses].sort(compareText);
}

/** Ports that the site names, by switch. */
function namedPorts(fabric: ResolvedFabric): ReadonlyMap<string, Set<string>> {
  const named = new Map<string, Set<string>>(
    fabric.switches.map((one) => [one.hostname, new Set(one.protectedPorts)]),
  );
  const add = (at: SwitchPort | undefined): void => {
    if (at !== undefined) named.get(at.switch)?.add(at.port);
  };
  for (const endpoint of fabric.endpoints) for (const { at } of endpoint.interfaces) add(at);
  for (const [one, other] of peerLinkCables(fabric)) [one, other].forEach(add);
  return named;
}

/** The named ports, and 1 to 48 of every series that a named port with a plain number belongs to. */
function withPlausiblePorts(named: ReadonlySet<string>): readonly string[] {
  const ports = new Set(named);
  for (const port of named) {
    const series = /^(\D*(?:\d+\/)?)\d+$/.exec(port)?.[1];
    if (series === undefined || /\d\/$/.test(series)) continue;
    for (let number = 1; number <= plausiblePorts; number += 1) ports.add(series + String(number));
  }
  return [...ports].sort(compareText);
}

/** The MAC that the lab gives a port of an endpoint for which the site has none. */
export function ownMac(endpoint: string, index: number): string {
  return derivedMac(`${endpoint}/${index}`, 0x02);
}

/** A universally administered MAC that is the same in every run. */
function chassisMac(fabric: string, hostname: string): string {
  return derivedMac(`${fabric}/${hostname}`, 0x00);
}

function derivedMac(from: string, firstByte: number): string {
  const digest = createHash('sha256').update(from).digest();
  const bytes = [firstByte, ...digest.subarray(0, 5)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}
