/**
 * Traits of three operating systems for tests of the core, in the manner of real ones: the core must obey
 * whatever a driver declares, so tests state it here instead of depending on a driver.
 */
import type {
  DriverTraits,
  FallbackClaim,
  FallbackTraits,
  TraitsCatalog,
} from '../../src/fabric/model/driver-traits.ts';

/** `Ethernet1`, `Et1`, `eth 1/1`; a pair whose peer-link, control VLAN and addresses have defaults. */
export const eosLike: DriverTraits = {
  name: 'arista-eos',
  canonicalPort: (text) => canonical(text, { ethernet: /^e(?:t|th|ther|thernet)?$/i, parts: 3 }),
  isManagementPort: (port) => port.startsWith('Management'),
  ids: {
    portChannel: { low: 1, high: 2000 },
    systemPortChannels: [],
    mlag: { low: 1, high: 2000 },
    vlan: { low: 1, high: 4094 },
    reservedVlans: [{ range: { low: 1, high: 1 }, why: 'the default VLAN' }],
  },
  names: { vlanNameLength: 32, descriptionLength: 128, text: /^[\x21-\x7e]+$/ },
  mtu: { largestIpMtuBytes: 9214 },
  pair: {
    peerLinkPortChannel: 1000,
    controlVlan: 4094,
    addresses: ['169.254.1.0', '169.254.1.1'],
    domainIds: { low: 1, high: 65535 },
    systemMac: 'own',
  },
  fallback: {
    lag: fallback('guaranteed', true),
    mlag: fallback('best-effort', true),
  },
  maxBundle: 'none',
  stormControl: true,
  fallbackNetwork: true,
};

/** `Ethernet1/10`, `Eth1/10`, `eth 1/10`; a settable system MAC, no control VLAN and no addresses of the pair. */
export const nxosLike: DriverTraits = {
  name: 'cisco-nxos',
  canonicalPort: (text) => {
    const port = canonical(text, { ethernet: /^e(?:t|th|ther|thernet)?$/i, parts: 3 });
    return port?.startsWith('Ethernet') === true && !port.includes('/') ? undefined : port;
  },
  isManagementPort: (port) => port.startsWith('mgmt') || port.startsWith('Management'),
  ids: {
    portChannel: { low: 1, high: 4096 },
    systemPortChannels: [],
    mlag: { low: 1, high: 4096 },
    vlan: { low: 1, high: 4094 },
    reservedVlans: [
      { range: { low: 1, high: 1 }, why: 'the default VLAN' },
      { range: { low: 3968, high: 4094 }, why: 'used by the switch for itself' },
    ],
  },
  names: { vlanNameLength: 32, descriptionLength: 254, text: /^[\x20-\x7e]+$/ },
  mtu: { largestIpMtuBytes: 9216 },
  pair: {
    peerLinkPortChannel: 1000,
    domainIds: { low: 1, high: 1000 },
    needsKeepalive: true,
    systemMac: 'settable',
  },
  fallback: {
    lag: fallback('best-effort', false),
    mlag: fallback('by-asymmetry', false),
  },
  maxBundle: 'per-switch',
  stormControl: true,
  fallbackNetwork: false,
};

/** `ethernet1/1/10`; a pair that makes its peer-link's port-channel itself and its MAC from the domain id. */
export const fromDomainLike: DriverTraits = {
  name: 'dell-os10',
  canonicalPort: (text) => {
    const match = /^e(?:th|thernet)?\s*(\d+)\/(\d+)\/(\d+)(?::(\d+))?$/i.exec(text);
    if (match === null) return /^mgmt\s*1\/1\/1$/i.test(text) ? 'mgmt1/1/1' : undefined;
    const [, node, slot, port, lane] = match;
    return `ethernet${String(node)}/${String(slot)}/${String(port)}${lane === undefined ? '' : `:${lane}`}`;
  },
  isManagementPort: (port) => port.startsWith('mgmt'),
  ids: {
    portChannel: { low: 1, high: 999 },
    systemPortChannels: [{ low: 1000, high: 1000 }],
    mlag: { low: 1, high: 999 },
    vlan: { low: 1, high: 4093 },
    reservedVlans: [{ range: { low: 4094, high: 4094 }, why: 'used by the pair for itself' }],
  },
  names: { vlanNameLength: 28, descriptionLength: 240, text: /^[\x21-\x7e]+$/ },
  mtu: { largestIpMtuBytes: 9184 },
  pair: { domainIds: { low: 1, high: 255 }, systemMac: 'from-domain' },
  fallback: {
    lag: fallback('guaranteed', true),
    mlag: fallback('impossible', true),
  },
  maxBundle: 'none',
  stormControl: false,
  fallbackNetwork: false,
};

/** All three by name: what tests hand to `readIntent` and `resolveFabric`. */
export const testDrivers: TraitsCatalog = new Map(
  [eosLike, nxosLike, fromDomainLike].map((traits) => [traits.name, traits]),
);

interface PortGrammar {
  readonly ethernet: RegExp;
  /** Most numbers between slashes. */
  readonly parts: number;
}

function canonical(text: string, grammar: PortGrammar): string | undefined {
  const match = /^([a-z]+)\s*(\d+(?:\/\d+)*)$/i.exec(text);
  const [, word, numbers] = match ?? [];
  if (word === undefined || numbers === undefined) return undefined;
  if (numbers.split('/').length > grammar.parts) return undefined;
  if (numbers.split('/').some((number) => number !== String(Number(number)))) return undefined;
  if (grammar.ethernet.test(word)) return `Ethernet${numbers}`;
  if (/^mgmt$/i.test(word)) return `mgmt${numbers}`;
  return /^ma(?:nagement)?$/i.test(word) ? `Management${numbers}` : undefined;
}

function fallback(claim: FallbackClaim, safeInSteadyState: boolean): FallbackTraits {
  return {
    claim,
    evidence: 'document',
    safeInSteadyState,
    why: `declared ${claim} for tests`,
    source: 'test/fabric/driver-traits.ts',
  };
}
