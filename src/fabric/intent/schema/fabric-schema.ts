/** The schema of `fabric` and `credentials`. */
import { z } from 'zod';
import { notYet } from './not-yet.ts';
import {
  environmentName,
  fileValue,
  mtuValue,
  nameValue,
  rangeValue,
  userValue,
  vlanRanges,
} from './values.ts';

const percent = z
  .number({ error: 'must be a percentage above 0 and up to 100' })
  .gt(0, { error: 'must be a percentage above 0 and up to 100' })
  .max(100, { error: 'must be a percentage above 0 and up to 100' });

const stormControl = z.strictObject({
  broadcast: percent.optional().describe('Broadcast frames, in percent of the line rate.'),
  multicast: percent.optional().describe('Multicast frames, in percent of the line rate.'),
  unknownUnicast: percent
    .optional()
    .describe('Frames to unknown unicast addresses, in percent of the line rate.'),
});

/** Numbers of port-channels; what numbers exist is the driver's to say, 65535 is the widest field. */
const portChannelRanges = z.array(rangeValue(1, 65535));

/** The ranges of a fabric that gives none. */
export const defaultRanges = { lag: '1-30', mlag: '31-127' } as const;

export const fabricSchema = z.strictObject({
  name: nameValue.describe('Name of the fabric; the store is bound to it.'),
  vlanRanges: vlanRanges
    .prefault([])
    .describe('VLAN ids from which networks with `vlan: auto` take theirs, lowest free first.'),
  reservedVlans: vlanRanges.prefault([1]).describe('VLAN ids that no network may have.'),
  keepVlans: vlanRanges
    .prefault([])
    .describe('VLAN ids that are never removed from a switch, whoever made them.'),
  lagRanges: portChannelRanges
    .prefault([defaultRanges.lag])
    .describe('Port-channel numbers for link aggregations on one switch; apart from `mlagRanges`.'),
  mlagRanges: portChannelRanges
    .prefault([defaultRanges.mlag])
    .describe(
      'Port-channel numbers for link aggregations over both members of a pair; apart from `lagRanges`.',
    ),
  mtu: mtuValue
    .default(9000)
    .describe('IP MTU in bytes of every switch port and network that names no other.'),
  releasedPorts: z
    .enum(['shut', 'default'])
    .default('shut')
    .describe('What becomes of a port that leaves: shut without any VLAN, or the default of the switch.'),
  knownHosts: fileValue
    .optional()
    .describe('File with the pinned host keys of the switches, relative to the file that names it.'),
  stormControl: stormControl.optional().describe('Limits on the ports of endpoints.'),
  renamedFrom: nameValue.optional().describe('The name the fabric had before.'),
  vniBase: notYet('layer-3'),
  vniRanges: notYet('layer-3'),
  asnRanges: notYet('layer-3'),
  pointToPointRanges: notYet('layer-3'),
});
export type WrittenFabric = z.output<typeof fabricSchema>;

/** One entry of `credentials`. */
export const credentialsSchema = z.strictObject({
  username: userValue.describe('Account on the switches.'),
  passwordEnv: environmentName.optional().describe('Environment variable that holds the password.'),
  passwordFile: fileValue.optional().describe('File that holds the password.'),
  keyFile: fileValue.optional().describe('File that holds the private key.'),
  passphraseEnv: environmentName
    .optional()
    .describe('Environment variable that holds the passphrase of the private key.'),
  agent: z.boolean().default(false).describe('Whether the SSH agent has the key.'),
  enablePasswordEnv: environmentName
    .optional()
    .describe('Environment variable that holds the password for the privileged mode.'),
  renamedFrom: nameValue.optional().describe('The name these credentials had before.'),
});
export type WrittenCredentials = z.output<typeof credentialsSchema>;
