/**
 * What Twinleaf may touch on a switch: what it made or adopted, and a port from the first successful apply that names
 * it. Everything else is foreign: never changed, never removed.
 */

/** One thing on a switch that has an owner. */
export type OwnedObject =
  | { readonly kind: 'vlan'; readonly id: number }
  | { readonly kind: 'port'; readonly port: string }
  | { readonly kind: 'port-channel'; readonly id: number }
  /** The layer-3 interface of the control VLAN of a managed pair. */
  | { readonly kind: 'svi'; readonly vlan: number }
  | { readonly kind: 'pair-domain' };

/** The owned things of one switch, each list sorted and without repetition. */
export interface Ownership {
  readonly vlans: readonly number[];
  readonly ports: readonly string[];
  readonly portChannels: readonly number[];
  readonly svis: readonly number[];
  readonly pairDomain: boolean;
}

/** A switch of which nothing is owned. */
export const ownsNothing: Ownership = { vlans: [], ports: [], portChannels: [], svis: [], pairDomain: false };

/** The owned things one by one, in a fixed order. */
export function ownedObjects(ownership: Ownership): readonly OwnedObject[] {
  return [
    ...ownership.vlans.map((id) => ({ kind: 'vlan', id }) as const),
    ...ownership.ports.map((port) => ({ kind: 'port', port }) as const),
    ...ownership.portChannels.map((id) => ({ kind: 'port-channel', id }) as const),
    ...ownership.svis.map((vlan) => ({ kind: 'svi', vlan }) as const),
    ...(ownership.pairDomain ? [{ kind: 'pair-domain' } as const] : []),
  ];
}
