/** What becomes of every member of a port-channel, those that hear no LACP included (SOURCES.md 3.3). */
import { compareInterfaces } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { aggregated, hearsLacp } from './lacp.ts';
import { pairState, vpcInterface } from './pair.ts';

/**
 * `bundled`: forwards in the aggregate. `delayed`: forwards for the port-channel before there is LACP.
 * `individual`: forwards with its own lines. `standby`: beyond `max-bundle`. `suspended`: hears nothing or
 * another aggregate. `down`: no carrier.
 */
export type MemberStatus = 'bundled' | 'delayed' | 'individual' | 'standby' | 'suspended' | 'down';

export interface PortChannelState {
  readonly isUp: boolean;
  readonly members: ReadonlyMap<string, MemberStatus>;
}

/** The state of a port-channel and its members; undefined where it does not exist. */
export function portChannelState(device: Device, name: string): PortChannelState | undefined {
  const facts = device.facts.interfaces.get(name);
  if (facts === undefined) return undefined;
  const members = new Map<string, MemberStatus>(
    (device.facts.members.get(name) ?? []).map((port) => [port, 'down']),
  );
  const { joined, apart } = aggregated(device, name);
  for (const [index, port] of joined.entries()) {
    members.set(port, index < facts.bundle.maxBundle ? 'bundled' : 'standby');
  }
  for (const port of apart) members.set(port, silentStatus(device, facts, port));
  const forwarding = [...members.values()].filter((status) => status === 'bundled' || status === 'delayed');
  return { isUp: forwarding.length > 0 && forwarding.length >= facts.bundle.minLinks, members };
}

/** What becomes of a member with carrier that is not in the aggregate. */
function silentStatus(device: Device, facts: InterfaceFacts, port: string): MemberStatus {
  if (hearsLacp(device, port)) return 'suspended';
  if (device.memory.delaying.has(facts.name) && !isAnyHeard(device, facts)) {
    return delayedPort(device, facts) === ownKey(device, port) ? 'delayed' : 'suspended';
  }
  if (facts.bundle.silentMembers === 'one individual') {
    return chosenIndividual(device, facts) === ownKey(device, port) ? 'individual' : 'suspended';
  }
  return facts.bundle.silentMembers === 'individual' ? 'individual' : 'suspended';
}

function isAnyHeard(device: Device, facts: InterfaceFacts): boolean {
  return sides(device, facts).some(({ side, name }) =>
    (side.facts.members.get(name) ?? []).some((port) => hearsLacp(side, port)),
  );
}

interface Side {
  readonly side: Device;
  readonly name: string;
}

/** The port-channel here and, for a vPC in a standing domain, at the peer. */
function sides(device: Device, facts: InterfaceFacts): readonly Side[] {
  const own = { side: device, name: facts.name };
  const peer = facts.bundle.vpc === undefined ? undefined : pairState(device).peer;
  const other = peer === undefined ? undefined : vpcInterface(peer, facts.bundle.vpc ?? 0);
  return peer === undefined || other === undefined ? [own] : [own, { side: peer, name: other.name }];
}

function ownKey(device: Device, port: string): string {
  return `${device.systemMac} ${port}`;
}

/**
 * The one port of `lacp mode delay`: lowest port priority, then the MAC of the switch, then the port's name.
 * It stays the one until the port-channel comes up anew, also when the switch that has it is gone.
 */
function delayedPort(device: Device, facts: InterfaceFacts): string | undefined {
  const isPairWhole = facts.bundle.vpc === undefined || pairState(device).peer !== undefined;
  const remembered = device.memory.delayed.get(facts.name);
  if (!isPairWhole && remembered !== undefined) return remembered;
  const [best] = sides(device, facts)
    .filter(({ side, name }) => side.facts.interfaces.get(name)?.bundle.hasDelayMode === true)
    .flatMap(candidates)
    .sort(
      (a, b) => a.priority - b.priority || compareText(a.mac, b.mac) || compareInterfaces(a.port, b.port),
    );
  if (best === undefined) return undefined;
  const key = `${best.mac} ${best.port}`;
  device.memory.delayed.set(facts.name, key);
  return key;
}

/**
 * The one port of `suspend-individual pxe`. How it is chosen is documented nowhere (SOURCES.md 3.3);
 * here by MAC and name, and nobody should rely on which it is.
 */
function chosenIndividual(device: Device, facts: InterfaceFacts): string | undefined {
  const [best] = sides(device, facts)
    .flatMap(candidates)
    .sort((a, b) => compareText(a.mac, b.mac) || compareInterfaces(a.port, b.port));
  return best === undefined ? undefined : `${best.mac} ${best.port}`;
}

function candidates({ side, name }: Side): readonly {
  readonly mac: string;
  readonly port: string;
  readonly priority: number;
}[] {
  return (side.facts.members.get(name) ?? [])
    .filter((port) => linkedNeighbour(side, port) !== undefined && !hearsLacp(side, port))
    .map((port) => ({
      mac: side.systemMac,
      port,
      priority: side.facts.interfaces.get(port)?.member?.priority ?? 0,
    }));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Notes for every port-channel whether delay mode has taken effect: it does while nothing is linked. */
export function observePortChannels(device: Device): void {
  const { delaying, delayed } = device.memory;
  for (const [name, facts] of device.facts.interfaces) {
    const ports = device.facts.members.get(name) ?? [];
    if (ports.some((port) => linkedNeighbour(device, port) !== undefined)) continue;
    delayed.delete(name);
    if (facts.bundle.hasDelayMode) delaying.add(name);
    else delaying.delete(name);
  }
}
