/**
 * LACP fallback: one port forwards for a port-channel that hears no LACP, one port for both members of a VLT pair
 * (reference section 3.2).
 */
import { compareInterfaces } from '../config/interface-names.ts';
import { linkedNeighbour, type Device, type FallbackHolder } from './device.ts';
import type { FallbackFacts, InterfaceFacts } from './facts.ts';
import { lacpStatuses, partnerOf } from './lacp.ts';
import { peerPortChannel } from './vlt.ts';

/** A port-channel on one switch; two of them where a VLT pair shares it. */
interface Side {
  readonly device: Device;
  readonly facts: InterfaceFacts;
}

interface Choice extends FallbackHolder {
  readonly priority: number;
}

/** Notes for every port-channel with fallback since when it has carrier and hears nothing. */
export function observeSilence(device: Device): void {
  for (const [name, facts] of device.facts.interfaces) {
    if (facts.name.kind !== 'port-channel') continue;
    const linked = (device.facts.members.get(name) ?? []).filter(
      (port) => linkedNeighbour(device, port) !== undefined,
    );
    const isSilent =
      facts.bundle.fallback.isEnabled &&
      linked.length > 0 &&
      linked.every((port) => partnerOf(device, port) === undefined);
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
  const holder = isDue(sides, facts.bundle.fallback) ? chosen(device, facts, sides) : undefined;
  if (holder === undefined) device.fallbackHolders.delete(facts.name.full);
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

/** The timer runs from when the last port of the bond fell silent. */
function isDue(sides: readonly Side[], { isEnabled, timeoutMs }: FallbackFacts): boolean {
  const hears = ({ device, facts: { name } }: Side): boolean =>
    (device.facts.members.get(name.full) ?? []).some((port) => partnerOf(device, port) !== undefined);
  if (!isEnabled || sides.some(hears)) return false;
  const since = sides.flatMap(({ device, facts: { name } }) => device.silentSince.get(name.full) ?? []);
  const [{ device }] = sides as readonly [Side, ...Side[]];
  return since.length > 0 && device.now() - Math.max(...since) >= timeoutMs;
}

/** Lowest priority number, then lowest name, then lower system MAC; without preemption the one that has it. */
function chosen(
  device: Device,
  { name, bundle }: InterfaceFacts,
  sides: readonly Side[],
): FallbackHolder | undefined {
  const choices = sides.flatMap(choicesOf);
  const present = device.fallbackHolders.get(name.full);
  const keeps = choices.find((one) => one.port === present?.port && one.systemMac === present.systemMac);
  if (keeps !== undefined && !bundle.fallback.isPreemptive) return keeps;
  const [best] = choices.sort(
    (a, b) =>
      a.priority - b.priority || compareInterfaces(a.port, b.port) || (a.systemMac < b.systemMac ? -1 : 1),
  );
  if (best !== undefined) device.fallbackHolders.set(name.full, best);
  return best;
}

function choicesOf({ device, facts: { name } }: Side): readonly Choice[] {
  return [...lacpStatuses(device, name.full)]
    .filter(([, status]) => status === 'waiting')
    .map(([port]) => ({
      port,
      systemMac: device.systemMac,
      priority: device.facts.interfaces.get(port)?.member?.priority ?? 0,
    }));
}
