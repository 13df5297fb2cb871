/** The vPCs of a switch: which the domain keeps down, and why. */
import type { Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { firstDifference, globalParameters, vpcParameters } from './consistency.ts';
import { isConfigured, pairState, vpcInterface } from './pair.ts';

/** Why a vPC is down, or what keeps it from being compared. */
export interface VpcVerdict {
  readonly isSuspended: boolean;
  readonly consistency: 'consistent' | 'inconsistent' | 'not-applicable';
  readonly reason: string;
}

const success = 'SUCCESS';

/** How the domain treats one of its vPCs. */
export function vpcVerdict(device: Device, facts: InterfaceFacts): VpcVerdict {
  const pair = pairState(device);
  if (pair.peer === undefined) {
    const isSuspended = pair.role !== 'primary';
    return { isSuspended, consistency: 'not-applicable', reason: 'Consistency Check Not Performed' };
  }
  const isLoser =
    pair.role === 'secondary' || !device.facts.vpc.isGraceful || !pair.peer.facts.vpc.isGraceful;
  const overall = firstDifference(globalParameters(device, pair.peer), '1');
  if (overall !== undefined) {
    return { isSuspended: isLoser, consistency: 'inconsistent', reason: 'Global compat check failed' };
  }
  const { vpc } = facts.bundle;
  if (vpc === undefined || vpcInterface(pair.peer, vpc) === undefined) {
    return { isSuspended: false, consistency: 'not-applicable', reason: 'Consistency Check Not Performed' };
  }
  const own = firstDifference(vpcParameters(device, facts, pair.peer), '1');
  if (own === undefined) return { isSuspended: false, consistency: 'consistent', reason: success };
  const reason = `vPC type-1 configuration incompatible - ${own.name} inconsistent`;
  return { isSuspended: isLoser, consistency: 'inconsistent', reason };
}

/**
 * Whether the domain keeps the port down: as a member of a suspended vPC, or as an orphan with
 * `vpc orphan-port suspend` on a secondary that has lost its peer-link (SOURCES.md 3.4).
 */
export function isSuspendedByPair(device: Device, port: string): boolean {
  if (!isConfigured(device)) return false;
  const facts = device.facts.interfaces.get(port);
  if (facts?.member !== undefined) {
    const portChannel = device.facts.interfaces.get(facts.member.portChannel);
    const isVpc = portChannel?.bundle.vpc !== undefined && !portChannel.bundle.isPeerLink;
    return isVpc && vpcVerdict(device, portChannel).isSuspended;
  }
  if (facts?.suspendsAsOrphan !== true) return false;
  const { peer, role } = pairState(device);
  return peer === undefined && role === 'secondary';
}

/** The vPCs by number. */
export function vpcsOf(device: Device): readonly (InterfaceFacts & { readonly vpc: number })[] {
  return [...device.facts.interfaces.values()]
    .flatMap((facts) => (facts.bundle.vpc === undefined ? [] : [{ ...facts, vpc: facts.bundle.vpc }]))
    .sort((a, b) => a.vpc - b.vpc);
}
