/** The schema of `switches` and `switchPairs`. */
import { z } from 'zod';
import { notYet } from './not-yet.ts';
import { hostValue, localMacValue, nameValue, portValue, vlanValue, wholeNumber } from './values.ts';

const management = z.strictObject({
  host: hostValue.describe('Host name or address at which the switch is managed.'),
  port: wholeNumber(1, 65535).default(22).describe('TCP port of its SSH server.'),
  credentials: nameValue.describe('Which of `credentials` log in.'),
  transport: z.enum(['ssh2']).default('ssh2').describe('How the connection is made.'),
  sshConfig: notYet('OpenSSH transport'),
  jumpHost: notYet('OpenSSH transport'),
});

export const switchSchema = z.strictObject({
  hostname: nameValue.describe('Name of the switch, as it calls itself.'),
  driver: nameValue.describe('Operating system of the switch, by the name of its driver.'),
  role: z.enum(['leaf', 'spine', 'border']).default('leaf').describe('Place of the switch in the fabric.'),
  stack: z
    .boolean()
    .default(false)
    .describe('Whether several chassis are registered as this one switch; a stack is in no pair.'),
  management: management.describe('How the switch is reached.'),
  ports: z
    .array(portValue)
    .optional()
    .describe('The ports that exist, as names or ranges like `Ethernet1-48`; without it any valid name is.'),
  protectedPorts: z
    .array(portValue)
    .default([])
    .describe('Ports that no endpoint may be given, as names or ranges.'),
  renamedFrom: nameValue.optional().describe('The hostname the switch had before.'),
});
export type WrittenSwitch = z.output<typeof switchSchema>;

const twoAddresses = z.tuple([
  z.ipv4({ error: 'must be an IPv4 address' }),
  z.ipv4({ error: 'must be an IPv4 address' }),
]);

const peerLink = z.strictObject({
  ports: z
    .array(portValue)
    .min(1, { error: 'must have at least one port' })
    .describe('Ports of the peer-link, the same on both members.'),
  lagId: wholeNumber(1, 65535).optional().describe('Port-channel number of the peer-link.'),
  vlan: vlanValue.optional().describe('VLAN over which the members talk to each other.'),
  addresses: twoAddresses.optional().describe('Addresses of the first and the second member in that VLAN.'),
});

const keepalive = z.strictObject({
  kind: z
    .enum(['management', 'address'])
    .describe('Over the management addresses, or over addresses of its own.'),
  addresses: twoAddresses.optional().describe('Addresses of the first and the second member.'),
  vrf: nameValue.optional().describe('VRF the addresses are in.'),
});

export const switchPairSchema = z.strictObject({
  name: nameValue.describe('Name of the pair.'),
  members: z.tuple([nameValue, nameValue]).describe('Hostnames of the two switches.'),
  domainId: wholeNumber(1, 65535).optional().describe('Number of the pair domain.'),
  systemMac: localMacValue
    .optional()
    .describe('MAC address that both members show to servers; derived from the names if left out.'),
  peerLink: peerLink.optional().describe('The link between the members; needed where `manage` is true.'),
  keepalive: keepalive.optional().describe('How the members tell a dead peer from a dead peer-link.'),
  manage: z.boolean().default(false).describe('Whether Twinleaf configures the pair domain itself.'),
  renamedFrom: nameValue.optional().describe('The name the pair had before.'),
});
export type WrittenSwitchPair = z.output<typeof switchPairSchema>;
