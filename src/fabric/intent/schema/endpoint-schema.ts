/** The schema of `servers`, `externalSystems` and `endpointGroups`. */
import { z } from 'zod';
import { notYet } from './not-yet.ts';
import { labelsValue, macValue, mtuValue, nameValue, portValue, speedValue, wholeNumber } from './values.ts';

const osIndex = wholeNumber(0, 4095).optional();

const serverInterface = z.strictObject({
  mac: macValue.describe('MAC address of the interface.'),
  switch: nameValue.optional().describe('Hostname of the switch it is cabled to.'),
  port: portValue.optional().describe('Port of that switch.'),
  osIndex: osIndex.describe('Number of the interface in the operating system; its port index if left out.'),
  name: nameValue.optional().describe('Name of the interface in the operating system.'),
  speed: speedValue.optional().describe('Speed of the interface, like 25G.'),
});

export const serverSchema = z.strictObject({
  hostname: nameValue.describe('Name of the server.'),
  os: z.enum(['esxi', 'linux']).describe('Operating system of the server.'),
  hostSwitch: z
    .enum(['standard', 'distributed'])
    .optional()
    .describe('ESXi only: the virtual switch; a standard one (the default) does not speak LACP.'),
  provisioning: z
    .boolean()
    .default(false)
    .describe('Whether the server is being installed, so that what is only safe then is on.'),
  labels: labelsValue.default({}).describe('Labels for selectors of endpoint groups.'),
  interfaces: z.array(serverInterface).describe('Network interfaces, in any order.'),
  renamedFrom: nameValue.optional().describe('The hostname the server had before.'),
});
export type WrittenServer = z.output<typeof serverSchema>;

const externalInterface = z.strictObject({
  mac: macValue.optional().describe('MAC address of the interface, where known.'),
  switch: nameValue.describe('Hostname of the switch it is cabled to.'),
  port: portValue.describe('Port of that switch.'),
  osIndex: osIndex.describe('Number of the interface on the far system; its port index if left out.'),
  name: nameValue.optional().describe('Name of the interface on the far system.'),
  speed: speedValue.optional().describe('Speed of the interface, like 25G.'),
});

export const externalSystemSchema = z.strictObject({
  name: nameValue.describe('Name of the system.'),
  labels: labelsValue.default({}).describe('Labels for selectors of endpoint groups.'),
  interfaces: z.array(externalInterface).describe('Its ports, each cabled to a switch.'),
  renamedFrom: nameValue.optional().describe('The name the system had before.'),
});
export type WrittenExternalSystem = z.output<typeof externalSystemSchema>;

const redundancy = z.strictObject({
  mode: z
    .enum(['active-backup', 'active-active'])
    .optional()
    .describe('Whether one port forwards at a time or all do.'),
  implementation: z
    .enum(['link-aggregation', 'distributed-link-aggregation', 'ecmp', 'none'])
    .optional()
    .describe('What makes several ports one path; worked out from the cabling if left out.'),
});

const connection = z.strictObject({
  network: nameValue.describe('Name of the logical network.'),
  tagged: z.boolean().default(false).describe('Whether its frames carry the VLAN tag.'),
  accessMode: z.enum(['l2']).default('l2').describe('How the endpoint is attached to the network.'),
  mtu: mtuValue.optional().describe('IP MTU on the host side, at most that of the network.'),
  providesDefaultRoute: z
    .boolean()
    .default(false)
    .describe('Whether the default route of the host goes here.'),
  disableAutoIpAllocation: z
    .boolean()
    .default(false)
    .describe('Whether the host gets no address from the network.'),
  interfaces: z
    .array(z.union([wholeNumber(0, 4095), macValue], { error: 'must be a port index or a MAC address' }))
    .min(1, { error: 'must have at least one entry; leave it out for all cabled interfaces' })
    .optional()
    .describe('Port indexes or MAC addresses it is narrowed to; all cabled interfaces if left out.'),
  redundancy: redundancy.default({}).describe('How several ports carry it.'),
  lacpRate: z.enum(['fast', 'slow']).default('slow').describe('How often LACP frames are asked for.'),
  fallback: z
    .enum(['auto', 'first', 'any', 'none'])
    .default('auto')
    .describe('What happens to the bond while the endpoint does not speak LACP.'),
  fallbackNetwork: nameValue
    .optional()
    .describe('Network of the bond while in fallback; its untagged one if left out.'),
  vmkernel: notYet('hosts'),
  dns: notYet('hosts'),
});
export type WrittenConnection = z.output<typeof connection>;

const endpoints = z.strictObject({
  servers: z.array(nameValue).default([]).describe('Hostnames of servers.'),
  vms: notYet('hosts'),
  externalSystems: z.array(nameValue).default([]).describe('Names of external systems.'),
  selector: labelsValue.optional().describe('Labels that must all match; adds every endpoint that has them.'),
});

export const endpointGroupSchema = z.strictObject({
  name: nameValue.describe('Name of the group.'),
  endpoints: endpoints.describe('The endpoints of the group: the union of all that is given.'),
  connections: z.array(connection).describe('The networks that every endpoint of the group reaches.'),
  renamedFrom: nameValue.optional().describe('The name the group had before.'),
});
export type WrittenEndpointGroup = z.output<typeof endpointGroupSchema>;
