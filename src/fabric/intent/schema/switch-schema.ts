/** The schema of `switches` and `switchPairs`. */
import { z } from 'zod';
import {
  fileValue,
  hostValue,
  localMacValue,
  nameValue,
  portValue,
  textValue,
  vlanValue,
  wholeNumber,
} from './values.ts';

const hop = String.raw`(?:[A-Za-z0-9_][\w.+-]*@)?(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?`;

/** Hosts to go through, as `ssh -J` takes them (ssh(1)); what could be taken for an option or a shell word is none. */
const jumpHostValue = textValue(
  new RegExp(`^${hop}(?:,${hop})*$`),
  'jump host',
  'write it like admin@bastion.example.net:22, several with commas between',
);

const management = z.strictObject({
  host: hostValue.describe('Host name or address at which the switch is managed.'),
  port: wholeNumber(1, 65535).default(22).describe('TCP port of its SSH server.'),
  credentials: nameValue.describe('Which of `credentials` log in.'),
  transport: z
    .enum(['ssh2', 'openssh'])
    .default('ssh2')
    .describe('What makes the connection: the built-in client, or the `ssh` of the machine.'),
  sshConfig: fileValue
    .optional()
    .describe(
      'With `openssh`: an ssh_config file instead of the usual ones, relative to the directory of the site.',
    ),
  jumpHost: jumpHostValue.optional().describe('With `openssh`: a host to go through, as `ssh -J` takes it.'),
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
