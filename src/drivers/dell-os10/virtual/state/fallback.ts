/**
 * LACP fallback: one port forwards for a port-channel that hears no LACP, one port for both members of a VLT pair
 * (SOURCES.md 3.2).
 */
import { compareInterfaces } from '../config/interface-names.ts';
import { linkedNeighbour, type Device, type FallbackHolder } from './device.ts';
import type { FallbackFacts, InterfaceFacts } from './facts.ts';
import { hearsLacp, lacpStatuses } from './lacp.ts';
import { peerPortChannel } from './vlt.ts';

/** A port-channel on one switch; two of them where a VLT pair shares it. */
interface Side {
  readonly device: Device;
  readonly facts: InterfaceFacts;
}

interface Choice extends FallbackHolder {
  readonly priority: number;
}

/** Notes for every port-channel with fallback since when it has carrier and nobody in its bond speaks LACP. */
export function observeSilence(device: Device): void {
  for (const [name, facts] of device.facts.interfaces) {
    if (facts.name.kind !== 'port-channel') continue;
    const ports = device.facts.members.get(name) ?? [];
    const isSilent =
      facts.bundle.fallback.isEnabled &&
      ports.some((port) => linkedNeighbour(device, port) !== undefined) &&
      !sharedSides(device, facts).some(hearsAny);
    if (!isSilent) device.silentSince.delete(name);
    else if (!device.silentSince.has(name)) device.silentSince.set(name, device.now());
  }
  for (const name of device.silentSince.keys()) {
    if (!device.facts.interfaces.has(name)) device.silentSince.delete(name);
  }
}

/** The port of this switch that forwards for the port-channel without LACP, or undefined. */
export function fallbackPort(device: Device, facts: InterfaceFacts): string | undefined {
  const sides = sharedSides(device, facts);
  const holder = isDue(device, sides, facts.bundle.fallback)
    ? chosen(facts.bundle.fallback, sides)
    : undefined;
  for (const side of sides) {
    const { long } = side.facts.name;
    if (holder === undefined) side.device.fallbackHolders.delete(long);
    else side.device.fallbackHolders.set(long, holder);
  }
  return holder?.systemMac === device.systemMac ? holder.port : undefined;
}

/**
 * Both members decide as one where they are configured alike. A difference gives undefined behaviour on the
 * real one; here each then decides for itself, so that two ports may forward.
 */
function sharedSides(device: Device, facts: InterfaceFacts): readonly Side[] {
  const own = { device, facts };
  const other = peerPortChannel(device, facts.bundle.vltId);
  if (other === undefined || !isAlike(facts.bundle.fallback, other.facts.bundle.fallback)) return [own];
  return [own, { device: other.peer, facts: other.facts }];
}

function isAlike(a: FallbackFacts, b: FallbackFacts): boolean {
  return a.isEnabled === b.isEnabled && a.timeoutMs === b.timeoutMs && a.isPreemptive === b.isPreemptive;
}

function hearsAny({ device, facts: { name } }: Side): boolean {
  return (device.facts.members.get(name.long) ?? []).some((port) => hearsLacp(device, port));
}

/** The timer runs from when the bond fell silent; a port that comes later finds it run out. */
function isDue(device: Device, sides: readonly Side[], { isEnabled, timeoutMs }: FallbackFacts): boolean {
  if (!isEnabled || sides.some(hearsAny)) return false;
  const since = sides.flatMap((side) => side.device.silentSince.get(side.facts.name.long) ?? []);
  return since.length > 0 && device.now() - Math.min(...since) >= timeoutMs;
}

/** Lowest priority number, then lowest name, then lower system MAC; without preemption the one that has it. */
function chosen({ isPreemptive }: FallbackFacts, sides: readonly Side[]): FallbackHolder | undefined {
  const choices = sides.flatMap(choicesOf);
  const present = sides.flatMap(({ device, facts: { name } }) => device.fallbackHolders.get(name.long) ?? []);
  const isPresent = (one: Choice): boolean =>
    present.some(({ port, systemMac }) => one.port === port && one.systemMac === systemMac);
  const kept = isPreemptive ? undefined : choices.find(isPresent);
  const [best] = choices.sort(
    (a, b) =>
      a.priority - b.priority || compareInterfaces(a.port, b.port) || (a.systemMac < b.systemMac ? -1 : 1),
  );
  return kept ?? best;
}

function choicesOf({ device, facts: { name } }: Side): readonly Choice[] {
  return [...lacpStatuses(device, name.long)]
    .filter(([, status]) => status === 'waiting')
    .map(([port]) => ({
      port,
      systemMac: device.systemMac,
      priority: device.facts.interfaces.get(port)?.member?.priority ?? 0,
    }));
}
