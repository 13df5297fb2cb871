/** `show vpc` and its kin; shapes from real captures and SOURCES.md 6. */
import { table, type ShowAnswer } from './output-filters.ts';
import { shortName } from '../config/interface-names.ts';
import { vlanListText } from '../../../virtual/vlan-list.ts';
import { firstDifference, globalParameters, vpcParameters } from '../state/consistency.ts';
import type { Device } from '../state/device.ts';
import type { InterfaceFacts } from '../state/facts.ts';
import { isCarriedBy } from '../state/forwarding.ts';
import { pairState, type PairState } from '../state/pair.ts';
import { portChannelState } from '../state/port-channels.ts';
import { vpcsOf, vpcVerdict } from '../state/vpc-ports.ts';
import { column, labelled, type ShowRule } from './show-rule.ts';

export const vpcRules: readonly ShowRule[] = [
  { syntax: 'show vpc', feature: 'vpc', answer: ({ device }) => showVpc(device, () => true) },
  { syntax: 'show vpc brief', feature: 'vpc', answer: ({ device }) => showVpc(device, () => true) },
  {
    syntax: 'show vpc <1-4096>',
    feature: 'vpc',
    answer: ({ device }, [id]) => showVpc(device, (vpc) => vpc === Number(id)),
  },
];

interface Condition {
  readonly data: string;
  readonly text: string;
}

function peerStatus({ peer, peerLink, isPeerLinkUp }: PairState): Condition {
  if (peer !== undefined) return { data: 'peer-ok', text: 'peer adjacency formed ok' };
  if (peerLink === undefined) return { data: 'peer-link-not-configured', text: 'peer link not configured' };
  if (!isPeerLinkUp) return { data: 'peer-link-down', text: 'peer link is down' };
  return { data: 'peer-not-reachable', text: 'peer is not reachable through cfs' };
}

function keepaliveStatus({ keepalive }: PairState): Condition {
  if (keepalive === 'alive') return { data: 'peer-alive', text: 'peer is alive' };
  if (keepalive === 'failed') {
    return { data: 'peer-not-reachable', text: 'peer is not reachable through peer-keepalive' };
  }
  return { data: 'not-configured', text: 'Disabled' };
}

/** Type-1 and type-2 verdict over the domain and every vPC. */
function consistency(
  device: Device,
  { peer }: PairState,
  type: '1' | '2',
): Condition & { readonly reason: string } {
  if (peer === undefined) {
    return { data: 'inconsistent', text: 'failed', reason: 'Consistency Check Not Performed' };
  }
  const lists = [globalParameters(device, peer)];
  if (type === '2') lists.push(...vpcsOf(device).map((facts) => vpcParameters(device, facts, peer)));
  const found = lists.map((list) => firstDifference(list, type)).find((one) => one !== undefined);
  if (found === undefined) return { data: 'consistent', text: 'success', reason: 'SUCCESS' };
  const subject =
    type === '1' ? 'vPC type-1' : found.name.startsWith('Interface-vlan') ? 'SVI type-2' : 'type-2';
  return {
    data: 'inconsistent',
    text: 'failed',
    reason: `${subject} configuration incompatible - ${found.name} inconsistent`,
  };
}

/** The VLANs that pass, lowest first, or `-`. */
function activeVlans(device: Device, facts: InterfaceFacts, isUp: boolean): string {
  if (!isUp) return '-';
  const ids = [...device.facts.vlans.keys()].filter((id) => isCarriedBy(device, facts, id));
  return vlanListText(ids.sort((a, b) => a - b)) || '-';
}

function vpcRows(
  device: Device,
  isWanted: (vpc: number) => boolean,
): readonly {
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}[] {
  return vpcsOf(device)
    .filter(({ vpc }) => isWanted(vpc))
    .map((facts) => {
      const isUp = portChannelState(device, facts.name)?.isUp === true;
      const verdict = vpcVerdict(device, facts);
      const vlans = activeVlans(device, facts, isUp);
      const data = {
        'vpc-id': facts.vpc,
        'vpc-ifindex': shortName(facts.name),
        'vpc-port-state': isUp ? 1 : 0,
        'phy-port-if-removed': 'disabled',
        'vpc-thru-peerlink': 0,
        'vpc-consistency': verdict.consistency,
        'vpc-consistency-status': verdict.reason,
        'up-vlan-bitset': vlans,
        'es-attr': 'DF: Invalid',
      };
      return { data, lines: vpcLines(facts, isUp, verdict, vlans) };
    });
}

const shownConsistency = {
  consistent: 'success',
  inconsistent: 'failed',
  'not-applicable': 'Not Applicable',
} as const;

/** The reason wraps inside its column. */
function vpcLines(
  facts: InterfaceFacts & { readonly vpc: number },
  isUp: boolean,
  verdict: ReturnType<typeof vpcVerdict>,
  vlans: string,
): readonly string[] {
  const reason = verdict.reason === 'SUCCESS' ? 'success' : verdict.reason;
  const [first = '', ...rest] = wrapped(reason, 21);
  const head =
    column(String(facts.vpc), 6) +
    column(shortName(facts.name), 14) +
    column(isUp ? 'up' : 'down', 7) +
    column(shownConsistency[verdict.consistency], 12);
  const tail = rest.map((line) => ' '.repeat(39) + line);
  return [`${head}${first.padEnd(22)}${vlans}`, ...tail];
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function showVpc(device: Device, isWanted: (vpc: number) => boolean): ShowAnswer {
  const pair = pairState(device);
  const rows = vpcRows(device, isWanted);
  return {
    text: [
      ...domainLines(device, pair),
      ...tableLines(
        device,
        pair,
        rows.flatMap(({ lines }) => lines),
      ),
    ],
    data: dataOf(
      device,
      pair,
      rows.map(({ data }) => data),
    ),
  };
}

function recovery({ facts: { vpc } }: Device): string {
  if (vpc.autoRecoveryMs === undefined) return 'Disabled';
  return `Enabled, timer is off.(timeout = ${vpc.autoRecoveryMs / 1000}s)`;
}

function domainLines(device: Device, pair: PairState): readonly string[] {
  const { vpc } = device.facts;
  const [type1, type2] = [consistency(device, pair, '1'), consistency(device, pair, '2')];
  return [
    'Legend:',
    '                (*) - local vPC is down, forwarding via vPC peer-link',
    '',
    labelled('vPC domain id', vpc.domain ?? 'not configured'),
    labelled('Peer status', peerStatus(pair).text),
    labelled('vPC keep-alive status', keepaliveStatus(pair).text),
    labelled('Configuration consistency status', type1.text),
    labelled('Per-vlan consistency status', 'success'),
    ...(type1.text === 'failed' ? [labelled('Configuration inconsistency reason', type1.reason)] : []),
    labelled('Type-2 consistency status', type2.text),
    ...(type2.text === 'failed' ? [labelled('Type-2 inconsistency reason', type2.reason)] : []),
    labelled('vPC role', pair.role ?? 'none established'),
    labelled('Number of vPCs configured', vpcsOf(device).length),
    labelled('Peer Gateway', vpc.hasPeerGateway ? 'Enabled' : 'Disabled'),
    labelled('Dual-active excluded VLANs', '-'),
    labelled('Graceful Consistency Check', vpc.isGraceful ? 'Enabled' : 'Disabled'),
    labelled('Auto-recovery status', recovery(device)),
    labelled('Delay-restore status', `Timer is off.(timeout = ${vpc.restoreDelay}s)`),
    labelled('Delay-restore SVI status', `Timer is off.(timeout = ${vpc.restoreDelaySvi}s)`),
    labelled('Operational Layer3 Peer-router', vpc.hasPeerRouter ? 'Enabled' : 'Disabled'),
    labelled('Virtual-peerlink mode', 'Disabled'),
    '',
  ];
}

function tableLines(
  device: Device,
  { peerLink, isPeerLinkUp }: PairState,
  rows: readonly string[],
): readonly string[] {
  const link =
    peerLink === undefined
      ? []
      : [
          'vPC Peer-link status',
          '---------------------------------------------------------------------',
          'id    Port   Status Active vlans    ',
          '--    ----   ------ -------------------------------------------------',
          `1     ${column(shortName(peerLink.name), 7)}${column(isPeerLinkUp ? 'up' : 'down', 7)}${activeVlans(device, peerLink, isPeerLinkUp)}`,
          '',
        ];
  const vpcs =
    rows.length === 0
      ? []
      : [
          'vPC status',
          '----------------------------------------------------------------------------',
          'Id    Port          Status Consistency Reason                Active vlans',
          '--    ------------  ------ ----------- ------                ---------------',
          ...rows,
          '',
          'Please check "show vpc consistency-parameters vpc <vpc-num>" for the',
          'consistency reason of down vpc and for type-2 consistency reasons for',
          'any vpc.',
        ];
  return [...link, ...vpcs];
}

function dataOf(
  device: Device,
  pair: PairState,
  vpcs: readonly Readonly<Record<string, unknown>>[],
): Readonly<Record<string, unknown>> {
  const { vpc } = device.facts;
  const [type1, type2] = [consistency(device, pair, '1'), consistency(device, pair, '2')];
  const link = pair.peerLink;
  const links =
    link === undefined
      ? []
      : [
          {
            'peer-link-id': 1,
            'peerlink-ifindex': shortName(link.name),
            'peer-link-port-state': pair.isPeerLinkUp ? 1 : 0,
            'peer-up-vlan-bitset': activeVlans(device, link, pair.isPeerLinkUp),
          },
        ];
  return {
    'vpc-domain-id': vpc.domain === undefined ? 'not configured' : String(vpc.domain),
    'vpc-peer-status': peerStatus(pair).data,
    'vpc-peer-status-reason': pair.peer === undefined ? peerStatus(pair).text : 'SUCCESS',
    'vpc-peer-keepalive-status': keepaliveStatus(pair).data,
    'vpc-peer-consistency': type1.data,
    'vpc-per-vlan-peer-consistency': 'consistent',
    'vpc-peer-consistency-status': type1.reason,
    'vpc-type-2-consistency': type2.data,
    'vpc-type-2-consistency-status': type2.reason,
    'vpc-role': pair.role ?? 'none-established',
    'num-of-vpcs': String(vpcsOf(device).length),
    'peer-gateway': vpc.hasPeerGateway ? 1 : 0,
    'dual-active-excluded-vlans': '-',
    'vpc-graceful-consistency-check-status': vpc.isGraceful ? 'enabled' : 'disabled',
    'vpc-auto-recovery-status': recovery(device),
    'vpc-delay-restore-status': `Timer is off.(timeout = ${vpc.restoreDelay}s)`,
    'vpc-delay-restore-svi-status': `Timer is off.(timeout = ${vpc.restoreDelaySvi}s)`,
    'operational-l3-peer': vpc.hasPeerRouter ? 'Enabled' : 'Disabled',
    'virtual-peerlink': 'Disabled',
    ...table('peerlink', links),
    ...table('vpc', vpcs),
  };
}
