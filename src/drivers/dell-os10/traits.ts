/**
 * What the core has to know about Dell SmartFabric OS10 in Full Switch mode. Sources are the OS10 User Guide and
 * public tools that drive OS10 (ansible-collections/dellemc.os10, netlab); what none of them states is not
 * claimed here: storm control and `lacp max-bundle` are left out for that reason.
 */
import type { DriverTraits, FallbackTraits } from '../../fabric/model/driver-traits.ts';
import { alwaysDefaultVlan, taggedVlans } from '../vlan-ids.ts';
import { canonicalPort, isManagementPort } from './port-names.ts';

/** Bytes that a frame may have more than the IP packet in it: `mtu` counts them (OS10 User Guide, `mtu`). */
export const headerBytes = 32;

/** Seconds without LACP until a port is used without it; no source names the range, 20 and 30 are in use. */
export const fallbackTimeoutSeconds = 30;

/** Largest `mtu` of the S4100 and S5200 classes; the S3000 class would take more. */
const largestFrameBytes = 9216;

const lagFallback: FallbackTraits = {
  claim: 'guaranteed',
  evidence: 'document',
  safeInSteadyState: true,
  why: `after ${String(fallbackTimeoutSeconds)} s without LACP the switch uses the member with the numerically lowest LACP port priority, which is port #0; LACPDUs end it`,
  source: 'OS10 User Guide, LACP fallback; Dell KB 000184053',
};

const mlagFallback: FallbackTraits = {
  claim: 'guaranteed',
  evidence: 'document',
  safeInSteadyState: true,
  why: `after ${String(fallbackTimeoutSeconds)} s without LACP one member of the pair decides for both and uses the port with the numerically lowest LACP port priority, which is port #0; LACPDUs end it`,
  source: 'OS10 User Guide, LACP fallback in VLT network; Dell KB 000184053',
};

export const traits: DriverTraits = {
  name: 'dell-os10',
  canonicalPort,
  isManagementPort,
  ids: {
    // `channel-group` 1 to 128 in the guides of 10.4 and 10.5.
    portChannel: { low: 1, high: 128 },
    // The VLT interconnect.
    systemPortChannels: [{ low: 1000, high: 1000 }],
    // The range of `vlt-port-channel` is not documented: no number beyond that of its port-channel.
    mlag: { low: 1, high: 128 },
    vlan: taggedVlans,
    reservedVlans: [
      alwaysDefaultVlan,
      { range: { low: 4094, high: 4094 }, why: 'made by the system for VLT' },
    ],
  },
  names: {
    // A VLAN has no name but its description. What is accepted beyond 240 characters is not documented.
    vlanNameLength: 128,
    descriptionLength: 128,
    // No comma (typed with backslashes), no quote, no blank (printed in quotes), no `?`, no `|`, no `!`.
    text: /^[A-Za-z0-9._:/~@+=-]+$/,
  },
  mtu: { largestIpMtuBytes: largestFrameBytes - headerBytes },
  pair: {
    // Port-channel 1000 and VLAN 4094 are made by the system, and so are the addresses in it.
    domainIds: { low: 1, high: 255 },
    systemMac: 'settable',
  },
  fallback: { lag: lagFallback, mlag: mlagFallback },
  maxBundle: 'none',
  stormControl: false,
  // In fallback untagged frames are in the port-channel's own untagged VLAN.
  fallbackNetwork: false,
  // There is no commit timer.
};
