/** What a configuration says about ports, VLANs and the VLT domain, read once per version of it. */
import type { ConfigBody, Configuration } from '../config/configuration.ts';
import { interfacesOf } from '../config/configured-interfaces.ts';
import { compareInterfaces, type InterfaceName } from '../config/interface-names.ts';
import { discoveryPorts, vlanIds } from '../config/number-lists.ts';
import { describedWords } from '../grammar/parameters.ts';

export interface InterfaceFacts {
  readonly name: InterfaceName;
  readonly description: string;
  readonly isShut: boolean;
  readonly mode: 'access' | 'trunk' | 'routed';
  /** The VLAN of untagged frames; absent: they are dropped. */
  readonly untagged?: number;
  readonly allowed: ReadonlySet<number>;
  /** The allowed list as it is printed; `-` where there is none. */
  readonly allowedText: string;
  readonly mtu: number;
  readonly member?: MemberFacts;
  readonly bundle: BundleFacts;
  readonly sendsLldp: boolean;
}

/** A port's part in a port-channel. */
export interface MemberFacts {
  readonly portChannel: string;
  readonly mode: 'active' | 'passive' | 'on';
  readonly priority: number;
}

/** What a port-channel says about its members. */
export interface BundleFacts {
  readonly vltId?: number;
  readonly minLinks: number;
  readonly maxLinks: number;
  readonly fallback: FallbackFacts;
}

export interface FallbackFacts {
  readonly isEnabled: boolean;
  readonly timeoutMs: number;
  /** A better port that comes later takes over. */
  readonly isPreemptive: boolean;
}

export interface VltFacts {
  readonly domainId: string;
  /** In natural order. */
  readonly discovery: readonly string[];
  readonly backup?: { readonly address: string; readonly vrf: string; readonly intervalS: number };
  /** Lower case with colons. */
  readonly mac?: string;
  readonly priority: number;
  readonly hasPeerRouting: boolean;
  readonly peerRoutingTimeoutS: number;
  readonly delayRestoreS: number;
}

export interface Facts {
  readonly hostname: string;
  readonly sendsLldp: boolean;
  readonly lacpSystemPriority: number;
  /** Ports and port-channels, by name. */
  readonly interfaces: ReadonlyMap<string, InterfaceFacts>;
  /** Members in natural order, by port-channel. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** By id. */
  readonly vlans: ReadonlyMap<number, InterfaceFacts>;
  readonly vlt?: VltFacts;
}

/** Everything a configuration says that has an effect here. */
export function readFacts(config: Configuration): Facts {
  const interfaces = new Map<string, InterfaceFacts>();
  const vlans = new Map<number, InterfaceFacts>();
  for (const [name, body] of interfacesOf(config)) {
    const facts = interfaceFacts(name, body);
    if (name.kind === 'vlan') vlans.set(Number(name.number), facts);
    else interfaces.set(name.full, facts);
  }
  const domain = config.line([], 'vlt-domain');
  return {
    hostname: words(config.top, 'hostname') ?? 'OS10',
    sendsLldp: !config.top.has('lldp enable'),
    lacpSystemPriority: number(config.top, 'lacp system-priority', 32768),
    interfaces,
    members: membersOf(interfaces),
    vlans: new Map([...vlans].sort(([a], [b]) => a - b)),
    ...(domain?.body === undefined ? {} : { vlt: vltFacts(domain.text, domain.body) }),
  };
}

function membersOf(interfaces: ReadonlyMap<string, InterfaceFacts>): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const [name, { member }] of interfaces) {
    if (member === undefined) continue;
    members.set(
      member.portChannel,
      [...(members.get(member.portChannel) ?? []), name].sort(compareInterfaces),
    );
  }
  return members;
}

function interfaceFacts(name: InterfaceName, body: ConfigBody): InterfaceFacts {
  const isBridged = name.kind === 'ethernet' || name.kind === 'port-channel';
  const isTrunk = words(body, 'switchport mode') === 'trunk';
  const allowedText = isTrunk ? (words(body, 'switchport trunk allowed vlan') ?? '-') : '-';
  const untagged = words(body, 'switchport access vlan');
  return {
    name,
    description: describedWords(words(body, 'description') ?? ''),
    isShut: body.get('shutdown')?.text !== 'no shutdown',
    mode: !isBridged || body.has('switchport') ? 'routed' : isTrunk ? 'trunk' : 'access',
    ...(untagged === undefined ? {} : { untagged: Number(untagged) }),
    allowed: new Set(vlanIds(allowedText)),
    allowedText,
    mtu: number(body, 'mtu', 1532),
    bundle: bundleFacts(body),
    sendsLldp: !body.has('lldp transmit'),
    ...memberPart(body),
  };
}

function memberPart(body: ConfigBody): { readonly member?: MemberFacts } {
  const [id, , typed] = words(body, 'channel-group')?.split(' ') ?? [];
  if (id === undefined) return {};
  const mode = typed === 'active' || typed === 'passive' ? typed : 'on';
  const priority = number(body, 'lacp port-priority', 32768);
  return { member: { portChannel: `port-channel${id}`, mode, priority } };
}

/** The default of the fallback timeout is UNCONFIRMED in the reference; nobody should leave it out. */
function bundleFacts(body: ConfigBody): BundleFacts {
  const vltId = words(body, 'vlt-port-channel');
  return {
    ...(vltId === undefined ? {} : { vltId: Number(vltId) }),
    minLinks: number(body, 'minimum-links', 1),
    maxLinks: number(body, 'lacp max-bundle', 32),
    fallback: {
      isEnabled: body.has('lacp fallback enable'),
      timeoutMs: number(body, 'lacp fallback timeout', 15) * 1000,
      isPreemptive: words(body, 'lacp fallback preemption') !== 'disable',
    },
  };
}

function vltFacts(header: string, body: ConfigBody): VltFacts {
  const mac = words(body, 'vlt-mac');
  const [, address, vrf = 'default', interval = '30'] =
    /^(?:ipv6 )?(\S+)(?: vrf (\S+))?(?: interval (\d+))?$/.exec(words(body, 'backup destination') ?? '') ??
    [];
  return {
    domainId: header.slice('vlt-domain '.length),
    discovery: discoveryPorts(body.get('discovery-interface')?.text),
    ...(address === undefined ? {} : { backup: { address, vrf, intervalS: Number(interval) } }),
    ...(mac === undefined ? {} : { mac }),
    priority: number(body, 'primary-priority', 32768),
    hasPeerRouting: body.has('peer-routing'),
    peerRoutingTimeoutS: number(body, 'peer-routing-timeout', 0),
    delayRestoreS: number(body, 'delay-restore', 90),
  };
}

/** What follows the slot's own words in its line, or undefined where the slot is empty. */
function words(body: ConfigBody, slot: string): string | undefined {
  return body.get(slot)?.text.slice(slot.length + 1);
}

function number(body: ConfigBody, slot: string, otherwise: number): number {
  return Number(words(body, slot) ?? otherwise);
}
