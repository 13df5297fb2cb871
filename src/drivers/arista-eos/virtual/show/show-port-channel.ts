/** `show port-channel` and `show lacp`. */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import type { Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { hearsLacp, portChannelState, type MemberStatus, type PortChannelState } from '../state/lacp.ts';
import { mlagPorts } from '../state/mlag-ports.ts';
import type { ShowContext, ShowRule } from './show-rule.ts';

export const portChannelRules: readonly ShowRule[] = [
  { syntax: 'show port-channel', answer: showPortChannel },
  { syntax: 'show port-channel detailed', answer: showPortChannel },
  { syntax: 'show port-channel summary', answer: showSummary },
];

interface Bundle {
  readonly facts: InterfaceFacts;
  readonly state: PortChannelState;
  /** Ports of the MLAG peer that are bundled in the same aggregate. */
  readonly peerPorts: readonly string[];
}

/** Every port-channel in natural order. */
function bundles(device: Device): readonly Bundle[] {
  const peers = new Map(
    mlagPorts(device).map((port) => [port.local.name, port.peer?.bundled ?? []] as const),
  );
  const names = [...device.facts.interfaces.keys()].filter(
    (name) => interfaceName(name)?.kind === 'port-channel',
  );
  return names.sort(compareInterfaces).flatMap((name) => {
    const facts = device.facts.interfaces.get(name);
    const state = portChannelState(device, name);
    if (facts === undefined || state === undefined) return [];
    return [{ facts, state, peerPorts: peers.get(name) ?? [] }];
  });
}

const isActive = (status: MemberStatus): boolean => status === 'bundled' || status === 'fallback';

const reasons: Readonly<Record<MemberStatus, string>> = {
  bundled: '',
  fallback: '',
  individual: 'fallback individual is in effect',
  waiting: 'waiting for LACP response',
  suspended: 'incompatible with the aggregate of the other members',
  down: 'link down in negotiation',
};

function showPortChannel({ device }: ShowContext): ShowAnswer {
  const all = bundles(device);
  const text = all.flatMap((bundle) => [
    `Port Channel ${bundle.facts.name}:`,
    `  Active Ports: ${activePorts(bundle).map(shortPort).join(' ')}`.trimEnd(),
    ...configuredInactive(bundle).map(([port, status]) => `       ${shortName(port)}: ${reasons[status]}`),
  ]);
  const data = {
    portChannels: Object.fromEntries(all.map((bundle) => [bundle.facts.name, bundleData(device, bundle)])),
  };
  return { text: text.length === 0 ? [] : text, data };
}

function activePorts({ state, peerPorts }: Bundle): readonly string[] {
  const own = [...state.members].filter(([, status]) => isActive(status)).map(([port]) => port);
  return own.length === 0 ? own : [...own, ...peerPorts.map((port) => `Peer${port}`)];
}

function configuredInactive({ state }: Bundle): readonly (readonly [string, MemberStatus])[] {
  return [...state.members].filter(([, status]) => !isActive(status));
}

function shortPort(port: string): string {
  return port.startsWith('Peer') ? `P${shortName(port.slice(4))}` : shortName(port);
}

function bundleData(device: Device, bundle: Bundle): Readonly<Record<string, unknown>> {
  const { facts, state } = bundle;
  const active = activePorts(bundle).map((port) => [port, memberData(device, port)] as const);
  const inactive = configuredInactive(bundle).map(
    ([port, status]) => [port, { reasonUnconfigured: reasons[status], timeBecameInactive: 0 }] as const,
  );
  return {
    recircFeature: [],
    fallbackState: facts.fallback === undefined ? 'unconfigured' : fallbackWord(facts, state),
    minSpeed: '0 gbps',
    minLinks: facts.minLinks,
    currWeight: active.length,
    maxWeight: 16,
    activePorts: Object.fromEntries(active),
    inactivePorts: Object.fromEntries(inactive),
    rxPorts: {},
    inactiveLag: facts.isShut,
  };
}

function fallbackWord(facts: InterfaceFacts, { isInFallback }: PortChannelState): string {
  if (!isInFallback) return 'configured';
  return facts.fallback === 'static' ? 'fallbackStatic' : 'fallbackIndividual';
}

function memberData(device: Device, port: string): Readonly<Record<string, unknown>> {
  const mode = device.facts.interfaces.get(port.replace(/^Peer/, ''))?.member?.mode ?? 'active';
  const isLacp = mode !== 'on' && (port.startsWith('Peer') || hearsLacp(device, port));
  return {
    protocol: isLacp ? 'lacp' : 'static',
    weight: 1,
    timeBecameActive: 0,
    ...(mode === 'on' ? {} : { lacpMode: mode }),
  };
}

/** Columns and legend as the real table has them; members wrap after four. */
function showSummary({ device }: ShowContext): ShowAnswer {
  const all = bundles(device);
  const inUse = all.filter(({ state }) => state.isUp).length;
  const text = [
    'Flags                                                            ',
    '-------------------------- ----------------------------- ------------------------- ',
    '   a - LACP Active            p - LACP Passive           * - static fallback       ',
    '   F - Fallback enabled       f - Fallback configured    ^ - individual fallback   ',
    '   U - In Use                 D - Down                                             ',
    '   + - In-Sync                - - Out-of-Sync            i - incompatible with agg ',
    '   P - bundled in Po          s - suspended              G - Aggregable            ',
    '   I - Individual             S - ShortTimeout           w - wait for agg          ',
    '',
    `Number of channels in use: ${inUse}`,
    `Number of aggregators: ${all.filter(({ facts }) => !facts.isShut).length}`,
    '',
    '   Port-Channel       Protocol     Ports                            ',
    '------------------ --------------- -------------------------------- ',
    ...all.flatMap((bundle) => summaryLines(device, bundle)),
  ];
  const portChannels = all.map((bundle) => [bundle.facts.name, summaryData(device, bundle)] as const);
  return {
    text,
    data: {
      numberOfChannelsInUse: inUse,
      numberOfAggregators: all.length,
      portChannels: Object.fromEntries(portChannels),
    },
  };
}

function summaryLines(device: Device, bundle: Bundle): readonly string[] {
  const { facts, state, peerPorts } = bundle;
  const name = `${shortName(facts.name)}(${state.isUp ? 'U' : 'D'})`;
  const own = [...state.members].map(([port, status]) => `${shortName(port)}(${memberFlags[status]})`);
  const peers = state.isUp ? peerPorts.map((port) => `P${shortName(port)}(P)`) : [];
  const ports = [...own, ...peers];
  const first = `   ${name.padEnd(18)} ${protocol(device, bundle).padEnd(12)} ${ports.slice(0, 4).join(' ')}`;
  const rest: string[] = [];
  for (let at = 4; at < ports.length; at += 4) rest.push(' '.repeat(35) + ports.slice(at, at + 4).join(' '));
  return [first, ...rest];
}

const memberFlags: Readonly<Record<MemberStatus, string>> = {
  bundled: 'PG+',
  fallback: 'PG',
  individual: 'I',
  waiting: 'w',
  suspended: 's-',
  down: 'D',
};

/** `LACP(aF*)`: mode, then fallback enabled (in effect) or configured, then its kind while in effect. */
function protocol(device: Device, { facts, state }: Bundle): string {
  const mode = [...state.members.keys()].map((port) => device.facts.interfaces.get(port)?.member?.mode)[0];
  if (mode === 'on') return 'Static';
  const letter = mode === 'passive' ? 'p' : 'a';
  if (facts.fallback === undefined) return `LACP(${letter})`;
  if (!state.isInFallback) return `LACP(${letter}f)`;
  return `LACP(${letter}F${facts.fallback === 'static' ? '*' : '^'})`;
}

function summaryData(device: Device, { facts, state }: Bundle): Readonly<Record<string, unknown>> {
  const ports = [...state.members].map(([port, status]) => {
    const mode = device.facts.interfaces.get(port)?.member?.mode ?? 'on';
    return [
      port,
      {
        intf: port,
        lacpMode: mode,
        linkDown: status === 'down',
        bundled: status === 'bundled',
        suspended: status === 'suspended',
      },
    ] as const;
  });
  return {
    protocol: 'lacp',
    linkState: state.isUp ? 'up' : 'down',
    fallback: {
      config: facts.fallback ?? 'fallbackNone',
      status: facts.fallback === undefined ? 'unconfigured' : fallbackWord(facts, state),
    },
    ports: Object.fromEntries(ports),
  };
}
