/** `show vlt` (SOURCES.md 6; not confirmed, in the shape of public notes). */
import type { ShowAnswer } from '../cli/output-filters.ts';
import { refusals } from '../cli/refusals.ts';
import { systemPortChannel } from '../config/interface-names.ts';
import { vlanListText } from '../../../virtual/vlan-list.ts';
import type { Device } from '../state/device.ts';
import type { VltFacts } from '../state/facts.ts';
import { vltMismatches, type Mismatches } from '../state/mismatch.ts';
import { vltPorts, type VltPort } from '../state/port-channel.ts';
import { vltState, type VltState } from '../state/vlt.ts';
import { column, dashes, type ShowContext, type ShowRule } from './show-rule.ts';

interface Domain {
  readonly device: Device;
  readonly vlt: VltFacts;
  readonly state: VltState;
}

const forDomain =
  (answer: (domain: Domain) => readonly string[]) =>
  ({ device }: ShowContext, [typed = '']: readonly string[]): ShowAnswer | string => {
    const { vlt } = device.facts;
    const state = vltState(device);
    const isThis = typed === 'all' || vlt?.domainId === typed;
    if (vlt !== undefined && state !== undefined && isThis) return { text: answer({ device, vlt, state }) };
    return typed === 'all' ? { text: [] } : refusals.notFound(`VLT domain ${typed}`);
  };

const views: Readonly<Record<string, (domain: Domain) => readonly string[]>> = {
  '': showDomain,
  ' vlt-port-detail': showPorts,
  ' backup-link': showBackupLink,
  ' mismatch': showMismatch,
};

/** `all` is how a switch prints the domain whatever its id is, as in its own diagnostics. */
export const vltRules: readonly ShowRule[] = Object.entries(views).flatMap(([words, view]) =>
  // A choice of one word gives no parameter, so that `all` is named here.
  [
    { syntax: `show vlt <1-255>${words}`, answer: forDomain(view) },
    { syntax: `show vlt all${words}`, answer: (context: ShowContext) => forDomain(view)(context, ['all']) },
  ],
);

/** The version of the protocol, as real peers show it. */
const protocol = '3.1';

function named(name: string, value: string, width = 39): string {
  return `${name.padEnd(width)}: ${value}`;
}

function showDomain({ device, vlt, state }: Domain): readonly string[] {
  const head = [
    named('Domain ID', vlt.domainId),
    named('Unit ID', String(state.unitId)),
    named('Role', state.role ?? 'unknown'),
    named('Version', protocol),
    named('Local System MAC address', device.systemMac),
    named('Role priority', String(vlt.priority)),
    named('VLT MAC address', state.mac),
    named('IP address', linkAddress(device, state.unitId)),
    named('Delay-Restore timer', `${vlt.delayRestoreS} seconds`),
    named('Peer-Routing', vlt.hasPeerRouting ? 'Enabled' : 'Disabled'),
    named('Peer-Routing-Timeout timer', `${vlt.peerRoutingTimeoutS} seconds`),
    named('Multicast peer-routing timer', '300 seconds'),
    'VLTi Link Status',
    named(`    ${systemPortChannel}`, state.isLinkUp ? 'up' : 'down'),
    '',
    'VLT Peer Unit ID    System MAC Address    Status    IP Address             Version',
    dashes(82),
  ];
  if (state.peer === undefined) return head;
  const unit = 3 - state.unitId;
  const row = `  ${column(String(unit), 18)}${column(state.peer.systemMac, 22)}${column('up', 10)}`;
  return [...head, `${row}${column(linkAddress(state.peer, unit), 23)}${protocol}`];
}

/** The members talk over a network of their own; its prefix follows from the domain. */
function linkAddress({ facts }: Device, unit: number): string {
  const domain = Number(facts.vlt?.domainId ?? 0).toString(16);
  return `fda5:74c8:b79e:${domain}::${unit}`;
}

function showPorts({ device, state }: Domain): readonly string[] {
  return vltPorts(device).flatMap(({ vltId, local, peer }) => [
    `vlt-port-channel ID : ${vltId}`,
    'VLT Unit ID    Port-Channel      Status    Configured ports    Active ports',
    dashes(79),
    portRow('*', state.unitId, local),
    ...(peer === undefined ? [] : [portRow(' ', 3 - state.unitId, peer)]),
  ]);
}

function portRow(mark: string, unit: number, { name, isUp, configured, active }: VltPort): string {
  const head = `${mark} ${column(String(unit), 13)}${column(name, 18)}${column(isUp ? 'up' : 'down', 10)}`;
  return `${head}${column(String(configured), 20)}${active}`;
}

function showBackupLink({ device, vlt: { backup } }: Domain): readonly string[] {
  if (backup === undefined) return [];
  const isAlive = device.surroundings.answers(backup.address);
  return [
    'VLT Backup Link',
    dashes(24),
    named('Destination', backup.address, 28),
    named('Peer Heartbeat status', isAlive ? 'Up' : 'Down', 28),
    named('Heartbeat interval', String(backup.intervalS), 28),
    named('Heartbeat timeout', String(backup.intervalS * 3), 28),
    named('Destination VRF', backup.vrf, 28),
  ];
}

/** One table for each thing that is compared. */
function showMismatch({ device, state }: Domain): readonly string[] {
  const found = vltMismatches(device);
  const units = [`* ${state.unitId}`, `  ${3 - state.unitId}`];
  return [
    ...table('Peer-routing mismatch:', 'Peer-routing', units, words(found.peerRouting)),
    ...table('VLAN mismatch:', 'Mismatch VLAN List', units, lists(found.vlans)),
    ...table('VLT MAC mismatch:', 'VLT MAC', units, found.mac),
    ...portTables(found, units),
  ];
}

type Pair = readonly [string, string] | undefined;

function words(pair: Mismatches['peerRouting']): Pair {
  return pair === undefined ? undefined : [enabled(pair[0]), enabled(pair[1])];
}

function enabled(isEnabled: boolean): string {
  return isEnabled ? 'Enabled' : 'Disabled';
}

function lists(pair: Mismatches['vlans']): Pair {
  return pair === undefined ? undefined : [vlanListText(pair[0]) || '-', vlanListText(pair[1]) || '-'];
}

function table(title: string, heading: string, units: readonly string[], pair: Pair): readonly string[] {
  if (pair === undefined) return [title, 'No mismatch', ''];
  return [title, ...rows(heading, units, pair), ''];
}

function rows(heading: string, units: readonly string[], pair: readonly [string, string]): readonly string[] {
  return [
    `VLT Unit ID     ${heading}`,
    dashes(44),
    ...pair.map((value, index) => `${column(units[index] ?? '', 16)}${value}`),
  ];
}

function portTables({ ports }: Mismatches, units: readonly string[]): readonly string[] {
  const title = 'VLT port-channel mismatch:';
  if (ports.length === 0) return [title, 'No mismatch', ''];
  return [
    title,
    ...ports.flatMap(({ vltId, what, values }) => [`VLT ID : ${vltId}`, ...rows(what, units, values)]),
    '',
  ];
}
