/**
 * What the core has to know about Cisco NX-OS on Nexus 9000. Sources are Cisco's configuration guides for
 * the Nexus 9000 (Interfaces 10.6(x), Layer 2 Switching, vPC 10.2(x)), public tools that drive NX-OS and real
 * output of 9.3(4); what none of them states is not claimed here.
 */
import type { DriverTraits, FallbackTraits } from '../../fabric/model/driver-traits.ts';
import { plainText } from '../typed-text.ts';
import { alwaysDefaultVlan, taggedVlans } from '../vlan-ids.ts';
import { internalVlans } from './facts.ts';
import { canonicalPort, isManagementPort } from './port-names.ts';

const source =
  'Nexus 9000 Interfaces Configuration Guide 10.6(x), port channels: `no lacp suspend-individual`';

/**
 * Every member that hears no LACP forwards as a port of its own: port #0 comes up, and so does each other one
 * that has a carrier. `lacp mode delay` elects one port, but only while a port-channel comes up, and
 * `suspend-individual pxe` (10.2) brings up one that nobody can choose.
 */
const lagFallback: FallbackTraits = {
  claim: 'best-effort',
  evidence: 'document',
  safeInSteadyState: false,
  why: 'every leg that hears no LACP forwards by itself, port #0 and the others alike, which also hides a dead leg',
  source,
};

const mlagFallback: FallbackTraits = {
  ...lagFallback,
  why: 'every leg that hears no LACP forwards by itself, on both members at once, which also hides a dead leg',
};

export const traits: DriverTraits = {
  name: 'cisco-nxos',
  canonicalPort,
  isManagementPort,
  ids: {
    // Port-channels 1 to 4096 (5000 is refused, Batfish's NX-OS tests); a vPC has the number of its port-channel.
    portChannel: { low: 1, high: 4096 },
    systemPortChannels: [],
    mlag: { low: 1, high: 4096 },
    vlan: taggedVlans,
    reservedVlans: [alwaysDefaultVlan, { range: internalVlans, why: 'reserved for internal use' }],
  },
  names: {
    vlanNameLength: 32,
    // Longer ones are accepted by some releases only.
    descriptionLength: 128,
    text: plainText,
  },
  // A layer-2 port has 1500 or the system's jumbo size, by default 9216 (Interfaces guide, jumbo MTU).
  mtu: { largestIpMtuBytes: 9216 },
  pair: {
    peerLinkPortChannel: 1000,
    domainIds: { low: 1, high: 1000 },
    needsKeepalive: true,
    // 00:23:04:ee:be:0c for domain 12 in real `show vpc role` output.
    systemMac: 'from-domain',
  },
  fallback: { lag: lagFallback, mlag: mlagFallback },
  // `lacp max-bundle` counts on each switch by itself.
  maxBundle: 'per-switch',
  stormControl: true,
  // While a leg is on its own, the VLANs of its port-channel apply.
  fallbackNetwork: false,
};
