/**
 * What the core has to know about Arista EOS. Sources are sections of the EOS User Manual and of public
 * tools that drive EOS (AVD's schema, NAPALM, ansible-collections/arista.eos); what none of them states is
 * not claimed here.
 */
import type { DriverTraits, FallbackTraits } from '../../fabric/model/driver-traits.ts';
import { plainText } from '../typed-text.ts';
import { alwaysDefaultVlan, taggedVlans } from '../vlan-ids.ts';
import { canonicalPort, isManagementPort } from './port-names.ts';

/** On one switch: EOS User Manual, port channels and LACP; field configurations steer it with the priority. */
const lagFallback: FallbackTraits = {
  claim: 'guaranteed',
  evidence: 'document',
  safeInSteadyState: true,
  why: 'after 30 s without LACP the switch uses the member with the numerically lowest LACP port priority, which is port #0; any LACPDU ends it',
  source: 'EOS User Manual, port channels and LACP: `port-channel lacp fallback static`',
};

/**
 * Across a pair no document says how the members agree on one port, and both have to be configured alike
 * (MLAG configuration sanity), so asymmetry is no way out. Each may bring up a leg that hears nothing beside
 * one that is bundled on the other, which would hide the dead leg: not safe in steady state.
 */
const mlagFallback: FallbackTraits = {
  claim: 'best-effort',
  evidence: 'document',
  safeInSteadyState: false,
  why: 'each member chooses by LACP port priority among its own legs; how the two agree on one port is not documented',
  source: 'EOS User Manual, port channels and LACP and MLAG: the choice across both members is not described',
};

export const traits: DriverTraits = {
  name: 'arista-eos',
  canonicalPort,
  isManagementPort,
  ids: {
    // EOS User Manual 11.2.5: `interface port-channel` 1 to 2000; `mlag` 1 to 2000 in AVD's schema.
    portChannel: { low: 1, high: 2000 },
    systemPortChannels: [],
    mlag: { low: 1, high: 2000 },
    vlan: taggedVlans,
    // VLANs for routed ports come from a range that only the running configuration tells; see facts.ts.
    reservedVlans: [alwaysDefaultVlan],
  },
  names: {
    vlanNameLength: 32,
    // Longer ones are accepted by some releases only.
    descriptionLength: 128,
    text: plainText,
  },
  mtu: { largestIpMtuBytes: 9214 },
  pair: {
    peerLinkPortChannel: 1000,
    controlVlan: 4094,
    addresses: ['169.254.0.0', '169.254.0.1'],
    domainIds: { low: 1, high: 65535 },
    // The members agree on a system-id that follows from the primary's MAC.
    systemMac: 'own',
  },
  fallback: { lag: lagFallback, mlag: mlagFallback },
  maxBundle: 'none',
  stormControl: true,
  // In static fallback the port-channel's own VLANs apply.
  fallbackNetwork: false,
};
