/** What a configuration says about ports, VLANs and the MLAG domain, read once per version of it. */
import { numberIn, valueIn, type ConfigBody, type Configuration } from '../../../virtual/configuration.ts';
import { membersByPortChannel, type LacpMember } from '../../../virtual/lacp.ts';
import { compareInterfaces, interfaceName } from '../config/interface-names.ts';
import { allVlans, parseVlanList } from '../../../virtual/vlan-list.ts';

export interface InterfaceFacts {
  readonly name: string;
  readonly description: string;
  readonly isShut: boolean;
  readonly mode: 'access' | 'trunk' | 'routed';
  readonly accessVlan: number;
  /** `tag`: untagged frames are dropped. */
  readonly nativeVlan: number | 'tag';
  readonly allowedVlans: ReadonlySet<number>;
  /** The list as it is printed; `1-4094` where none is set. */
  readonly allowedText: string;
  readonly trunkGroups: ReadonlySet<string>;
  readonly member?: MemberFacts;
  readonly fallback?: 'static' | 'individual';
  readonly fallbackTimeoutMs: number;
  readonly minLinks: number;
  readonly mlag?: number;
  readonly address?: string;
  readonly hasAutostate: boolean;
  readonly sendsLldp: boolean;
}

/** An Ethernet port's part in a port-channel. */
export interface MemberFacts extends LacpMember {
  readonly isFast: boolean;
}

export interface VlanFacts {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly trunkGroups: ReadonlySet<string>;
}

export interface MlagFacts {
  readonly domainId?: string;
  readonly localInterface?: string;
  readonly peerAddress?: string;
  readonly peerLink?: string;
  readonly heartbeat?: string;
  readonly isShut: boolean;
  /** Lines that are compared with the peer's, by their name there. */
  readonly dualPrimaryDelay: string;
  readonly reloadDelay: string;
  readonly reloadDelayNonMlag: string;
}

export interface Facts {
  readonly hostname: string;
  readonly sendsLldp: boolean;
  readonly lacpSystemPriority: number;
  /** Physical and logical, by canonical name. */
  readonly interfaces: ReadonlyMap<string, InterfaceFacts>;
  /** Members in natural order, by port-channel. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly vlans: ReadonlyMap<number, VlanFacts>;
  readonly mlag: MlagFacts;
}

/** Everything a configuration says that has an effect here. */
export function readFacts(config: Configuration): Facts {
  const interfaces = new Map<string, InterfaceFacts>();
  const vlans = new Map<number, VlanFacts>([[1, vlanFacts(1, new Map())]]);
  for (const [slot, { body }] of config.slots) {
    const [kind, name = ''] = slot.split(' ');
    if (body === undefined) continue;
    if (kind === 'vlan') vlans.set(Number(name), vlanFacts(Number(name), body));
    const isInterface = kind === 'interface' && interfaceName(name) !== undefined;
    if (isInterface) interfaces.set(name, interfaceFacts(name, body));
  }
  return {
    hostname: valueIn(config.slots, 'hostname') ?? 'localhost',
    sendsLldp: !config.slots.has('lldp run'),
    lacpSystemPriority: numberIn(config.slots, 'lacp system-priority', 32768),
    interfaces,
    members: membersByPortChannel(interfaces, compareInterfaces),
    vlans,
    mlag: mlagFacts(config.body(['mlag configuration'])),
  };
}

function vlanFacts(id: number, body: ConfigBody): VlanFacts {
  const fallbackName = id === 1 ? 'default' : `VLAN${String(id).padStart(4, '0')}`;
  return {
    id,
    name: valueIn(body, 'name') ?? fallbackName,
    isActive: valueIn(body, 'state') !== 'suspend',
    trunkGroups: suffixes(body, 'trunk group '),
  };
}

function interfaceFacts(name: string, body: ConfigBody): InterfaceFacts {
  const native = valueIn(body, 'switchport trunk native vlan');
  const allowedText = valueIn(body, 'switchport trunk allowed vlan') ?? '1-4094';
  const isTrunk = valueIn(body, 'switchport mode') === 'trunk';
  return {
    name,
    description: valueIn(body, 'description') ?? '',
    isShut: body.has('shutdown'),
    mode: body.has('switchport') ? 'routed' : isTrunk ? 'trunk' : 'access',
    accessVlan: numberIn(body, 'switchport access vlan', 1),
    nativeVlan: native === 'tag' ? 'tag' : Number(native ?? 1),
    allowedText,
    allowedVlans: allowedSet(allowedText),
    trunkGroups: suffixes(body, 'switchport trunk group '),
    fallbackTimeoutMs: numberIn(body, 'port-channel lacp fallback timeout', 90) * 1000,
    minLinks: numberIn(body, 'port-channel min-links', 0),
    hasAutostate: !body.has('autostate'),
    sendsLldp: !body.has('lldp transmit'),
    ...memberPart(body),
    ...optionalParts(body),
  };
}

function memberPart(body: ConfigBody): { readonly member?: MemberFacts } {
  const line = /^(\d+) mode (active|passive|on)$/.exec(valueIn(body, 'channel-group') ?? '');
  const mode = line?.[2];
  if (line === null || (mode !== 'active' && mode !== 'passive' && mode !== 'on')) return {};
  return {
    member: {
      portChannel: `Port-Channel${line[1] ?? ''}`,
      mode,
      priority: numberIn(body, 'lacp port-priority', 32768),
      isFast: valueIn(body, 'lacp timer') === 'fast',
    },
  };
}

function optionalParts(body: ConfigBody): Pick<InterfaceFacts, 'fallback' | 'mlag' | 'address'> {
  const fallback = valueIn(body, 'port-channel lacp fallback');
  const mlag = valueIn(body, 'mlag');
  const address = valueIn(body, 'ip address');
  return {
    ...(fallback === 'static' || fallback === 'individual' ? { fallback } : {}),
    ...(mlag === undefined ? {} : { mlag: Number(mlag) }),
    ...(address === undefined ? {} : { address }),
  };
}

function mlagFacts(body: ConfigBody): MlagFacts {
  const optional = {
    domainId: valueIn(body, 'domain-id'),
    localInterface: valueIn(body, 'local-interface'),
    peerAddress: valueIn(body, 'peer-address'),
    peerLink: valueIn(body, 'peer-link'),
    heartbeat: valueIn(body, 'peer-address heartbeat')?.split(' ')[0],
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const both = valueIn(body, 'reload-delay');
  return {
    ...present,
    isShut: body.has('shutdown'),
    dualPrimaryDelay: valueIn(body, 'dual-primary detection delay')?.split(' ')[0] ?? '0',
    reloadDelay: valueIn(body, 'reload-delay mlag') ?? both ?? '300',
    reloadDelayNonMlag: valueIn(body, 'reload-delay non-mlag') ?? both ?? '300',
  };
}

function suffixes(body: ConfigBody, prefix: string): ReadonlySet<string> {
  return new Set(
    [...body.keys()].filter((slot) => slot.startsWith(prefix)).map((slot) => slot.slice(prefix.length)),
  );
}

const everyVlan: ReadonlySet<number> = new Set(allVlans);
const noVlan: ReadonlySet<number> = new Set();

function allowedSet(text: string): ReadonlySet<number> {
  if (text === '1-4094') return everyVlan;
  return text === 'none' ? noVlan : new Set(parseVlanList(text));
}
