/** The schema of a document of a site: every part is optional, and parts of several documents are joined. */
import { z } from 'zod';
import { endpointGroupSchema, externalSystemSchema, serverSchema } from './endpoint-schema.ts';
import { credentialsSchema, fabricSchema } from './fabric-schema.ts';
import { logicalNetworkSchema } from './network-schema.ts';
import { notYet } from './not-yet.ts';
import { switchPairSchema, switchSchema } from './switch-schema.ts';
import { nameValue } from './values.ts';

/** Schemas of the entries of each list. */
export const listSchemas = {
  switches: switchSchema,
  switchPairs: switchPairSchema,
  externalSystems: externalSystemSchema,
  servers: serverSchema,
  logicalNetworks: logicalNetworkSchema,
  endpointGroups: endpointGroupSchema,
} as const;
export type ListKey = keyof typeof listSchemas;

/** Lists the contract reserves. */
export const reservedLists = {
  links: notYet('layer-3'),
  linkAggregations: notYet('layer-3'),
  bgpSessions: notYet('layer-3'),
  vmPools: notYet('hosts'),
  infrastructures: notYet('tenants'),
  networkProfiles: notYet('tenants'),
  networkPools: notYet('tenants'),
  policies: notYet('policies'),
} as const;

export const siteSchema = z.strictObject({
  fabric: fabricSchema.optional().describe('The fabric as a whole; exactly once in a site.'),
  credentials: z
    .record(nameValue, credentialsSchema)
    .optional()
    .describe('How to log in to switches, by name; references to secrets, never secrets.'),
  switches: z.array(switchSchema).optional().describe('The switches.'),
  switchPairs: z
    .array(switchPairSchema)
    .optional()
    .describe('Two switches each that act as one towards servers.'),
  externalSystems: z
    .array(externalSystemSchema)
    .optional()
    .describe('Endpoints that Twinleaf does not configure, such as storage arrays.'),
  servers: z.array(serverSchema).optional().describe('The servers and how they are cabled.'),
  logicalNetworks: z.array(logicalNetworkSchema).optional().describe('The networks.'),
  endpointGroups: z
    .array(endpointGroupSchema)
    .optional()
    .describe('Which endpoints reach which networks, and how.'),
  ...reservedLists,
});
