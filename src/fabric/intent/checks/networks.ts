/** Logical networks: VLAN ids nobody else has, and an MTU that its addresses can live with. */
import { inRanges } from '../../model/ids.ts';
import type { Finding } from '../finding.ts';
import type { WrittenLogicalNetwork } from '../schema/network-schema.ts';
import type { Entry } from '../written-site.ts';
import type { Check, CheckContext } from './check-context.ts';

/** Least IP MTU of IPv6 (RFC 8200 section 5). */
const leastIpv6Mtu = 1280;

/** One VLAN id for two networks. */
export const checkVlans: Check = ({ site }) => {
  const findings: Finding[] = [];
  const owners = new Map<number, Entry<WrittenLogicalNetwork>>();
  for (const entry of site.logicalNetworks.all) {
    const { vlan, name } = entry.value;
    if (vlan === 'auto') continue;
    const owner = owners.get(vlan);
    if (owner === undefined) {
      owners.set(vlan, entry);
      continue;
    }
    findings.push({
      code: 'duplicate-vlan',
      path: [...entry.path, 'vlan'],
      message: `networks ${JSON.stringify(owner.value.name)} and ${JSON.stringify(name)} both have VLAN ${String(vlan)}`,
      other: [...owner.path, 'vlan'],
      hint: 'give one of them another id, or `auto`',
    });
  }
  return findings;
};

/** VLAN ids that the fabric reserves. */
export const checkReservedVlans: Check = ({ site }) => {
  const reserved = site.fabric?.value.reservedVlans ?? [];
  return site.logicalNetworks.all.flatMap(({ value, path }) => {
    if (value.vlan === 'auto' || !inRanges(reserved, value.vlan)) return [];
    return {
      code: 'reserved-vlan',
      path: [...path, 'vlan'],
      message: `VLAN ${String(value.vlan)} of network ${JSON.stringify(value.name)} is in \`fabric.reservedVlans\``,
      hint: 'use another id, or `auto`',
    } as const;
  });
};

/** Networks with IPv6 whose MTU is less than IPv6 needs. */
export const checkIpv6Mtus: Check = ({ site }) =>
  site.logicalNetworks.all.flatMap(({ value, path }) => {
    const mtu = value.mtu ?? site.fabric?.value.mtu;
    if (value.ipv6 === undefined || mtu === undefined || mtu >= leastIpv6Mtu) return [];
    const from = value.mtu === undefined ? ' of the fabric' : '';
    return {
      code: 'bad-value',
      path: [...path, value.mtu === undefined ? 'ipv6' : 'mtu'],
      message: `network ${JSON.stringify(value.name)} has IPv6 and the MTU ${String(mtu)}${from}`,
      hint: `IPv6 needs at least ${String(leastIpv6Mtu)}`,
    } as const;
  });

/** Connections whose MTU is more than that of their network. */
export const checkConnectionMtus: Check = (context) => {
  const mtus = networkMtus(context);
  return context.site.endpointGroups.all.flatMap(({ value, path }) =>
    value.connections.flatMap((connection, index) => {
      const most = mtus.get(connection.network);
      if (connection.mtu === undefined || most === undefined || connection.mtu <= most) return [];
      return {
        code: 'mtu-too-large',
        path: [...path, 'connections', index, 'mtu'],
        message: `\`mtu\` is ${String(connection.mtu)}, but network ${JSON.stringify(connection.network)} has ${String(most)}`,
        hint: `at most ${String(most)}, or raise the MTU of the network`,
      } as const;
    }),
  );
};

function networkMtus({ site }: CheckContext): ReadonlyMap<string, number | undefined> {
  const ofFabric = site.fabric?.value.mtu;
  return new Map(site.logicalNetworks.all.map(({ value }) => [value.name, value.mtu ?? ofFabric]));
}
