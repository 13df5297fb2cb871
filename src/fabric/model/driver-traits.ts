/**
 * What the core has to know about a switch operating system, as data and small pure functions. A driver
 * provides it; the core never asks which driver it is talking about.
 */
import type { IdRange } from './ids.ts';

export interface DriverTraits {
  /** As written in the YAML. */
  readonly name: string;
  /** The canonical name of a physical port, or undefined where the text is none. */
  canonicalPort(text: string): string | undefined;
  /** Whether a canonical port is a management port. */
  isManagementPort(port: string): boolean;
  readonly ids: IdTraits;
  readonly names: NameTraits;
  readonly mtu: MtuTraits;
  readonly pair: PairTraits;
  readonly fallback: Readonly<Record<'lag' | 'mlag', FallbackTraits>>;
  /** Whether one active member per LAG can be enforced (`active-backup` with `link-aggregation`). */
  readonly maxBundle: 'none' | 'per-switch' | 'per-pair';
  readonly stormControl: boolean;
  /** Whether a native VLAN other than the untagged network can be used while in fallback. */
  readonly fallbackNetwork: boolean;
}

export interface IdTraits {
  readonly portChannel: IdRange;
  /** Port-channel numbers that the system makes for itself. */
  readonly systemPortChannels: readonly IdRange[];
  readonly mlag: IdRange;
  readonly vlan: IdRange;
  readonly reservedVlans: readonly { readonly range: IdRange; readonly why: string }[];
}

export interface NameTraits {
  /** Characters of a VLAN name. */
  readonly vlanNameLength: number;
  /** Characters of a port or port-channel description. */
  readonly descriptionLength: number;
  /** What a name or description may consist of. */
  readonly text: RegExp;
}

export interface MtuTraits {
  /** Largest IP MTU a switch port can carry. */
  readonly largestIpMtuBytes: number;
}

export interface PairTraits {
  /** Defaults for what the user left out; a missing entry is made by the system, and refused in the YAML. */
  readonly peerLinkPortChannel?: number;
  readonly controlVlan?: number;
  readonly addresses?: readonly [string, string];
  readonly domainIds: IdRange;
  /** The pair does not form without a keepalive; one that was not given goes over the management interfaces. */
  readonly needsKeepalive?: true;
  /** `settable`: rendered; `from-domain`: follows from the domain id; `own`: made by the switches. */
  readonly systemMac: 'settable' | 'from-domain' | 'own';
}

export type FallbackClaim = 'guaranteed' | 'by-asymmetry' | 'best-effort' | 'impossible';
export type Evidence = 'document' | 'virtual switch' | 'real';

/** What becomes of a bond whose server does not speak LACP: whether port #0 comes up, and how that is known. */
export interface FallbackTraits {
  readonly claim: FallbackClaim;
  readonly evidence: Evidence;
  /** Whether it may stay on while the server is in normal operation. */
  readonly safeInSteadyState: boolean;
  /** One sentence for the plan. */
  readonly why: string;
  /** Where the claim comes from. */
  readonly source: string;
}

/** Traits by driver name. */
export type TraitsCatalog = ReadonlyMap<string, DriverTraits>;
