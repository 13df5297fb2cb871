/**
 * Whether a bond comes up for a server that does not speak LACP (it boots over the network, its bond does not exist
 * yet), over which port, and why. That port is #0, and its frames are untagged. No operating system keeps that promise
 * in every topology, and some hide a dead leg when it is left on: `auto` follows what the driver declares
 * (`docs/redundancy.md`), and is off, with a warning, where that is not enough.
 */
import type { Problem, Warning } from '../../errors.ts';
import type { DriverTraits, FallbackTraits } from '../../model/driver-traits.ts';
import { portKey } from '../../model/ids.ts';
import { owners } from '../../model/mark.ts';
import type { ResolvedFallback, ResolvedNetwork } from '../../model/resolved-fabric.ts';
import type { Bond } from './bonds.ts';
import { knownKeys } from '../known-keys.ts';
import type { CabledPort } from '../port-index.ts';

/** The fallback of one bond, or why the one that was asked for cannot be. */
export interface FallbackAnswer {
  readonly fallback?: ResolvedFallback;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** What a bond is when its fallback is decided. */
export interface FallbackCase {
  readonly bond: Bond;
  readonly kind: 'lag' | 'mlag';
  readonly driver: DriverTraits;
  readonly untagged: ResolvedNetwork | undefined;
  /** The network that `fallbackNetwork` names. */
  readonly network: ResolvedNetwork | undefined;
}

/** The decision for one bond, with the sentence that the plan shows. */
export function fallbackOf(given: FallbackCase): FallbackAnswer {
  const port = given.bond.ports[0];
  if (port === undefined) return { problems: [], warnings: [] };
  const problems = impossibilities(given);
  if (problems.length > 0) return { problems, warnings: [] };
  const setting = given.bond.first.connection.fallback;
  const traits = given.driver.fallback[given.kind];
  const decision = decide(given, traits, port);
  const network = given.network?.name === given.untagged?.name ? undefined : given.network;
  const fallback: ResolvedFallback = {
    setting,
    enabled: decision.enabled,
    port: port.at,
    traits,
    why: decision.why,
    ...knownKeys({ network }),
  };
  return { fallback, problems: [], warnings: warningsOf(given, decision) };
}

interface Decision {
  readonly enabled: boolean;
  readonly why: string;
  /** Off although nobody asked for that. */
  readonly isDriversDoing: boolean;
}

function impossibilities(given: FallbackCase): Problem[] {
  const { fallback } = given.bond.first.connection;
  const first = [
    otherNetworkImpossible(given),
    ...(fallback === 'first' ? [firstImpossible(given)] : []),
    ...(fallback === 'first' || fallback === 'any' ? [untaggedMissing(given)] : []),
  ].find((problem) => problem !== undefined);
  return first === undefined ? [] : [first];
}

function otherNetworkImpossible({ bond, driver, untagged, network }: FallbackCase): Problem | undefined {
  if (network === undefined || network.name === untagged?.name || driver.fallbackNetwork) return undefined;
  const untaggedNow = untagged === undefined ? 'which this bond does not have' : `here ${untagged.name}`;
  return {
    code: 'fallback-impossible',
    message: `${bondName(bond)}: ${driver.name} has no other network during fallback than the untagged one, ${untaggedNow}`,
    path: `${bond.first.connection.path}.fallbackNetwork`,
    hint: `make ${network.name} the untagged network of the bond, or leave \`fallbackNetwork\` out`,
  };
}

function firstImpossible({ bond, driver, kind }: FallbackCase): Problem | undefined {
  const traits = driver.fallback[kind];
  if (traits.claim !== 'impossible') return undefined;
  return {
    code: 'fallback-impossible',
    message: `${bondName(bond)}: ${driver.name} cannot choose the port of ${kind === 'mlag' ? 'an MLAG' : 'a LAG'} that comes up without LACP: ${reason(traits)}`,
    path: `${bond.first.connection.path}.fallback`,
    hint: 'say `fallback: any` if any port may come up, or `fallback: none`',
  };
}

function untaggedMissing({ bond, untagged, network }: FallbackCase): Problem | undefined {
  if (untagged !== undefined || network !== undefined) return undefined;
  return {
    code: 'fallback-impossible',
    message: `${bondName(bond)}: fallback needs an untagged network, since a server that does not speak LACP yet sends untagged frames`,
    path: `${bond.first.connection.path}.fallback`,
    hint: 'make one network of the bond untagged, or say `fallback: none`',
  };
}

function decide(given: FallbackCase, traits: FallbackTraits, port: CabledPort): Decision {
  const { fallback } = given.bond.first.connection;
  if (fallback === 'none') return off(`as asked for: ${consequence(given)}`);
  if (given.untagged === undefined && given.network === undefined) {
    return off(`the bond has no untagged network, and ${consequence(given)}`);
  }
  if (fallback === 'any') return on(`any port of the bond may come up; ${reason(traits)}`);
  if (fallback === 'first') return on(`${claimFor(port, traits)}; ${reason(traits)}`);
  return byDeclaration(given, traits, port);
}

/** `auto`: what the driver declares decides. */
function byDeclaration(given: FallbackCase, traits: FallbackTraits, port: CabledPort): Decision {
  const claim = claimFor(port, traits);
  const isKept = traits.claim === 'guaranteed' || traits.claim === 'by-asymmetry';
  if (!isKept) return offByDriver(given, `it is ${traits.claim} that ${portName(port)} comes up`, traits);
  if (traits.safeInSteadyState) return on(`${claim}; ${reason(traits)}`);
  if (given.bond.endpoint.resolved.provisioning) {
    return on(`${claim}, only while the server is in provisioning; ${reason(traits)}`);
  }
  return offByDriver(given, 'it is not safe to leave it on in steady state', traits);
}

function on(why: string): Decision {
  return { enabled: true, why: `on: without LACP from the server, ${why}`, isDriversDoing: false };
}

function off(why: string): Decision {
  return { enabled: false, why: `off: ${why}`, isDriversDoing: false };
}

function offByDriver(given: FallbackCase, cause: string, traits: FallbackTraits): Decision {
  const why = `on ${given.driver.name} ${cause} (${reason(traits)}), so ${consequence(given)}`;
  return { ...off(why), isDriversDoing: true };
}

function consequence({ bond }: FallbackCase): string {
  const { name, kind } = bond.endpoint.resolved;
  const noLink = `until ${name} speaks LACP the bond has no link`;
  return kind === 'server' ? `${noLink}, and a network boot (PXE) over it fails` : noLink;
}

function reason(traits: FallbackTraits): string {
  return traits.why.replace(/[.]$/, '');
}

/** Only servers boot over the network, so an external system draws no warning about it. */
function warningsOf(given: FallbackCase, decision: Decision): Warning[] {
  const { bond, driver, kind, untagged, network } = given;
  const { resolved } = bond.endpoint;
  const name = bondName(bond);
  const isUnsafe = decision.enabled && !driver.fallback[kind].safeInSteadyState;
  const warnings: Warning[] = [];
  if (isUnsafe && resolved.provisioning) {
    warnings.push({
      code: 'provisioning-on',
      message: `${name}: ${resolved.name} is in provisioning, which keeps a fallback on that is not safe in steady state; remove \`provisioning\` when it is installed`,
    });
  }
  if (resolved.kind !== 'server') return warnings;
  if (decision.isDriversDoing) {
    warnings.push({
      code: 'fallback-off',
      message: `${name}: fallback is off on ${driver.name} for ${kind === 'mlag' ? 'an MLAG' : 'a LAG'} (${driver.fallback[kind].claim}), so until the server speaks LACP it has no link and cannot boot over the network (PXE)`,
    });
  }
  const setting = bond.first.connection.fallback;
  if (untagged === undefined && network === undefined && setting !== 'none') {
    warnings.push({
      code: 'no-native-network',
      message: `${name}: no network of the bond is untagged, so the server cannot boot over it`,
    });
  }
  return warnings;
}

function bondName({ endpoint, group }: Bond): string {
  return owners.bond(endpoint.resolved.name, group);
}

function claimFor(port: CabledPort, traits: FallbackTraits): string {
  return `${portName(port)} comes up (${traits.claim})`;
}

function portName(port: CabledPort): string {
  return `#${port.index} ${portKey(port.at)}`;
}
