/** What a configuration says about ports, VLANs and the VLT domain, read once per version of it. */
import { numberIn, valueIn, type ConfigBody, type Configuration } from '../../../virtual/configuration.ts';
import { membersByPortChannel, type LacpMember } from '../../../virtual/lacp.ts';
import { interfacesOf } from '../config/configured-interfaces.ts';
import { compareInterfaces, type InterfaceName } from '../config/interface-names.ts';
import { parseVlanList } from '../../../virtual/vlan-list.ts';
import { discoveryPorts } from '../config/interface-ranges.ts';
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
  readonly member?: LacpMember;
  readonly bundle: BundleFacts;
  readonly sendsLldp: boolean;
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
    else interfaces.set(name.long, facts);
  }
  const domain = config.get([], 'vlt-domain');
  return {
    hostname: valueIn(config.slots, 'hostname') ?? 'OS10',
    sendsLldp: !config.slots.has('lldp enable'),
    lacpSystemPriority: numberIn(config.slots, 'lacp system-priority', 32768),
    interfaces,
    members: membersByPortChannel(interfaces, compareInterfaces),
    vlans: new Map([...vlans].sort(([a], [b]) => a - b)),
    ...(domain?.body === undefined ? {} : { vlt: vltFacts(domain.text, domain.body) }),
  };
}

function interfaceFacts(name: InterfaceName, body: ConfigBody): InterfaceFacts {
  const isBridged = name.kind === 'ethernet' || name.kind === 'port-channel';
  const isTrunk = valueIn(body, 'switchport mode') === 'trunk';
  const allowedText = isTrunk ? (valueIn(body, 'switchport trunk allowed vlan') ?? '-') : '-';
  const untagged = valueIn(body, 'switchport access vlan');
  return {
    name,
    description: describedWords(valueIn(body, 'description') ?? ''),
    isShut: body.get('shutdown')?.text !== 'no shutdown',
    mode: !isBridged || body.has('switchport') ? 'routed' : isTrunk ? 'trunk' : 'access',
    ...(untagged === undefined ? {} : { untagged: Number(untagged) }),
    allowed: new Set(parseVlanList(allowedText)),
    allowedText,
    mtu: numberIn(body, 'mtu', 1532),
    bundle: bundleFacts(body),
    sendsLldp: !body.has('lldp transmit'),
    ...memberPart(body),
  };
}

function memberPart(body: ConfigBody): { readonly member?: LacpMember } {
  const [id, , typed] = valueIn(body, 'channel-group')?.split(' ') ?? [];
  if (id === undefined) return {};
  const mode = typed === 'active' || typed === 'passive' ? typed : 'on';
  const priority = numberIn(body, 'lacp port-priority', 32768);
  return { member: { portChannel: `port-channel${id}`, mode, priority } };
}

/** The default of the fallback timeout is not confirmed (SOURCES.md 3.2); nobody should leave it out. */
function bundleFacts(body: ConfigBody): BundleFacts {
  const vltId = valueIn(body, 'vlt-port-channel');
  return {
    ...(vltId === undefined ? {} : { vltId: Number(vltId) }),
    minLinks: numberIn(body, 'minimum-links', 1),
    maxLinks: numberIn(body, 'lacp max-bundle', 32),
    fallback: {
      isEnabled: body.has('lacp fallback enable'),
      timeoutMs: numberIn(body, 'lacp fallback timeout', 15) * 1000,
      isPreemptive: valueIn(body, 'lacp fallback preemption') !== 'disable',
    },
  };
}

function vltFacts(header: string, body: ConfigBody): VltFacts {
  const mac = valueIn(body, 'vlt-mac');
  const [, address, vrf = 'default', interval = '30'] =
    /^(?:ipv6 )?(\S+)(?: vrf (\S+))?(?: interval (\d+))?$/.exec(valueIn(body, 'backup destination') ?? '') ??
    [];
  return {
    domainId: header.slice('vlt-domain '.length),
    discovery: discoveryPorts(body.get('discovery-interface')?.text),
    ...(address === undefined ? {} : { backup: { address, vrf, intervalS: Number(interval) } }),
    ...(mac === undefined ? {} : { mac }),
    priority: numberIn(body, 'primary-priority', 32768),
    hasPeerRouting: body.has('peer-routing'),
    peerRoutingTimeoutS: numberIn(body, 'peer-routing-timeout', 0),
    delayRestoreS: numberIn(body, 'delay-restore', 90),
  };
}
