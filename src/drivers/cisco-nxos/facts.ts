/** What a running configuration of NX-OS says, in neutral terms. */
import type { IdRange } from '../../fabric/model/ids.ts';
import type { InterfaceFacts, RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, idRanges, interfaceSections, numberAfter } from '../config-query.ts';
import { canonicalPort } from './port-names.ts';

const defaultVlan: IdRange = { low: 1, high: 1 };

/** What the system keeps for itself unless it is moved, and how many VLANs a moved block has (Layer 2 guide). */
export const internalVlans: IdRange = { low: 3968, high: 4094 };
const movedBlockSize = 128;

/** The facts of a configuration in canonical form. VLANs in merged headers (`vlan 1,10,20-21`) are told apart. */
export function readFacts(running: ConfigTree): RunningFacts {
  const interfaces = interfaceSections(running);
  const hostname = firstMatch(running, /^hostname (\S+)$/);
  return {
    ...(hostname === undefined ? {} : { hostname }),
    vlans: running.flatMap(vlansIn),
    ports: interfaces.flatMap(({ name, line }) =>
      canonicalPort(name) === name ? [interfaceFacts(name, line)] : [],
    ),
    portChannels: interfaces.flatMap(({ name, line }) => {
      const id = numberAfter('port-channel', name);
      return id === undefined ? [] : [interfaceFacts(id, line)];
    }),
    svis: interfaces.flatMap(({ name }) => numberAfter('Vlan', name) ?? []),
    hasPairDomain: running.some(({ text }) => /^vpc domain \d+$/.test(text)),
    internalVlans: movedBlock(running) ?? internalVlans,
  };
}

function vlansIn(line: ConfigLine): RunningFacts['vlans'] {
  const [, list] = /^vlan ([\d,-]+)$/.exec(line.text) ?? [];
  if (list === undefined) return [];
  const name = firstMatch(line.children, /^name (.+)$/);
  const ids = idRanges(list).flatMap(({ low, high }) =>
    Array.from({ length: high - low + 1 }, (_, offset) => low + offset),
  );
  return ids.map((id) => ({ id, ...(name === undefined ? {} : { name }) }));
}

function interfaceFacts<Id>(id: Id, line: ConfigLine): InterfaceFacts<Id> {
  const description = firstMatch(line.children, /^description (.+)$/);
  const portChannel = firstMatch(line.children, /^channel-group (\d+) /);
  return {
    id,
    ...(description === undefined ? {} : { description }),
    isShut: hasLine(line, 'shutdown'),
    ...(portChannel === undefined ? {} : { portChannel: Number(portChannel) }),
    vlans: portChannel === undefined ? switchedVlans(line) : [],
  };
}

/** A trunk without a list passes every VLAN. The management port is no switch port. */
function switchedVlans(line: ConfigLine): readonly IdRange[] | 'all' {
  if (!hasLine(line, 'switchport')) return [];
  const mode = firstMatch(line.children, /^switchport mode (\S+)$/) ?? 'access';
  if (mode === 'trunk') {
    const list = firstMatch(line.children, /^switchport trunk allowed vlan (\S+)$/) ?? 'all';
    return list === 'all' ? 'all' : idRanges(list);
  }
  const access = firstMatch(line.children, /^switchport access vlan (\d+)$/);
  return access === undefined ? [defaultVlan] : idRanges(access);
}

/** What `system vlan <id> reserve` moves the block to, from the next start on. */
function movedBlock(running: ConfigTree): IdRange | undefined {
  const first = firstMatch(running, /^system vlan (\d+) reserve$/);
  return first === undefined ? undefined : { low: Number(first), high: Number(first) + movedBlockSize - 1 };
}
