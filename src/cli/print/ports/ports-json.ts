/** `ports --json`. */
import type { ResolvedEndpoint, ResolvedInterface } from '../../../fabric/model/resolved-fabric.ts';
import { numericOrderDiffers } from './port-order.ts';

/** Servers, and external systems in a list of their own; names and order as resolved. */
export function portsJson(endpoints: readonly ResolvedEndpoint[]) {
  const servers = endpoints.filter(({ kind }) => kind === 'server');
  const others = endpoints.filter(({ kind }) => kind === 'external-system');
  return {
    servers: servers.map((server) => ({ server: server.name, ...indexedPorts(server) })),
    ...(others.length === 0
      ? {}
      : { externalSystems: others.map((other) => ({ externalSystem: other.name, ...indexedPorts(other) })) }),
  };
}

function indexedPorts(endpoint: ResolvedEndpoint) {
  return {
    interfaces: endpoint.interfaces.map((one) => interfaceJson(one, endpoint.os === 'esxi')),
    ...(numericOrderDiffers(endpoint) ? { numericOrderDiffers: true } : {}),
  };
}

function interfaceJson(one: ResolvedInterface, isEsxi: boolean) {
  const isCabled = one.index !== undefined;
  return {
    index: one.index ?? null,
    osIndex: isCabled ? (one.osIndex ?? null) : null,
    switch: one.at?.switch ?? null,
    port: one.at?.port ?? null,
    mac: one.mac ?? null,
    ...(isEsxi ? esxiNames(one) : {}),
  };
}

/** `vmnicN`, unless the interface has a name, and `vmkN`, where N is the OS index; null where there is none. */
export function esxiNames({ index, osIndex, name }: ResolvedInterface) {
  const hasIndex = index !== undefined && osIndex !== undefined;
  return {
    vmnic: name ?? (hasIndex ? `vmnic${String(osIndex)}` : null),
    vmk: hasIndex ? `vmk${String(osIndex)}` : null,
  };
}
