/** `show vpc role`, `peer-keepalive`, `consistency-parameters` and `orphan-ports`. */
import { table, type ShowAnswer } from './output-filters.ts';
import { compareInterfaces, interfaceName, shortName } from '../config/interface-names.ts';
import { globalParameters, vpcParameters, type Parameter } from '../state/consistency.ts';
import { linkedNeighbour, type Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { isCarriedBy } from '../state/forwarding.ts';
import { vpcSystemMac } from '../state/lacp.ts';
import { pairState, vpcInterface } from '../state/pair.ts';
import { column, labelled, type ShowContext, type ShowRule } from './show-rule.ts';

export const vpcDetailRules: readonly ShowRule[] = [
  { syntax: 'show vpc role', feature: 'vpc', answer: showRole },
  { syntax: 'show vpc peer-keepalive', feature: 'vpc', answer: showKeepalive },
  { syntax: 'show vpc consistency-parameters global', feature: 'vpc', answer: showGlobal },
  {
    syntax: 'show vpc consistency-parameters vpc <1-4096>',
    feature: 'vpc',
    answer: ({ device }, [id]) => showInterface(device, Number(id)),
  },
  {
    syntax: 'show vpc consistency-parameters interface <port-channel>',
    feature: 'vpc',
    answer: ({ device }, [name = '']) => {
      const vpc = device.facts.interfaces.get(name)?.bundle.vpc;
      return vpc === undefined ? `ERROR: ${name} is not a vPC` : showInterface(device, vpc);
    },
  },
  { syntax: 'show vpc orphan-ports', feature: 'vpc', answer: showOrphans },
];

function showRole({ device }: ShowContext): ShowAnswer {
  const { peer, role } = pairState(device);
  const { vpc } = device.facts;
  const data = {
    ...(peer === undefined
      ? { 'vpc-peer-status': 'peer-not-ok', 'vpc-peer-status-reason': 'peer link is down' }
      : { 'vpc-peer-status': 'peer-ok', 'vpc-peer-status-reason': 'SUCCESS' }),
    'vpc-current-role': role ?? 'none-established',
    'dual-active-detected': 0,
    'vpc-system-mac': vpcSystemMac(device) ?? noMac,
    'vpc-system-prio': vpc.systemPriority,
    'vpc-local-system-mac': device.systemMac,
    'vpc-local-system-prio': vpc.systemPriority,
    'vpc-local-role-prio': vpc.rolePriority,
    ...peerRole(peer),
  };
  const text = [
    '',
    'vPC Role status',
    '----------------------------------------------------',
    labelled('vPC role', role ?? 'none established'),
    labelled('Dual Active Detection Status', 0),
    labelled('vPC system-mac', data['vpc-system-mac']),
    labelled('vPC system-priority', data['vpc-system-prio']),
    labelled('vPC local system-mac', data['vpc-local-system-mac']),
    labelled('vPC local role-priority', data['vpc-local-role-prio']),
    labelled('vPC peer system-mac', data['vpc-peer-system-mac']),
    labelled('vPC peer role-priority', data['vpc-peer-role-prio']),
  ];
  return { text, data };
}

const noMac = '00:00:00:00:00:00';

function peerRole(peer: Device | undefined) {
  return {
    'vpc-peer-system-mac': peer?.systemMac ?? noMac,
    'vpc-peer-system-prio': peer?.facts.vpc.systemPriority ?? 0,
    'vpc-peer-role-prio': peer?.facts.vpc.rolePriority ?? 0,
  };
}

function showKeepalive({ device }: ShowContext): ShowAnswer {
  const { keepalive } = pairState(device);
  const { destination, vrf } = device.facts.vpc.keepalive ?? { destination: '-', vrf: 'management' };
  const isAlive = keepalive === 'alive';
  const data = {
    'vpc-peer-keepalive-status': isAlive
      ? 'peer-alive'
      : keepalive === 'failed'
        ? 'peer-not-reachable'
        : 'not-configured',
    'vpc-keepalive-dest': destination,
    'vpc-keepalive-send-interface': 'mgmt0',
    'vpc-keepalive-receive-interface': 'mgmt0',
    'vpc-keepalive-send-status': keepalive === 'not configured' ? 'Failed' : 'Success',
    'vpc-keepalive-receive-status': isAlive ? 'Success' : 'Failed',
    'vpc-keepalive-interval': 1000,
    'vpc-keepalive-timeout': 5,
    'vpc-keepalive-hold-timeout': 3,
    'vpc-keepalive-vrf': vrf,
    'vpc-keepalive-udp-port': 3200,
    'vpc-keepalive-tos': 192,
  };
  const status = {
    alive: 'peer is alive',
    failed: 'peer is not reachable through peer-keepalive',
    'not configured': 'Disabled',
  };
  const text = [
    '',
    labelled('vPC keep-alive status', status[keepalive]),
    labelled('--Send status', data['vpc-keepalive-send-status']),
    labelled('--Sent on interface', 'mgmt0'),
    labelled('--Receive status', data['vpc-keepalive-receive-status']),
    labelled('--Received on interface', 'mgmt0'),
    '',
    'vPC Keep-alive parameters',
    labelled('--Destination', destination),
    labelled('--Keepalive interval', '1000 msec'),
    labelled('--Keepalive timeout', '5 seconds'),
    labelled('--Keepalive hold timeout', '3 seconds'),
    labelled('--Keepalive vrf', vrf),
    labelled('--Keepalive udp port', 3200),
    labelled('--Keepalive tos', 192),
  ];
  return { text, data };
}

function showGlobal({ device }: ShowContext): ShowAnswer {
  return parameterTable(globalParameters(device, pairState(device).peer));
}

function showInterface(device: Device, vpc: number): ShowAnswer | string {
  const facts = vpcInterface(device, vpc);
  if (facts === undefined) return `ERROR: vPC ${vpc} is not configured`;
  return parameterTable(vpcParameters(device, facts, pairState(device).peer));
}

function parameterTable(parameters: readonly Parameter[]): ShowAnswer {
  const text = [
    '',
    '    Legend:',
    '        Type 1 : vPC will be suspended in case of mismatch',
    '',
    'Name                        Type  Local Value            Peer Value             ',
    '-------------               ----  ---------------------- -----------------------',
    ...parameters.map(
      (one) => column(one.name, 28) + column(one.type, 6) + column(one.local, 23) + column(one.peer, 24),
    ),
  ];
  const rows = parameters.map((one) => ({
    'vpc-param-name': one.name,
    'vpc-param-type': one.type,
    'vpc-param-local-val': one.local,
    'vpc-param-peer-val': one.peer,
  }));
  return { text, data: table('vpc_consistency', rows) };
}

function showOrphans({ device }: ShowContext): ShowAnswer {
  const { peerLink } = pairState(device);
  const orphans = [...device.facts.interfaces.values()]
    .filter((facts) => isOrphan(device, facts))
    .sort((a, b) => compareInterfaces(a.name, b.name));
  const vlans = [...device.facts.vlans.keys()]
    .filter((id) => peerLink !== undefined && isCarriedBy(device, peerLink, id))
    .sort((a, b) => a - b);
  const rows = vlans.flatMap((id) => {
    const ports = orphans
      .filter((facts) => isCarriedBy(device, facts, id))
      .map(({ name }) => shortName(name));
    return ports.length === 0 ? [] : [`${column(String(id), 15)}${ports.join(', ')}`];
  });
  const head = ['Note: ', '--------::Going through port database. Please be patient.::--------'];
  if (rows.length === 0) return { text: head };
  return {
    text: [...head, '', 'VLAN           Orphan Ports', '-------        -------------------------', ...rows],
  };
}

/** A port with a neighbour that is neither in a vPC nor in the peer-link. */
function isOrphan(device: Device, facts: InterfaceFacts): boolean {
  const isBridged = interfaceName(facts.name)?.kind === 'ethernet' && facts.mode !== 'routed';
  const owner = device.facts.interfaces.get(facts.member?.portChannel ?? '')?.bundle;
  const isOfPair = owner !== undefined && (owner.vpc !== undefined || owner.isPeerLink);
  return isBridged && !isOfPair && linkedNeighbour(device, facts.name) !== undefined;
}
