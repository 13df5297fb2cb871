/**
 * What the template of the pair domain is filled with. The id of the domain is equal on both members and
 * gives the system MAC; the members find one another over the peer-link itself, without a VLAN for it.
 */
import type { DesiredPairMember, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../fabric/errors.ts';
import type { TemplateItem } from '../../fabric/render/feature.ts';

/** Seconds after a restart until the legs to servers come up, by when the peer-link and uplinks have converged. */
const restoreDelaySeconds = 150;

/** The VRF of the management interface, and of a keepalive that names none. */
const managementVrf = 'management';

/** `vpc domain`; empty without a managed pair. Throws UnsupportedError `unsupported-feature`. */
export function pairDomain(desired: DesiredSwitch): readonly TemplateItem[] {
  const { hostname, pair } = desired;
  if (pair === undefined) return [];
  if (pair.domainId === undefined) {
    throw refusal(hostname, `pair ${pair.name} needs a domain id`);
  }
  if (pair.systemMac !== undefined) {
    const why = 'it follows from the domain id';
    throw refusal(hostname, `the system MAC of pair ${pair.name} cannot be set: ${why}`);
  }
  return [
    {
      id: pair.domainId,
      // The numerically lower one is primary.
      rolePriority: pair.isFirst ? 1000 : 2000,
      keepalive: keepalive(hostname, pair),
      restoreDelaySeconds,
    },
  ];
}

function keepalive(hostname: string, { name, keepalive: given }: DesiredPairMember): TemplateItem | null {
  if (given === undefined) return null;
  for (const address of [given.own, given.peer]) {
    if (isAddress(address)) continue;
    throw refusal(
      hostname,
      `the keepalive of pair ${name} needs IPv4 addresses, not ${address}; give \`kind: address\``,
    );
  }
  const { own, peer, vrf = managementVrf } = given;
  return { own, peer, vrf: vrf === managementVrf ? null : vrf };
}

function isAddress(text: string): boolean {
  const bytes = text.split('.');
  return bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) <= 255);
}

function refusal(hostname: string, message: string): UnsupportedError {
  return new UnsupportedError('unsupported-feature', `${hostname}: ${message}`, { switch: hostname });
}
