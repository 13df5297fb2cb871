/** Everything that is observed, in one answer: what the database, the forwarding process and lldpd say, unchanged. */
import type { Observation } from '../../driver.ts';
import type {
  MemberState,
  ObservedPair,
  ObservedPort,
  ObservedPortChannel,
  ObservedSwitch,
} from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort } from '../port-names.ts';
import { lacpStates } from './lacp.ts';
import { neighbours } from './neighbours.ts';
import { idsIn, mapIn, numbersIn, parsedRecord, rowsOf, textIn, type Row } from './tables.ts';

/** Keys under which the driver's command line keeps what the database has no column for. */
const ours = 'twinleaf-';
const vlanKey = /^twinleaf-vlan-(\d+)$/;

export const state: Observation = {
  command: 'show state',
  read(output) {
    const said = parsedRecord(output);
    const bridges = rowsOf(said['Bridge']);
    const interfaces = rowsOf(said['Interface']).filter((row) =>
      ['', 'system'].includes(textIn(row, 'type') ?? ''),
    );
    const lacp = lacpStates(typeof said['lacp'] === 'string' ? said['lacp'] : '');
    const ports = new Map([
      ...loosePorts(said['links']),
      ...interfaces.map((row) => [textIn(row, 'name') ?? '', portState(row)] as const),
    ]);
    const portChannels = bonds(interfaces, ports, lacp);
    return {
      ports,
      portChannels,
      ...pairState(bridges, interfaces, portChannels),
      vlans: vlans(bridges, rowsOf(said['Port'])),
      neighbours: new Map(
        [...ports.keys()].map((port) => [port, neighbours(said['neighbours']).get(port) ?? []]),
      ),
      macs: macs(typeof said['macs'] === 'string' ? said['macs'] : '', switchedInterfaces(said)),
    };
  },
};

/** Ports of the machine, in a bridge or not: a cable is there before its port is configured. */
function loosePorts(links: unknown): readonly (readonly [string, ObservedPort])[] {
  if (typeof links !== 'object' || links === null) return [];
  const states: readonly (readonly [string, unknown])[] = Object.entries(links);
  return states.flatMap(([name, state]) =>
    canonicalPort(name) !== undefined && (state === 'up' || state === 'no-carrier' || state === 'shut')
      ? [[name, { state }] as const]
      : [],
  );
}

function portState(row: Row): ObservedPort {
  if (textIn(row, 'admin_state') === 'down') return { state: 'shut' };
  return { state: textIn(row, 'link_state') === 'up' ? 'up' : 'no-carrier' };
}

function bonds(
  interfaces: readonly Row[],
  ports: ReadonlyMap<string, ObservedPort>,
  lacp: ReadonlyMap<string, MemberState>,
): ReadonlyMap<number, ObservedPortChannel> {
  const found = new Map<number, Map<string, MemberState>>();
  for (const row of interfaces) {
    const number = Number(mapIn(row, 'external_ids').get(`${ours}bond`));
    const name = textIn(row, 'name') ?? '';
    if (!Number.isInteger(number)) continue;
    const isUp = ports.get(name)?.state === 'up';
    const members = found.get(number) ?? new Map<string, MemberState>();
    found.set(number, members.set(name, isUp ? (lacp.get(name) ?? 'waiting') : 'down'));
  }
  return new Map(
    [...found].map(([number, members]) => {
      const states = [...members.values()];
      return [number, { isUp: states.some((one) => one === 'bundled' || one === 'fallback'), members }];
    }),
  );
}

/** A switch knows its own legs only; a bond is whole when both members say so, and both are asked. */
function pairState(
  bridges: readonly Row[],
  interfaces: readonly Row[],
  portChannels: ReadonlyMap<number, ObservedPortChannel>,
): Pick<ObservedSwitch, 'mlags'> & { readonly pair?: ObservedPair } {
  const paired = bridges.find((row) => textIn(row, 'name') === 'mlag0');
  if (paired === undefined) return { mlags: new Map() };
  const systemMac = mapIn(paired, 'external_ids').get(`${ours}system-mac`);
  const isUp = interfaces.some(
    (row) =>
      mapIn(row, 'external_ids').get(`${ours}role`) === 'peer-link' && textIn(row, 'link_state') === 'up',
  );
  return {
    mlags: new Map([...portChannels].map(([number, bond]) => [number, bond.isUp ? 'full' : 'inactive'])),
    pair: {
      isActive: isUp,
      peerLinkUp: isUp,
      inconsistencies: [],
      ...(isUp && systemMac !== undefined ? { systemMac } : {}),
    },
  };
}

/** A VLAN is active where it may pass to the other member; a switch without one has nothing to stop it. */
function vlans(bridges: readonly Row[], ports: readonly Row[]): ObservedSwitch['vlans'] {
  const switched = bridges.find((row) => textIn(row, 'name') === 'br0');
  const kept = switched === undefined ? [] : [...mapIn(switched, 'external_ids')];
  const peerLink = ports.find((row) => textIn(row, 'name') === 'peer');
  const passing = peerLink === undefined ? undefined : new Set(numbersIn(peerLink, 'trunks'));
  return new Map(
    kept.flatMap(([key, name]) => {
      const id = Number(vlanKey.exec(key)?.[1]);
      return Number.isInteger(id) ? [[id, { name, isActive: passing?.has(id) ?? true }] as const] : [];
    }),
  );
}

/** `ovs-appctl fdb/show br0`: port number, VLAN, MAC, age. A frame of a bond over the pair comes in by its patch port. */
function macs(output: string, interfaces: readonly Row[]): ObservedSwitch['macs'] {
  const names = new Map(interfaces.map((row) => [String(row.get('ofport')), textIn(row, 'name') ?? '']));
  return output.split('\n').flatMap((line) => {
    const [, number = '', vlan = '', mac] =
      /^\s*(\d+)\s+(\d+)\s+((?:[0-9a-f]{2}:){5}[0-9a-f]{2})\s+\d+\s*$/i.exec(line) ?? [];
    const port = names.get(number);
    return mac === undefined || port === undefined
      ? []
      : [{ mac: mac.toLowerCase(), vlan: Number(vlan), port }];
  });
}

/** The interfaces of the bridge that learns; numbers of ports are unique in a bridge only. */
function switchedInterfaces(said: Readonly<Record<string, unknown>>): readonly Row[] {
  const bridge = rowsOf(said['Bridge']).find((row) => textIn(row, 'name') === 'br0');
  const ports = new Set(bridge === undefined ? [] : idsIn(bridge, 'ports'));
  const there = rowsOf(said['Port']).filter((row) => idsIn(row, '_uuid').some((id) => ports.has(id)));
  const ids = new Set(there.flatMap((row) => idsIn(row, 'interfaces')));
  return rowsOf(said['Interface']).filter((row) => idsIn(row, '_uuid').some((id) => ids.has(id)));
}
