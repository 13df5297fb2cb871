/** What the members of an active domain find different about each other (`show mlag config-sanity`). */
import type { Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { pairState } from './pair.ts';

export interface Difference {
  readonly localValue: string;
  readonly peerValue: string;
}

export interface Sanity {
  /** By feature, then attribute. */
  readonly global: ReadonlyMap<string, ReadonlyMap<string, Difference>>;
  /** By `attribute mlagN`, then local interface. */
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, Difference>>;
}

const globalAttributes = {
  'dual-primary-detection-delay': 'dualPrimaryDelay',
  'reload-delay-mlag': 'reloadDelay',
  'reload-delay-non-mlag': 'reloadDelayNonMlag',
} as const;

const interfaceAttributes: Readonly<Record<string, (facts: InterfaceFacts) => string>> = {
  'switchport-mode': (facts) => facts.mode,
  'access-vlan': (facts) => String(facts.accessVlan),
  'trunk-native-vlan': (facts) => String(facts.nativeVlan),
  'trunk-allowed-vlan': (facts) => facts.allowedText,
  'lacp-fallback': (facts) => facts.fallback ?? 'disabled',
  'lacp-fallback-timeout': (facts) => String(facts.fallbackTimeoutMs / 1000),
};

/** Empty on both sides where the domain is not active: then nothing can be compared. */
export function configSanity(device: Device): Sanity {
  const { peer } = pairState(device);
  if (peer === undefined) return { global: new Map(), interfaces: new Map() };
  const domain = new Map<string, Difference>();
  for (const [attribute, key] of Object.entries(globalAttributes)) {
    note(domain, attribute, device.facts.mlag[key], peer.facts.mlag[key]);
  }
  const interfaces = new Map<string, Map<string, Difference>>();
  for (const local of device.facts.interfaces.values()) {
    const other = local.mlag === undefined ? undefined : mlagInterface(peer, local.mlag);
    if (local.mlag === undefined || other === undefined) continue;
    for (const [attribute, read] of Object.entries(interfaceAttributes)) {
      const found = new Map<string, Difference>();
      note(found, local.name, read(local), read(other));
      if (found.size > 0) interfaces.set(`${attribute} mlag${local.mlag}`, found);
    }
  }
  return { global: domain.size === 0 ? new Map() : new Map([['mlag', domain]]), interfaces };
}

/** Whether the members agree in everything that is compared. */
export function isConsistent(device: Device): boolean {
  const { global, interfaces } = configSanity(device);
  return global.size === 0 && interfaces.size === 0;
}

/** The port-channel of an MLAG number, or undefined. */
export function mlagInterface(device: Device, mlag: number): InterfaceFacts | undefined {
  return [...device.facts.interfaces.values()].find((facts) => facts.mlag === mlag);
}

function note(into: Map<string, Difference>, name: string, localValue: string, peerValue: string): void {
  if (localValue !== peerValue) into.set(name, { localValue, peerValue });
}
