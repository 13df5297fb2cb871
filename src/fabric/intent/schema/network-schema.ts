/** The schema of `logicalNetworks`. */
import { z } from 'zod';
import { Fault } from './fault.ts';
import { notYet } from './not-yet.ts';
import { checkGateway, checkReserved, type Family, parseSubnet } from './subnets.ts';
import { mtuValue, nameValue, vlanOrAuto } from './values.ts';

const ipv4 = addressing('ipv4', '198.51.100.0/24');
const ipv6 = addressing('ipv6', '2001:db8:1::/64');

export const logicalNetworkSchema = z.strictObject({
  name: nameValue.describe('Name of the network.'),
  kind: z.enum(['vlan']).default('vlan').describe('What the network is made of.'),
  vlan: vlanOrAuto.default('auto').describe('VLAN id, or `auto` for the lowest free one of the fabric.'),
  ipv4: ipv4.optional().describe('IPv4 addressing.'),
  ipv6: ipv6.optional().describe('IPv6 addressing.'),
  mtu: mtuValue.optional().describe('IP MTU in bytes; that of the fabric if left out.'),
  qosClass: notYet('quality-of-service'),
  renamedFrom: nameValue.optional().describe('The name the network had before.'),
});
export type WrittenLogicalNetwork = z.output<typeof logicalNetworkSchema>;

/** Subnet, gateway and reserved addresses of one family; the last two must lie inside the first. */
function addressing(family: Family, example: string) {
  const fields = z.strictObject({
    subnet: z.string().describe(`The subnet, like ${example}.`),
    gateway: z.string().optional().describe('Address of the gateway, inside the subnet.'),
    reserved: z
      .array(z.string())
      .optional()
      .describe('Addresses that are never given out: single ones, or ranges `a-b`.'),
  });
  return fields.superRefine((written, context) => {
    const refuse = (fault: Fault | undefined, path: (string | number)[]): void => {
      if (fault !== undefined) {
        context.addIssue({ code: 'custom', message: fault.message, params: { fault }, path });
      }
    };
    const subnet = parseSubnet(written.subnet, family);
    if (subnet instanceof Fault) {
      refuse(subnet, ['subnet']);
      return;
    }
    if (written.gateway !== undefined) refuse(checkGateway(written.gateway, subnet, family), ['gateway']);
    (written.reserved ?? []).forEach((text, index) => {
      refuse(checkReserved(text, subnet, family), ['reserved', index]);
    });
  });
}
