/**
 * The typed intent: what the user described, checked and in canonical form (ranges parsed, MACs in lower
 * case with colons, port names in the driver's form). Every object knows its `path` in the joined site, from
 * which a position in a file can be found when something is wrong with it.
 */
import type { IdRange, SwitchPort, VlanId } from './ids.ts';

/** Where an object stands in the joined site, for example `servers[3]`. */
interface Placed {
  readonly path: string;
}

/** An object whose name is its identity; `renamedFrom` keeps what the old name was given. */
interface Named extends Placed {
  readonly name: string;
  readonly renamedFrom?: string;
}

export interface Intent {
  readonly fabric: FabricIntent;
  readonly credentials: readonly CredentialsIntent[];
  readonly switches: readonly SwitchIntent[];
  readonly switchPairs: readonly SwitchPairIntent[];
  /** Servers and external systems: whatever has interfaces that lead to switch ports. */
  readonly endpoints: readonly EndpointIntent[];
  readonly logicalNetworks: readonly LogicalNetworkIntent[];
  readonly endpointGroups: readonly EndpointGroupIntent[];
}

export interface FabricIntent extends Placed {
  readonly name: string;
  readonly vlanRanges: readonly IdRange[];
  readonly reservedVlans: readonly IdRange[];
  /** Never removed from a switch, whoever made them. */
  readonly keepVlans: readonly IdRange[];
  readonly lagRanges: readonly IdRange[];
  readonly mlagRanges: readonly IdRange[];
  /** IP MTU. */
  readonly mtuBytes: number;
  readonly releasedPorts: 'shut' | 'default';
  /** As written, relative to the file it stands in; resolved by whoever reads files. */
  readonly knownHosts?: { readonly file: string; readonly relativeTo: string };
  /** Limits on server ports, in percent of the line rate. */
  readonly stormControl?: StormControl;
}

/** Percent of the line rate, 0 to 100, per kind of traffic; a kind left out is not limited. */
export interface StormControl {
  readonly broadcast?: number;
  readonly multicast?: number;
  readonly unknownUnicast?: number;
}

/** References to secrets, never a secret. */
export interface CredentialsIntent extends Placed {
  readonly name: string;
  readonly username: string;
  readonly passwordEnv?: string;
  readonly passwordFile?: string;
  readonly keyFile?: string;
  readonly passphraseEnv?: string;
  readonly agent: boolean;
  readonly enablePasswordEnv?: string;
}

export interface SwitchIntent extends Placed {
  readonly hostname: string;
  readonly renamedFrom?: string;
  readonly driver: string;
  readonly role: 'leaf' | 'spine' | 'border';
  /** Several chassis registered as one switch. */
  readonly stack: boolean;
  readonly management: ManagementIntent;
  /** The ports that exist, canonical; absent where the user gave no inventory. */
  readonly ports?: readonly string[];
  readonly protectedPorts: readonly string[];
}

export interface ManagementIntent {
  readonly host: string;
  readonly port: number;
  readonly credentials: string;
  /** Present where the machine's own `ssh` makes the connection instead of the built-in client. */
  readonly openssh?: {
    /** As written; relative to the directory of the site, resolved by whoever reads files. */
    readonly sshConfig?: string;
    /** `[user@]host[:port]`, several with commas between. */
    readonly jumpHost?: string;
  };
}

export interface SwitchPairIntent extends Named {
  /** In the order the user wrote them. */
  readonly members: readonly [string, string];
  readonly domainId?: number;
  readonly systemMac?: string;
  readonly peerLink?: PeerLinkIntent;
  readonly keepalive?: KeepaliveIntent;
  /** Whether Twinleaf owns the pair domain. */
  readonly manage: boolean;
}

export interface PeerLinkIntent {
  /** Same names on both members. */
  readonly ports: readonly string[];
  readonly lagId?: number;
  readonly vlan?: VlanId;
  /** Of the first and second member, in the order of `members`. */
  readonly addresses?: readonly [string, string];
}

export type KeepaliveIntent =
  | { readonly kind: 'management' }
  | { readonly kind: 'address'; readonly addresses: readonly [string, string]; readonly vrf?: string };

export interface EndpointIntent extends Named {
  readonly kind: 'server' | 'external-system';
  readonly os?: 'esxi' | 'linux';
  /** ESXi only: a standard switch does not speak LACP. */
  readonly hostSwitch: 'standard' | 'distributed';
  /** The server is being installed, so what is only safe during an installation is on. */
  readonly provisioning: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: readonly InterfaceIntent[];
}

export interface InterfaceIntent extends Placed {
  readonly mac?: string;
  /** Absent for an interface without a cable. */
  readonly at?: SwitchPort;
  readonly osIndex?: number;
  readonly name?: string;
  readonly speedMbps?: number;
}

export interface LogicalNetworkIntent extends Named {
  readonly kind: 'vlan';
  readonly vlan: VlanId | 'auto';
  /** IP MTU; absent means the fabric's. */
  readonly mtuBytes?: number;
}

export interface EndpointGroupIntent extends Named {
  readonly servers: readonly string[];
  readonly externalSystems: readonly string[];
  /** All labels must match. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly connections: readonly ConnectionIntent[];
}

export interface ConnectionIntent extends Placed {
  readonly network: string;
  readonly tagged: boolean;
  readonly mtuBytes?: number;
  readonly providesDefaultRoute: boolean;
  readonly disableAutoIpAllocation: boolean;
  /** Port indexes or MACs; absent means every cabled interface. */
  readonly interfaces?: readonly (number | string)[];
  readonly redundancy: RedundancyIntent;
  readonly lacpRate: 'fast' | 'slow';
  readonly fallback: FallbackSetting;
  readonly fallbackNetwork?: string;
}

export interface RedundancyIntent {
  readonly mode?: 'active-backup' | 'active-active';
  readonly implementation?: 'link-aggregation' | 'distributed-link-aggregation' | 'ecmp' | 'none';
}

export type FallbackSetting = 'auto' | 'first' | 'any' | 'none';
