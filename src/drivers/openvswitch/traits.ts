/**
 * What the core has to know about Open vSwitch. What is claimed about forwarding was measured on Open vSwitch 3.1.0
 * with its userspace datapath, server and switches in network namespaces.
 */
import type { DriverTraits, FallbackTraits } from '../../fabric/model/driver-traits.ts';
import { taggedVlans } from '../vlan-ids.ts';
import { canonicalPort, isManagementPort } from './port-names.ts';

/** Made with fallback on, a bond took its first interface six times of six; turned on later, the second. */
const lagFallback: FallbackTraits = {
  claim: 'best-effort',
  evidence: 'real',
  safeInSteadyState: false,
  why: 'the switch brings up one member of its own choice, six seconds after the last LACPDU',
  source: 'measured on Open vSwitch 3.1.0; ovs-vswitchd.conf.db(5): other_config:lacp-fallback-ab',
};

/**
 * Only the leg of port #0 has it. Left on it hides a dead leg: six seconds after its partner has gone silent the leg
 * counts as alive again, and whatever that switch should deliver is lost until the leg heals.
 */
const mlagFallback: FallbackTraits = {
  claim: 'by-asymmetry',
  evidence: 'real',
  safeInSteadyState: false,
  why: 'only the leg of port #0 forwards without LACP; left on, it hides a leg that has gone silent',
  source: 'measured on Open vSwitch 3.1.0; ovs-vswitchd.conf.db(5): other_config:lacp-fallback-ab',
};

export const traits: DriverTraits = {
  name: 'openvswitch',
  canonicalPort,
  isManagementPort,
  ids: {
    // The number of a bond is its LACP key, 16 bits; it also stands in the names of ports.
    portChannel: { low: 1, high: 9999 },
    systemPortChannels: [],
    // One byte of the packet mark says over which bond of the pair a frame has come.
    mlag: { low: 1, high: 255 },
    vlan: taggedVlans,
    reservedVlans: [],
  },
  names: {
    vlanNameLength: 128,
    descriptionLength: 128,
    // Printable, without quotes and backslash; a blank would end the value.
    text: /^[\x21\x23-\x26\x28-\x5b\x5d-\x7e]+$/,
  },
  // A frame on the peer-link wears two tags more.
  mtu: { largestIpMtuBytes: 9192 },
  pair: {
    // The ports of the peer-link are no bond: groups of flows choose among them.
    domainIds: { low: 1, high: 65535 },
    systemMac: 'settable',
  },
  fallback: { lag: lagFallback, mlag: mlagFallback },
  maxBundle: 'none',
  stormControl: false,
  fallbackNetwork: false,
};
