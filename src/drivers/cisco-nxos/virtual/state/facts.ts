/** What a configuration says about ports, VLANs and the vPC domain, read once per version of it. */
import { numberIn, valueIn, type ConfigBody, type Configuration } from '../../../virtual/configuration.ts';
import { membersByPortChannel, type LacpMember } from '../../../virtual/lacp.ts';
import { compareInterfaces } from '../config/interface-names.ts';
import { isShut, isSwitched } from '../config/port-settings.ts';
import { allVlans, parseVlanList } from '../../../virtual/vlan-list.ts';

export interface InterfaceFacts {
  readonly name: string;
  readonly description: string;
  readonly isShut: boolean;
  readonly mode: 'access' | 'trunk' | 'routed';
  readonly accessVlan: number;
  readonly nativeVlan: number;
  readonly allowedVlans: ReadonlySet<number>;
  /** The list as it is kept; `1-4094` where none is set. */
  readonly allowedText: string;
  readonly mtu: number;
  readonly member?: MemberFacts;
  readonly bundle: BundleFacts;
  readonly suspendsAsOrphan: boolean;
  readonly stp: StpFacts;
  readonly sendsLldp: boolean;
}

/** An Ethernet port's part in a port-channel. */
export interface MemberFacts extends LacpMember {
  readonly isFast: boolean;
}

/** What only a port-channel has. */
export interface BundleFacts {
  /** What becomes of members that hear no LACP: all suspended, all individual, or one of them individual. */
  readonly silentMembers: 'suspended' | 'individual' | 'one individual';
  readonly hasDelayMode: boolean;
  readonly minLinks: number;
  readonly maxBundle: number;
  readonly vpc?: number;
  readonly isPeerLink: boolean;
}

/** Spanning tree lines as they are compared with the peer's. */
export interface StpFacts {
  readonly portType: string;
  readonly guard: string;
  readonly bpduGuard: string;
}

export interface VlanFacts {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly isShut: boolean;
}

export interface VpcFacts {
  readonly domain?: number;
  readonly rolePriority: number;
  readonly systemPriority: number;
  /** Dotted, where it is set by hand. */
  readonly systemMac?: string;
  readonly keepalive?: Keepalive;
  readonly hasPeerGateway: boolean;
  readonly hasPeerRouter: boolean;
  /** Absent: auto-recovery is off. */
  readonly autoRecoveryMs?: number;
  /** On a type-1 mismatch the primary keeps its vPCs. */
  readonly isGraceful: boolean;
  readonly restoreDelay: string;
  readonly restoreDelaySvi: string;
}

export interface Keepalive {
  readonly destination: string;
  readonly source?: string;
  readonly vrf: string;
}

export interface Facts {
  readonly hostname: string;
  readonly features: ReadonlySet<string>;
  readonly lacpSystemPriority: number;
  /** Physical and logical, by canonical name. */
  readonly interfaces: ReadonlyMap<string, InterfaceFacts>;
  /** Members in natural order, by port-channel. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly vlans: ReadonlyMap<number, VlanFacts>;
  readonly vpc: VpcFacts;
  /** Spanning tree lines of the top level that both peers must have alike. */
  readonly stpGlobal: Readonly<Record<string, string>>;
}

/** Everything a configuration says that has an effect here. */
export function readFacts(config: Configuration): Facts {
  const interfaces = new Map<string, InterfaceFacts>();
  const vlans = new Map<number, VlanFacts>();
  for (const [slot, { body }] of config.slots) {
    if (body === undefined) continue;
    const [kind, name = ''] = slot.split(' ');
    if (kind === 'vlan') vlans.set(Number(name), vlanFacts(Number(name), body));
    if (kind === 'interface') interfaces.set(name, interfaceFacts(config, name, body));
  }
  const features = [...config.slots.keys()].filter((slot) => slot.startsWith('feature '));
  return {
    hostname: config.value([], 'hostname') ?? 'switch',
    features: new Set(features.map((slot) => slot.slice('feature '.length))),
    lacpSystemPriority: numberIn(config.slots, 'lacp system-priority', 32768),
    interfaces,
    members: membersByPortChannel(interfaces, compareInterfaces),
    vlans,
    vpc: vpcFacts(config),
    stpGlobal: stpGlobal(config),
  };
}

function vlanFacts(id: number, body: ConfigBody): VlanFacts {
  return {
    id,
    name: valueIn(body, 'name') ?? (id === 1 ? 'default' : `VLAN${String(id).padStart(4, '0')}`),
    isActive: valueIn(body, 'state') !== 'suspend' && !body.has('shutdown'),
    isShut: body.has('shutdown'),
  };
}

function interfaceFacts(config: Configuration, name: string, body: ConfigBody): InterfaceFacts {
  const allowedText = valueIn(body, 'switchport trunk allowed vlan') ?? '1-4094';
  return {
    name,
    description: valueIn(body, 'description') ?? '',
    isShut: isShut(config, name),
    mode: isSwitched(config, name) ? bridgedMode(body) : 'routed',
    accessVlan: numberIn(body, 'switchport access vlan', 1),
    nativeVlan: numberIn(body, 'switchport trunk native vlan', 1),
    allowedVlans: allowedSet(allowedText),
    allowedText,
    mtu: numberIn(body, 'mtu', 1500),
    bundle: bundleFacts(body),
    suspendsAsOrphan: body.has('vpc orphan-port suspend'),
    stp: stpFacts(body),
    sendsLldp: !body.has('lldp transmit'),
    ...memberPart(body),
  };
}

function bridgedMode(body: ConfigBody): 'access' | 'trunk' {
  return valueIn(body, 'switchport mode') === 'trunk' ? 'trunk' : 'access';
}

function stpFacts(body: ConfigBody): StpFacts {
  return {
    portType: valueIn(body, 'spanning-tree port type') ?? 'Default',
    guard: valueIn(body, 'spanning-tree guard') ?? 'Default',
    bpduGuard: valueIn(body, 'spanning-tree bpduguard') ?? 'Default',
  };
}

function memberPart(body: ConfigBody): { readonly member?: MemberFacts } {
  const [, group, mode] =
    /^(\d+)(?: mode (active|passive))?$/.exec(valueIn(body, 'channel-group') ?? '') ?? [];
  if (group === undefined) return {};
  return {
    member: {
      portChannel: `port-channel${group}`,
      mode: mode === 'active' || mode === 'passive' ? mode : 'on',
      priority: numberIn(body, 'lacp port-priority', 32768),
      isFast: valueIn(body, 'lacp rate') === 'fast',
    },
  };
}

function bundleFacts(body: ConfigBody): BundleFacts {
  const individual = body.get('lacp suspend-individual')?.text;
  const vpc = valueIn(body, 'vpc');
  const silent = individual?.endsWith(' pxe') === true ? 'one individual' : 'individual';
  return {
    silentMembers: individual === undefined ? 'suspended' : silent,
    hasDelayMode: body.has('lacp mode'),
    minLinks: numberIn(body, 'lacp min-links', 1),
    maxBundle: numberIn(body, 'lacp max-bundle', 32),
    isPeerLink: body.has('vpc peer-link'),
    ...(vpc === undefined ? {} : { vpc: Number(vpc) }),
  };
}

function vpcFacts(config: Configuration): VpcFacts {
  const path = ['vpc domain'];
  const body = config.body(path);
  const domain = config.value([], 'vpc domain');
  const systemMac = valueIn(body, 'system-mac');
  const recovery = valueIn(body, 'auto-recovery');
  return {
    rolePriority: numberIn(body, 'role priority', 32667),
    systemPriority: numberIn(body, 'system-priority', 32667),
    hasPeerGateway: body.has('peer-gateway'),
    hasPeerRouter: body.has('layer3 peer-router'),
    isGraceful: !body.has('graceful consistency-check'),
    restoreDelay: valueIn(body, 'delay restore') ?? '30',
    restoreDelaySvi: valueIn(body, 'delay restore interface-vlan') ?? '10',
    ...(domain === undefined ? {} : { domain: Number(domain) }),
    ...(systemMac === undefined ? {} : { systemMac }),
    ...(recovery === undefined ? {} : { autoRecoveryMs: Number(/\d+/.exec(recovery)?.[0] ?? 240) * 1000 }),
    ...keepalivePart(valueIn(body, 'peer-keepalive')),
  };
}

function keepalivePart(line: string | undefined): { readonly keepalive?: Keepalive } {
  const words = line?.split(' ') ?? [];
  const after = (word: string): string | undefined => {
    const index = words.indexOf(word);
    return index === -1 ? undefined : words[index + 1];
  };
  const [destination, source] = [after('destination'), after('source')];
  if (destination === undefined) return {};
  const vrf = after('vrf') ?? 'management';
  return { keepalive: { destination, vrf, ...(source === undefined ? {} : { source }) } };
}

function stpGlobal(config: Configuration): Readonly<Record<string, string>> {
  const mst = [...config.body(['spanning-tree mst configuration']).values()].map(({ text }) => text);
  const isSet = (slot: string): string => (config.slots.has(slot) ? 'Enabled' : 'Disabled');
  return {
    'STP Mode': config.value([], 'spanning-tree mode') ?? 'Rapid-PVST',
    'STP Disabled':
      config.get([], 'spanning-tree vlan')?.text.replace(/^no spanning-tree vlan /, '') ?? 'None',
    'STP MST Region': mst.sort().join(', '),
    'STP Loopguard': isSet('spanning-tree loopguard default'),
    'STP Bridge Assurance': config.slots.has('spanning-tree bridge assurance') ? 'Disabled' : 'Enabled',
    'STP Port Type': config.value([], 'spanning-tree port type')?.replace(/ default$/, '') ?? 'normal',
    'STP Edge BPDUGuard': isSet('spanning-tree port type edge bpduguard default'),
    'STP Edge BPDUFilter': isSet('spanning-tree port type edge bpdufilter default'),
  };
}

const everyVlan: ReadonlySet<number> = new Set(allVlans);

function allowedSet(text: string): ReadonlySet<number> {
  return text === '1-4094' ? everyVlan : new Set(parseVlanList(text));
}
