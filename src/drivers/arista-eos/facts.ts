/** What a running configuration of EOS says, in neutral terms. */
import type { IdRange } from '../../fabric/model/ids.ts';
import type { InterfaceFacts, RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, idRanges, interfaceSections, numberAfter } from '../config-query.ts';
import { canonicalPort } from './port-names.ts';

const defaultVlan: IdRange = { low: 1, high: 1 };

/** The facts of a configuration in canonical form. VLANs in merged headers (`vlan 10,20-21`) are told apart. */
export function readFacts(running: ConfigTree): RunningFacts {
  const interfaces = interfaceSections(running);
  const hostname = firstMatch(running, /^hostname (\S+)$/);
  const internalVlans = internalRange(running);
  return {
    ...(hostname === undefined ? {} : { hostname }),
    vlans: running.flatMap(vlansIn),
    ports: interfaces.flatMap(({ name, line }) =>
      canonicalPort(name) === name ? [interfaceFacts(name, line)] : [],
    ),
    portChannels: interfaces.flatMap(({ name, line }) => {
      const id = numberAfter('Port-Channel', name);
      return id === undefined ? [] : [interfaceFacts(id, line)];
    }),
    svis: interfaces.flatMap(({ name }) => numberAfter('Vlan', name) ?? []),
    hasPairDomain: running.some(({ text, children }) => text === 'mlag configuration' && children.length > 0),
    ...(internalVlans === undefined ? {} : { internalVlans }),
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

/** A trunk without a list passes every VLAN; so does one in a trunk group, for the VLANs outside its group. */
function switchedVlans(line: ConfigLine): readonly IdRange[] | 'all' {
  if (hasLine(line, 'no switchport')) return [];
  const mode = firstMatch(line.children, /^switchport mode (\S+)$/) ?? 'access';
  if (mode === 'trunk') {
    const list = firstMatch(line.children, /^switchport trunk allowed vlan (\S+)$/) ?? 'all';
    return list === 'all' ? 'all' : idRanges(list);
  }
  const access = firstMatch(line.children, /^switchport access vlan (\d+)$/);
  return access === undefined ? [defaultVlan] : idRanges(access);
}

/** Both spellings: `order` since 4.20, `allocation policy` before. */
function internalRange(running: ConfigTree): IdRange | undefined {
  const pattern = /^vlan internal (?:order|allocation policy) (?:ascending|descending) range (\d+ \d+)$/;
  const [low, high] = (firstMatch(running, pattern) ?? '').split(' ').map(Number);
  return low === undefined || high === undefined ? undefined : { low, high };
}
