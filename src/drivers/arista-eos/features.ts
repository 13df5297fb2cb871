/**
 * What each template is filled with, in the order of a running configuration. What EOS cannot express, or no
 * source confirms, is refused by name: UnsupportedError `unsupported-feature`.
 *
 * - Switched ports forward jumbo frames without a line: the IP MTU needs none.
 * - An orphan port of an active-backup server has no line of its own: `dual-primary detection` with
 *   `all-interfaces` takes it down with the rest of the secondary when the peer-link is lost.
 */
import type { DesiredEdge, DesiredPortChannel, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { portsOf, type PortOf } from '../../fabric/desired/ports-of-role.ts';
import { UnsupportedError } from '../../fabric/errors.ts';
import type { StormControl } from '../../fabric/model/intent.ts';
import type { Feature, TemplateItem } from '../../fabric/render/feature.ts';
import { releasedPort } from '../released-port.ts';
import { controlInterface, controlVlan, pairDomain } from './pair-domain.ts';

/** VLANs of this group leave over the peer-link only: it is the one trunk that lists the group. */
const trunkGroup = 'MLAGPEER';

/** Seconds without LACP until a member is used without it; EOS waits 90, longer than network boots do. */
const fallbackTimeoutSeconds = 30;

export const features: readonly Feature[] = [
  { template: 'control-vlan', items: controlVlan },
  {
    template: 'vlan',
    items: ({ vlans }) =>
      vlans.map(({ id, name, isControl }) => ({ id, name, trunkGroup: isControl ? trunkGroup : null })),
  },
  { template: 'port-channel', items: serverBonds },
  { template: 'peer-link', items: peerLinks },
  { template: 'edge-port', items: (desired) => portsOf(desired, 'edge').map(edgePort) },
  { template: 'member-port', items: (desired) => portsOf(desired, 'member').map(memberPort) },
  {
    template: 'peer-link-port',
    items: (desired) =>
      portsOf(desired, 'peer-link').map(({ name, description, portChannel }) => ({
        name,
        description,
        portChannel,
      })),
  },
  releasedPort,
  { template: 'control-interface', items: controlInterface },
  { template: 'pair-domain', items: pairDomain },
];

function serverBonds(desired: DesiredSwitch): readonly TemplateItem[] {
  return desired.portChannels.flatMap((bond) =>
    bond.edge === undefined ? [] : [serverBond(desired, bond, bond.edge)],
  );
}

function serverBond(desired: DesiredSwitch, bond: DesiredPortChannel, edge: DesiredEdge): TemplateItem {
  if (bond.maxBundle !== undefined) {
    throw new UnsupportedError(
      'unsupported-feature',
      `${desired.hostname}: port-channel ${String(bond.id)} (${bond.description}) should keep one member active by LACP, which EOS is not known to enforce`,
      { switch: desired.hostname },
    );
  }
  return {
    id: bond.id,
    description: bond.description,
    ...switching(edge),
    fallbackTimeout: bond.fallback?.enabled === true ? fallbackTimeoutSeconds : null,
    mlag: bond.role === 'mlag' ? bond.id : null,
    ...protection(edge),
  };
}

function peerLinks(desired: DesiredSwitch): readonly TemplateItem[] {
  return desired.portChannels
    .filter((bond) => bond.role === 'peer-link')
    .map(({ id, description, peerLinkVlans = [] }) => ({
      id,
      description,
      vlans: peerLinkVlans,
      trunkGroup,
    }));
}

function edgePort({ name, description, edge }: PortOf<'edge'>): TemplateItem {
  return { name, description, ...switching(edge), ...protection(edge) };
}

function memberPort({ name, description, membership }: PortOf<'member'>): TemplateItem {
  const { portChannel, lacpPriority, lacpRate } = membership;
  return { name, description, portChannel, lacpPriority, isFast: lacpRate === 'fast' };
}

/** The native VLAN passes only if it is in the allowed list as well. */
function switching({ switchport }: DesiredEdge): TemplateItem {
  if (switchport.mode === 'access') return { access: switchport.vlan, trunk: null };
  const { native, tagged } = switchport;
  const allowed = native === undefined ? tagged : [native, ...tagged];
  return { access: null, trunk: { native: native ?? 'tag', allowed } };
}

function protection(edge: DesiredEdge): TemplateItem {
  return {
    stormControl: stormLevels(edge.stormControl ?? {}),
    isStpEdge: edge.isStpEdge,
    hasBpduGuard: edge.hasBpduGuard,
  };
}

function stormLevels({ broadcast, multicast, unknownUnicast }: StormControl): readonly TemplateItem[] {
  const levels = [
    { kind: 'broadcast', percent: broadcast },
    { kind: 'multicast', percent: multicast },
    { kind: 'unknown-unicast', percent: unknownUnicast },
  ];
  return levels.flatMap(({ kind, percent }) => (percent === undefined ? [] : [{ kind, percent }]));
}
