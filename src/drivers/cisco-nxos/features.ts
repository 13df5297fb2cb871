/**
 * What each template is filled with, in the order of a running configuration. What NX-OS cannot express, or no
 * source confirms, is refused by name: UnsupportedError `unsupported-feature`.
 *
 * A member port carries the same layer-2 lines as its port-channel: while it is in it the switch keeps them in
 * step, and a port whose lines differ is refused.
 */
import type { DesiredEdge, DesiredPortChannel, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { portsOf, type PortOf } from '../../fabric/desired/ports-of-role.ts';
import type { StormControl } from '../../fabric/model/intent.ts';
import type { Feature, TemplateItem } from '../../fabric/render/feature.ts';
import { releasedPort } from '../released-port.ts';
import { pairDomain } from './pair-domain.ts';

/** A layer-2 port has 1500 or the system's jumbo size, which is this by default; see the driver's contradictions. */
const jumboBytes = 9216;

export const features: readonly Feature[] = [
  { template: 'features', items: switchedOn },
  { template: 'vlan', items: ({ vlans }) => vlans.map(({ id, name }) => ({ id, name })) },
  { template: 'pair-domain', items: pairDomain },
  { template: 'port-channel', items: serverBonds },
  { template: 'peer-link', items: peerLinks },
  { template: 'edge-port', items: (desired) => portsOf(desired, 'edge').map(edgePort) },
  { template: 'member-port', items: (desired) => portsOf(desired, 'member').map(memberPort) },
  { template: 'peer-link-port', items: peerLinkPorts },
  releasedPort,
];

/** One line per feature: its commands do not exist before it is on. LLDP is read to check the cabling. */
function switchedOn({ pair, portChannels, ports }: DesiredSwitch): readonly TemplateItem[] {
  const usesPair =
    pair !== undefined ||
    portChannels.some(({ role }) => role !== 'lag') ||
    ports.some((port) => port.role === 'edge' && port.followsPeerLink);
  const names = [
    ...(portChannels.length > 0 ? ['lacp'] : []),
    ...(usesPair ? ['vpc'] : []),
    ...(ports.length > 0 ? ['lldp'] : []),
  ];
  return names.map((name) => ({ name }));
}

function serverBonds({ portChannels }: DesiredSwitch): readonly TemplateItem[] {
  return portChannels.flatMap((bond) => (bond.edge === undefined ? [] : [serverBond(bond, bond.edge)]));
}

function serverBond(bond: DesiredPortChannel, edge: DesiredEdge): TemplateItem {
  const { id, description, role, maxBundle, fallback } = bond;
  return {
    id,
    description,
    ...switching(edge),
    maxBundle: maxBundle ?? null,
    hasFallback: fallback?.enabled === true,
    pairId: role === 'mlag' ? id : null,
    ...protection(edge),
  };
}

function peerLinks({ portChannels }: DesiredSwitch): readonly TemplateItem[] {
  return portChannels
    .filter((bond) => bond.role === 'peer-link')
    .map(({ id, description, peerLinkVlans = [] }) => ({ id, description, vlans: peerLinkVlans }));
}

function edgePort({ name, description, edge, followsPeerLink }: PortOf<'edge'>): TemplateItem {
  return { name, description, ...switching(edge), ...protection(edge), followsPeerLink };
}

function memberPort({ name, description, membership, edge }: PortOf<'member'>): TemplateItem {
  const { portChannel, lacpPriority, lacpRate } = membership;
  return { name, description, ...switching(edge), portChannel, lacpPriority, isFast: lacpRate === 'fast' };
}

function peerLinkPorts(desired: DesiredSwitch): readonly TemplateItem[] {
  const vlans = new Map(desired.portChannels.map(({ id, peerLinkVlans }) => [id, peerLinkVlans ?? []]));
  return portsOf(desired, 'peer-link').map(({ name, description, portChannel }) => ({
    name,
    description,
    portChannel,
    vlans: vlans.get(portChannel) ?? [],
  }));
}

/** The native VLAN passes only if it is in the allowed list as well; without one, VLAN 1 is it and not allowed. */
function switching(edge: DesiredEdge): TemplateItem {
  const { switchport } = edge;
  const mtuBytes = mtuOf(edge);
  if (switchport.mode === 'access') return { access: switchport.vlan, trunk: null, mtuBytes };
  const { native, tagged } = switchport;
  const allowed = native === undefined ? tagged : [native, ...tagged];
  return { access: null, trunk: { native: native ?? null, allowed }, mtuBytes };
}

function mtuOf({ ipMtuBytes }: DesiredEdge): number | null {
  return ipMtuBytes > 1500 ? jumboBytes : null;
}

function protection(edge: DesiredEdge): TemplateItem {
  return {
    stormControl: stormLevels(edge.stormControl ?? {}),
    isStpEdge: edge.isStpEdge,
    hasBpduGuard: edge.hasBpduGuard,
  };
}

/** Percentages are printed with two decimals. */
function stormLevels({ broadcast, multicast, unknownUnicast }: StormControl): readonly TemplateItem[] {
  const levels = [
    { kind: 'broadcast', percent: broadcast },
    { kind: 'multicast', percent: multicast },
    { kind: 'unicast', percent: unknownUnicast },
  ];
  return levels.flatMap(({ kind, percent }) =>
    percent === undefined ? [] : [{ kind, percent: percent.toFixed(2) }],
  );
}
