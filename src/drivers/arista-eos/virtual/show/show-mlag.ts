/** `show mlag` and what stands below it. */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { shortName } from '../config/interface-names.ts';
import type { Device } from '../state/device.ts';
import { mlagPorts, type MlagPort } from '../state/mlag-ports.ts';
import { pairState, type PairState } from '../state/pair.ts';
import { configSanity, isConsistent, type Difference } from '../state/sanity.ts';
import { column, type ShowContext, type ShowRule } from './show-rule.ts';

export const mlagRules: readonly ShowRule[] = [
  { syntax: 'show mlag', answer: ({ device }) => showMlag(device, false) },
  { syntax: 'show mlag detail', answer: ({ device }) => showMlag(device, true) },
  { syntax: 'show mlag interfaces', answer: ({ device }) => showInterfaces(device) },
  { syntax: 'show mlag interfaces detail', answer: ({ device }) => showInterfaces(device) },
  { syntax: 'show mlag config-sanity', answer: showSanity },
];

const portNames = ['Disabled', 'Configured', 'Inactive', 'Active-partial', 'Active-full'] as const;

interface Summary {
  readonly state: 'disabled' | 'inactive' | 'active';
  readonly negStatus: 'disconnected' | 'connecting' | 'connected';
  readonly peerLinkStatus: string;
  readonly localIntfStatus: string;
  readonly systemId: string;
  readonly configSanity: '' | 'consistent' | 'inconsistent';
  readonly dualPrimaryDetectionState: 'disabled' | 'configured' | 'running';
  readonly mlagPorts: Readonly<Record<string, number>>;
}

function summary(device: Device, pair: PairState): Summary {
  const ports = mlagPorts(device);
  const count = (name: string): number => ports.filter(({ status }) => status === name.toLowerCase()).length;
  const consistency = isConsistent(device) ? 'consistent' : 'inconsistent';
  return {
    state: !pair.isEnabled ? 'disabled' : pair.isActive ? 'active' : 'inactive',
    negStatus: !pair.isEnabled ? 'disconnected' : pair.isActive ? 'connected' : 'connecting',
    peerLinkStatus: pair.peerLinkStatus,
    localIntfStatus: pair.localInterfaceStatus,
    systemId: pair.systemId ?? '00:00:00:00:00:00',
    configSanity: pair.isActive ? consistency : '',
    dualPrimaryDetectionState: dualPrimary(device, pair),
    mlagPorts: Object.fromEntries(portNames.map((name) => [name, count(name)])),
  };
}

function dualPrimary({ facts }: Device, pair: PairState): Summary['dualPrimaryDetectionState'] {
  if (facts.mlag.dualPrimaryDelay === '0') return 'disabled';
  return pair.isActive ? 'running' : 'configured';
}

function showMlag(device: Device, isDetailed: boolean): ShowAnswer {
  const pair = pairState(device);
  const { mlag } = device.facts;
  const state = summary(device, pair);
  const line = (name: string, value: string): string => `${name.padEnd(20)}:${value.padStart(20)}`;
  const data = {
    ...state,
    domainId: mlag.domainId ?? '',
    localInterface: mlag.localInterface ?? '',
    peerAddress: mlag.peerAddress ?? '0.0.0.0',
    peerLink: mlag.peerLink ?? '',
    reloadDelay: Number(mlag.reloadDelay),
    reloadDelayNonMlag: Number(mlag.reloadDelayNonMlag),
    portsErrdisabled: false,
    dualPrimaryPortsErrdisabled: false,
    ...(isDetailed ? { detail: detailData(device, pair) } : {}),
  };
  const text = [
    'MLAG Configuration:',
    line('domain-id', data.domainId),
    line('local-interface', data.localInterface),
    line('peer-address', data.peerAddress),
    line('peer-link', data.peerLink),
    line('peer-config', state.configSanity),
    '',
    'MLAG Status:',
    line('state', capitalised(state.state)),
    line('negotiation status', capitalised(state.negStatus)),
    line('peer-link status', capitalised(state.peerLinkStatus)),
    line('local-int status', capitalised(state.localIntfStatus)),
    line('system-id', state.systemId),
    line('dual-primary detection ', capitalised(state.dualPrimaryDetectionState)),
    '',
    'MLAG Ports:',
    ...portNames.map((name) => line(name, String(state.mlagPorts[name] ?? 0))),
    '',
    ...(isDetailed ? detailLines(device, pair, line) : []),
  ];
  return { text, data };
}

function detailLines(
  device: Device,
  pair: PairState,
  line: (name: string, value: string) => string,
): readonly string[] {
  const detail = detailData(device, pair);
  return [
    'MLAG Detailed Status:',
    line('State', detail.mlagState),
    line('Peer State', detail.peerMlagState),
    line('UDP heartbeat alive', capitalised(String(detail.udpHeartbeatAlive))),
    line('Peer MAC address', detail.peerMacAddress),
    '',
  ];
}

interface Detail {
  readonly mlagState: string;
  readonly peerMlagState: string;
  readonly peerMacAddress: string;
  readonly udpHeartbeatAlive: boolean;
  readonly [field: string]: unknown;
}

/** Without a heartbeat address the heartbeats run over the peer-link, with one over the management network. */
function detailData(device: Device, pair: PairState): Detail {
  const { heartbeat } = device.facts.mlag;
  const isOutOfBandAlive = heartbeat !== undefined && device.surroundings.answers(heartbeat);
  return {
    mlagState: pair.role ?? (pair.isEnabled ? 'inactive' : 'disabled'),
    peerMlagState: pair.role === undefined ? 'unknown' : pair.role === 'primary' ? 'secondary' : 'primary',
    peerMacAddress: pair.peer?.systemMac ?? '00:00:00:00:00:00',
    udpHeartbeatAlive: heartbeat === undefined ? pair.isActive : isOutOfBandAlive,
    enabled: pair.isEnabled,
    failover: false,
    failoverInitiated: false,
    secondaryFromFailover: false,
    lacpStandby: false,
    mlagHwReady: true,
    heartbeatInterval: 4000,
    effectiveHeartbeatInterval: 4000,
    heartbeatTimeout: 60_000,
    heartbeatTimeoutsSinceReboot: 0,
    peerPortsErrdisabled: false,
    primaryPriority: 32767,
    peerPrimaryPriority: 32767,
  };
}

function showInterfaces(device: Device): ShowAnswer {
  const ports = mlagPorts(device);
  const text = [
    '                                                                    local/remote',
    '   mlag       desc             state       local       remote          status',
    '---------- ----------- -------------- ------------ ------------ -----------------',
    ...ports.map((port) => {
      const desc = column(port.local.description, 11);
      const both = `${up(port.isLocalUp)}/${up(port.peer?.isUp === true)}`;
      const remote = port.peer === undefined ? 'n/a' : shortName(port.peer.name);
      return `${String(port.mlag).padStart(10)} ${desc} ${port.status.padStart(14)} ${shortName(port.local.name).padStart(12)} ${remote.padStart(12)} ${both.padStart(17)}`;
    }),
  ];
  return {
    text,
    data: { interfaces: Object.fromEntries(ports.map((port) => [String(port.mlag), portData(port)])) },
  };
}

function portData(port: MlagPort): Readonly<Record<string, string>> {
  return {
    localInterface: port.local.name,
    peerInterface: port.peer?.name ?? '',
    localInterfaceStatus: up(port.isLocalUp),
    peerInterfaceStatus: port.peer === undefined ? 'unknown' : up(port.peer.isUp),
    status: port.status,
  };
}

function showSanity({ device }: ShowContext): ShowAnswer {
  const pair = pairState(device);
  const sanity = configSanity(device);
  const globalConfiguration = [...sanity.global].map(
    ([feature, found]) => [feature, { globalParameters: Object.fromEntries(found) }] as const,
  );
  const interfaceConfiguration = [...sanity.interfaces].map(
    ([attribute, found]) => [attribute, { interface: Object.fromEntries(found) }] as const,
  );
  const data = {
    globalConfiguration: Object.fromEntries(globalConfiguration),
    interfaceConfiguration: Object.fromEntries(interfaceConfiguration),
    mlagActive: pair.isEnabled,
    mlagConnected: pair.isActive,
  };
  if (!pair.isEnabled) return { text: ['MLAG is disabled'], data };
  if (!pair.isActive) return { text: ['MLAG peer is not connected'], data };
  const text = [
    ...differences('global', sanity.global),
    '',
    ...differences('per interface', sanity.interfaces),
  ];
  return { text, data };
}

function differences(
  kind: string,
  found: ReadonlyMap<string, ReadonlyMap<string, Difference>>,
): readonly string[] {
  if (found.size === 0) return [`No ${kind} configuration inconsistencies found.`];
  const rows = [...found].flatMap(([feature, attributes]) =>
    [...attributes].map(
      ([attribute, value]) =>
        `   ${feature.padEnd(30)} ${attribute.padEnd(30)} ${value.localValue.padEnd(18)} ${value.peerValue}`,
    ),
  );
  return [`${capitalised(kind)} configuration inconsistencies:`, ...rows];
}

function up(isUp: boolean): 'up' | 'down' {
  return isUp ? 'up' : 'down';
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
