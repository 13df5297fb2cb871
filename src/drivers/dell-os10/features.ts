/**
 * What each template is filled with, in the order of a running configuration. What OS10 cannot express, or no
 * source confirms, is refused by name: UnsupportedError `unsupported-feature`.
 *
 * - MTU and spanning tree of a bond are those of its port-channel; a member has neither of its own.
 * - An orphan port of an active-backup server has no line of its own: none is documented that follows the
 *   interconnect.
 */
import type { DesiredEdge, DesiredPortChannel, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { portsOf, type PortOf } from '../../fabric/desired/ports-of-role.ts';
import { UnsupportedError } from '../../fabric/errors.ts';
import type { Feature, TemplateItem } from '../../fabric/render/feature.ts';
import { releasedPort } from '../released-port.ts';
import { pairDomain } from './pair-domain.ts';
import { fallbackTimeoutSeconds, headerBytes } from './traits.ts';

export const features: readonly Feature[] = [
  { template: 'vlan', items: ({ vlans }) => vlans.map(({ id, name }) => ({ id, name })) },
  { template: 'port-channel', items: serverBonds },
  {
    template: 'edge-port',
    items: (desired) => portsOf(desired, 'edge').map((port) => edgePort(desired.hostname, port)),
  },
  { template: 'member-port', items: (desired) => portsOf(desired, 'member').map(memberPort) },
  {
    template: 'discovery-port',
    items: (desired) =>
      portsOf(desired, 'system-peer-link').map(({ name, description }) => ({ name, description })),
  },
  releasedPort,
  { template: 'pair-domain', items: pairDomain },
];

function serverBonds(desired: DesiredSwitch): readonly TemplateItem[] {
  return desired.portChannels.flatMap((bond) =>
    bond.edge === undefined ? [] : [serverBond(desired.hostname, bond, bond.edge)],
  );
}

function serverBond(hostname: string, bond: DesiredPortChannel, edge: DesiredEdge): TemplateItem {
  if (bond.maxBundle !== undefined) {
    throw refusal(
      hostname,
      `port-channel ${String(bond.id)} (${bond.description}) should keep one member active by LACP, which OS10 is not documented to enforce`,
    );
  }
  return {
    id: bond.id,
    description: bond.description,
    ...carrying(hostname, bond.description, edge),
    hasFallback: bond.fallback?.enabled === true,
    fallbackTimeout: fallbackTimeoutSeconds,
    vltPortChannel: bond.role === 'mlag' ? bond.id : null,
  };
}

function edgePort(hostname: string, { name, description, edge }: PortOf<'edge'>): TemplateItem {
  return { name, description, ...carrying(hostname, description, edge) };
}

function memberPort({ name, description, membership }: PortOf<'member'>): TemplateItem {
  const { portChannel, lacpPriority, lacpRate } = membership;
  return { name, description, portChannel, lacpPriority, isFast: lacpRate === 'fast' };
}

/** The untagged VLAN of a trunk is its access VLAN, and is not in the list of the tagged ones. */
function carrying(hostname: string, description: string, edge: DesiredEdge): TemplateItem {
  if (Object.keys(edge.stormControl ?? {}).length > 0) {
    throw refusal(hostname, `${description}: how OS10 limits storms is not documented`);
  }
  const { switchport, ipMtuBytes, isStpEdge, hasBpduGuard } = edge;
  return {
    access: switchport.mode === 'access' ? switchport.vlan : null,
    trunk:
      switchport.mode === 'access' ? null : { native: switchport.native ?? null, tagged: switchport.tagged },
    frameMtu: ipMtuBytes + headerBytes,
    isStpEdge,
    hasBpduGuard,
  };
}

function refusal(hostname: string, message: string): UnsupportedError {
  return new UnsupportedError('unsupported-feature', `${hostname}: ${message}`, { switch: hostname });
}
