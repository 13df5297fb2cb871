/**
 * What each template is filled with, in the order of a running configuration. What Open vSwitch cannot do is refused
 * by name: UnsupportedError `unsupported-feature`.
 *
 * - There is no spanning tree: bridge group frames (01:80:c2:00:00:0x) never pass, so an edge port and its
 *   guard need no line.
 * - An orphan port of an active-backup server has no line of its own: nothing takes it down with the peer-link.
 */
import type { DesiredEdge, DesiredPortChannel, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { portsOf, type PortOf } from '../../fabric/desired/ports-of-role.ts';
import { UnsupportedError } from '../../fabric/errors.ts';
import type { Feature, TemplateItem } from '../../fabric/render/feature.ts';
import { releasedPort } from '../released-port.ts';

export const features: readonly Feature[] = [
  {
    template: 'bridge',
    items: (desired) => (hasNothing(desired) ? [] : [{ isPaired: desired.pair !== undefined }]),
  },
  { template: 'vlan', items: ({ vlans }) => vlans.map(({ id, name }) => ({ id, name })) },
  { template: 'bond', items: (desired) => desired.portChannels.map((bond) => serverBond(desired, bond)) },
  {
    template: 'edge-port',
    items: (desired) => portsOf(desired, 'edge').map((port) => edgePort(desired.hostname, port)),
  },
  { template: 'member-port', items: (desired) => portsOf(desired, 'member').map(memberPort) },
  {
    template: 'peer-link-port',
    items: (desired) =>
      portsOf(desired, 'system-peer-link').map(({ name, description }) => ({ name, description })),
  },
  releasedPort,
  { template: 'pair', items: pairItems },
];

/** A spine, which only routes, or a switch without any server yet: it is left as it is. */
function hasNothing({ vlans, portChannels, ports, pair }: DesiredSwitch): boolean {
  return pair === undefined && [vlans, portChannels, ports].every(({ length }) => length === 0);
}

function serverBond({ hostname }: DesiredSwitch, bond: DesiredPortChannel): TemplateItem {
  const { id, description, edge, role, fallback } = bond;
  if (edge === undefined)
    throw refusal(hostname, `the peer-link cannot be bond ${String(id)}: it is no bond`);
  if (bond.maxBundle !== undefined) {
    throw refusal(hostname, `bond ${String(id)} (${description}) cannot keep one member active by LACP`);
  }
  // Of a bond over the pair only the switch that has port #0 forwards without LACP.
  const hasFallback = fallback?.enabled === true && (role === 'lag' || fallback.hasFirstPort);
  return { id, description, ...carrying(hostname, description, edge), isMlag: role === 'mlag', hasFallback };
}

function edgePort(hostname: string, { name, description, edge }: PortOf<'edge'>): TemplateItem {
  return { name, description, ...carrying(hostname, description, edge), mtu: edge.ipMtuBytes };
}

function memberPort({ name, description, membership, edge }: PortOf<'member'>): TemplateItem {
  const { portChannel, lacpPriority, lacpRate } = membership;
  return { name, description, portChannel, lacpPriority, isFast: lacpRate === 'fast', mtu: edge.ipMtuBytes };
}

function carrying(hostname: string, description: string, edge: DesiredEdge): TemplateItem {
  if (Object.keys(edge.stormControl ?? {}).length > 0) {
    throw refusal(hostname, `${description}: storms are not limited by this driver`);
  }
  const { switchport } = edge;
  if (switchport.mode === 'access') return { access: switchport.vlan, native: null, tagged: null };
  return { access: null, native: switchport.native ?? null, tagged: switchport.tagged };
}

/** Empty without a managed pair. Throws `unsupported-feature`. */
function pairItems({ hostname, pair, vlans }: DesiredSwitch): readonly TemplateItem[] {
  if (pair === undefined) return [];
  if (pair.systemMac === undefined) throw refusal(hostname, `pair ${pair.name} needs a system MAC`);
  return [{ systemMac: pair.systemMac, leaf: pair.isFirst ? 1 : 2, vlans: vlans.map(({ id }) => id) }];
}

function refusal(hostname: string, message: string): UnsupportedError {
  return new UnsupportedError('unsupported-feature', `${hostname}: ${message}`, { switch: hostname });
}
