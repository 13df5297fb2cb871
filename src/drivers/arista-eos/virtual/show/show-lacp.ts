/** `show lacp interface` and `show lacp counters`. */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import { announcement, hearsLacp, portChannelState, type MemberStatus } from '../state/lacp.ts';
import { mlagIdentity } from '../state/pair.ts';
import type { ShowContext, ShowRule } from './show-rule.ts';

export const lacpRules: readonly ShowRule[] = [
  { syntax: 'show lacp interface', answer: showInterface },
  { syntax: 'show lacp interface detailed', answer: showInterface },
  { syntax: 'show lacp interface all-ports', answer: showInterface },
  { syntax: 'show lacp interface all-ports detailed', answer: showInterface },
  { syntax: 'show lacp counters', answer: showCounters },
  { syntax: 'show lacp counters all-ports', answer: showCounters },
];

interface Row {
  readonly portChannel: string;
  readonly port: string;
  readonly status: MemberStatus;
}

/** Members that run LACP, by port-channel; a port whose port-channel does not exist is an orphan. */
function rows(device: Device): readonly Row[] {
  const names = [...device.facts.members.keys()].sort(compareInterfaces);
  return names.flatMap((portChannel) =>
    [...(portChannelState(device, portChannel)?.members ?? [])]
      .filter(([port]) => device.facts.interfaces.get(port)?.member?.mode !== 'on')
      .map(([port, status]) => ({ portChannel, port, status })),
  );
}

function byPortChannel(
  device: Device,
  describe: (row: Row) => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const found: Record<string, { interfaces: Record<string, unknown> }> = {};
  for (const row of rows(device)) {
    const entry = (found[row.portChannel] ??= { interfaces: {} });
    entry.interfaces[row.port] = describe(row);
  }
  return found;
}

function showInterface({ device }: ShowContext): ShowAnswer {
  const text = [
    'State: A = Active, P = Passive; S=Short Timeout, L=Long Timeout;',
    '       G = Aggregable, I = Individual; s+=InSync, s-=OutOfSync;',
    '       C = Collecting, X = state machine expired,',
    '       D = Distributing, d = default neighbor state',
    '                 |                        Partner                              ',
    ' Port    Status  | Sys-id                    Port#   State     OperKey  PortPri',
    ' ------ ---------|------------------------- ------- --------- --------- -------',
    ...rows(device).map((row) => {
      const partner = partnerData(device, row.port);
      return ` ${shortName(row.port).padEnd(7)}${portStatus[row.status].padEnd(9)}| ${partner.partnerSystemId.padEnd(25)}`;
    }),
  ];
  const data = { portChannels: byPortChannel(device, (row) => interfaceData(device, row)), orphanPorts: {} };
  return { text, data };
}

function showCounters({ device }: ShowContext): ShowAnswer {
  const count = ({ port }: Row): Readonly<Record<string, unknown>> => ({
    actorPortStatus: portStatus[rows(device).find((row) => row.port === port)?.status ?? 'down'],
    lacpdusRxCount: hearsLacp(device, port) ? 1 : 0,
    lacpdusTxCount: announcement(device, port, mlagIdentity) === undefined ? 0 : 1,
    illegalRxCount: 0,
    markersRxCount: 0,
    markersTxCount: 0,
    markerResponseRxCount: 0,
    markerResponseTxCount: 0,
  });
  const text = rows(device).map(
    (row) => ` ${shortName(row.port)} ${JSON.stringify(count(row)['lacpdusRxCount'])}`,
  );
  return { text, data: { portChannels: byPortChannel(device, count), orphanPorts: {} } };
}

const portStatus: Readonly<Record<MemberStatus, string>> = {
  bundled: 'bundled',
  fallback: 'noAgg',
  individual: 'noAgg',
  waiting: 'noAgg',
  suspended: 'mismatchAgg',
  down: 'noAgg',
};

function interfaceData(device: Device, { port, status }: Row): Readonly<Record<string, unknown>> {
  const member = device.facts.interfaces.get(port)?.member;
  const own = announcement(device, port, mlagIdentity);
  return {
    actorPortStatus: portStatus[status],
    actorSystemId: own === undefined ? '' : wireSystemId(own.systemId),
    actorOperKey: hex(own?.key ?? 0),
    actorPortId: portId(port),
    actorPortPriority: member?.priority ?? 32768,
    actorPortState: portState(member?.mode === 'active', status === 'bundled', member?.isFast === true),
    ...partnerData(device, port),
    partnerPortState: portState(hearsLacp(device, port), status === 'bundled', member?.isFast === true),
  };
}

function partnerData(
  device: Device,
  port: string,
): {
  readonly partnerSystemId: string;
  readonly partnerOperKey: string;
  readonly partnerPortId: number;
  readonly partnerPortPriority: number;
} {
  const neighbour = linkedNeighbour(device, port);
  const nobody = {
    partnerSystemId: '0000,00-00-00-00-00-00',
    partnerOperKey: hex(0),
    partnerPortId: 0,
    partnerPortPriority: 0,
  };
  if (neighbour?.kind === 'host') {
    const partnerSystemId = wireSystemId(`65535,${neighbour.mac}`);
    return neighbour.speaksLacp
      ? { ...nobody, partnerSystemId, partnerOperKey: hex(9), partnerPortId: 1, partnerPortPriority: 255 }
      : nobody;
  }
  const heard = neighbour?.switch.lacp(neighbour.port);
  if (heard === undefined || neighbour === undefined) return nobody;
  return {
    partnerSystemId: wireSystemId(heard.systemId),
    partnerOperKey: hex(heard.key),
    partnerPortId: portId(neighbour.port),
    partnerPortPriority: 32768,
  };
}

function portState(
  activity: boolean,
  isBundled: boolean,
  timeout: boolean,
): Readonly<Record<string, boolean>> {
  return {
    activity,
    timeout,
    aggregation: true,
    synchronization: isBundled,
    collecting: isBundled,
    distributing: isBundled,
    defaulted: false,
    expired: false,
  };
}

/** `8000,02-00-00-00-01-01`: priority in hexadecimal. */
function wireSystemId(systemId: string): string {
  const [priority = '0', mac = ''] = systemId.split(',');
  return `${Number(priority).toString(16).padStart(4, '0')},${mac.replaceAll(':', '-')}`;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}

function portId(port: string): number {
  return Number(interfaceName(port)?.number.split('/')[0] ?? 0);
}
