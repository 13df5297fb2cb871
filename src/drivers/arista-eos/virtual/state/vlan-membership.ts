/** Which VLANs an interface carries by its configuration. */
import type { Facts, InterfaceFacts } from './facts.ts';

/** Whether frames of the VLAN pass the interface, tagged or not. */
export function isCarriedBy(facts: Facts, port: InterfaceFacts, vlan: number): boolean {
  return carriesTagged(facts, port, vlan) || untaggedVlan(facts, port) === vlan;
}

/** The VLAN of untagged frames, or undefined where they are dropped. */
export function untaggedVlan(facts: Facts, port: InterfaceFacts): number | undefined {
  if (port.mode === 'routed') return undefined;
  const vlan = port.mode === 'access' ? port.accessVlan : port.nativeVlan;
  if (vlan === 'tag' || facts.vlans.get(vlan)?.isActive !== true) return undefined;
  return port.mode === 'access' || isOnTrunk(facts, port, vlan) ? vlan : undefined;
}

/** Whether frames with the tag of the VLAN pass: it exists, is active, allowed, and of the trunk's groups. */
export function carriesTagged(facts: Facts, port: InterfaceFacts, vlan: number): boolean {
  return port.mode === 'trunk' && facts.vlans.get(vlan)?.isActive === true && isOnTrunk(facts, port, vlan);
}

/** A VLAN with trunk groups is carried only on trunks that list one of them (SOURCES.md 3.1). */
function isOnTrunk(facts: Facts, port: InterfaceFacts, vlan: number): boolean {
  const groups = facts.vlans.get(vlan)?.trunkGroups ?? new Set<string>();
  const isMember = groups.size === 0 || [...groups].some((group) => port.trunkGroups.has(group));
  return isMember && port.allowedVlans.has(vlan);
}
