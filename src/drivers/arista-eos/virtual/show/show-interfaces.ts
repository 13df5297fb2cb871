/** `show interfaces status` and `show interfaces description`. */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { forwardingInterface } from '../state/forwarding.ts';
import { portChannelState } from '../state/lacp.ts';
import { column, type ShowContext, type ShowRule } from './show-rule.ts';

export const interfaceShowRules: readonly ShowRule[] = [
  { syntax: 'show interfaces status', answer: ({ device }) => showStatus(device, undefined) },
  {
    syntax: 'show interfaces <interfaces> status',
    answer: ({ device }, [names = '']) => showStatus(device, new Set(names.split(','))),
  },
  { syntax: 'show interfaces description', answer: showDescription },
];

type LinkStatus = 'connected' | 'notconnect' | 'disabled';

function linkStatus(device: Device, facts: InterfaceFacts): LinkStatus {
  if (facts.isShut) return 'disabled';
  const isPortChannel = interfaceName(facts.name)?.kind === 'port-channel';
  const isUp = isPortChannel
    ? portChannelState(device, facts.name)?.isUp === true
    : linkedNeighbour(device, facts.name) !== undefined;
  return isUp ? 'connected' : 'notconnect';
}

/** Ports, port-channels and management ports, in natural order with the port-channels last. */
function listed(device: Device): readonly InterfaceFacts[] {
  const rank = { ethernet: 0, management: 1, 'port-channel': 2 } as const;
  const ranked = [...device.facts.interfaces.values()].flatMap((facts) => {
    const kind = interfaceName(facts.name)?.kind;
    return kind === 'ethernet' || kind === 'management' || kind === 'port-channel'
      ? [{ facts, rank: rank[kind] }]
      : [];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || compareInterfaces(a.facts.name, b.facts.name))
    .map(({ facts }) => facts);
}

function showStatus(device: Device, wanted: ReadonlySet<string> | undefined): ShowAnswer {
  const all = listed(device).filter(({ name }) => wanted?.has(name) ?? true);
  const text = [
    'Port       Name                             Status       Vlan        Duplex Speed  Type         Flags Encapsulation',
    ...all.map((facts) => {
      const { speed, type } = hardware(facts);
      const vlan = vlanWord(device, facts);
      const head = `${column(shortName(facts.name), 10)} ${column(facts.description, 32)} ${column(linkStatus(device, facts), 12)}`;
      return `${head} ${column(vlan, 11)} full   ${column(speed, 6)} ${type}`.trimEnd();
    }),
  ];
  const data = {
    interfaceStatuses: Object.fromEntries(all.map((facts) => [facts.name, statusData(device, facts)])),
  };
  return { text, data };
}

function hardware(facts: InterfaceFacts): {
  readonly speed: string;
  readonly bandwidth: number;
  readonly type: string;
} {
  const kind = interfaceName(facts.name)?.kind;
  if (kind === 'management') return { speed: '1G', bandwidth: 1_000_000_000, type: '10/100/1000' };
  if (kind === 'port-channel') return { speed: 'N/A', bandwidth: 0, type: 'N/A' };
  return { speed: '10G', bandwidth: 10_000_000_000, type: 'EbraTestPhyPort' };
}

/** A member shows its port-channel instead of a VLAN, unless it forwards on its own. */
function bundleOf(device: Device, facts: InterfaceFacts): string | undefined {
  const name = facts.member?.portChannel;
  const isAlone = name !== undefined && forwardingInterface(device, facts.name) === facts;
  return isAlone ? undefined : name;
}

function isRouted(facts: InterfaceFacts): boolean {
  return facts.mode === 'routed' || interfaceName(facts.name)?.kind === 'management';
}

function vlanWord(device: Device, facts: InterfaceFacts): string {
  const bundle = bundleOf(device, facts);
  if (bundle !== undefined) return `in ${shortName(bundle)}`;
  if (isRouted(facts)) return 'routed';
  return facts.mode === 'trunk' ? 'trunk' : String(facts.accessVlan);
}

function statusData(device: Device, facts: InterfaceFacts): Readonly<Record<string, unknown>> {
  const { bandwidth, type } = hardware(facts);
  const status = linkStatus(device, facts);
  return {
    description: facts.description,
    linkStatus: status,
    lineProtocolStatus: status === 'connected' ? 'up' : 'down',
    vlanInformation: vlanInformation(device, facts),
    bandwidth,
    duplex: 'duplexFull',
    autoNegotiateActive: false,
    autoNegotigateActive: false,
    interfaceType: type,
  };
}

function vlanInformation(device: Device, facts: InterfaceFacts): Readonly<Record<string, unknown>> {
  if (bundleOf(device, facts) !== undefined) {
    return {
      interfaceMode: 'dataLink',
      interfaceForwardingModel: 'dataLink',
      vlanExplanation: vlanWord(device, facts),
    };
  }
  if (isRouted(facts)) return { interfaceMode: 'routed', interfaceForwardingModel: 'routed' };
  if (facts.mode === 'trunk') {
    return { interfaceMode: 'trunk', interfaceForwardingModel: 'bridged', vlanExplanation: 'trunk' };
  }
  return { interfaceMode: 'bridged', interfaceForwardingModel: 'bridged', vlanId: facts.accessVlan };
}

function showDescription({ device }: ShowContext): ShowAnswer {
  const words = { connected: 'up', notconnect: 'down', disabled: 'admin down' } as const;
  const rows = listed(device).map((facts) => ({ facts, status: linkStatus(device, facts) }));
  const text = [
    'Interface                      Status         Protocol           Description',
    ...rows.map(({ facts, status }) => {
      const protocol = status === 'connected' ? 'up' : 'down';
      const head = `${column(shortName(facts.name), 30)} ${column(words[status], 14)} ${column(protocol, 18)}`;
      return `${head} ${facts.description}`.trimEnd();
    }),
  ];
  const data = Object.fromEntries(
    rows.map(({ facts, status }) => [
      facts.name,
      {
        description: facts.description,
        interfaceStatus: status === 'disabled' ? 'adminDown' : words[status],
        lineProtocolStatus: status === 'connected' ? 'up' : 'down',
      },
    ]),
  );
  return { text, data: { interfaceDescriptions: data } };
}
