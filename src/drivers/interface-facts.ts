/** What the sections of interfaces say, where an operating system writes them in the manner of most. */
import type { IdRange } from '../fabric/model/ids.ts';
import type { InterfaceFacts, RunningFacts } from '../fabric/model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, idRanges, interfaceSections, numberAfter } from './config-query.ts';
import { defaultVlan } from './vlan-ids.ts';

/** Where operating systems differ. */
export interface InterfaceManner {
  canonicalPort(name: string): string | undefined;
  /** In front of the number of a port-channel. */
  readonly portChannelWord: string;
  /** The description without what only the command line needs of it; absent: it is as it is printed. */
  meant?(description: string): string;
  /** VLANs of an interface that is no member of a port-channel. */
  switchedVlans(line: ConfigLine): InterfaceFacts<unknown>['vlans'];
}

/** Ports and port-channels, in the order of the configuration. */
export function interfaceFacts(
  running: ConfigTree,
  manner: InterfaceManner,
): Pick<RunningFacts, 'ports' | 'portChannels'> {
  const interfaces = interfaceSections(running);
  return {
    ports: interfaces.flatMap(({ name, line }) =>
      manner.canonicalPort(name) === name ? [factsOf(name, line, manner)] : [],
    ),
    portChannels: interfaces.flatMap(({ name, line }) => {
      const id = numberAfter(manner.portChannelWord, name);
      return id === undefined ? [] : [factsOf(id, line, manner)];
    }),
  };
}

function factsOf<Id>(id: Id, line: ConfigLine, manner: InterfaceManner): InterfaceFacts<Id> {
  const description = firstMatch(line.children, /^description (.+)$/);
  const portChannel = firstMatch(line.children, /^channel-group (\d+)(?: |$)/);
  return {
    id,
    ...(description === undefined ? {} : { description: manner.meant?.(description) ?? description }),
    isShut: hasLine(line, 'shutdown'),
    ...(portChannel === undefined ? {} : { portChannel: Number(portChannel) }),
    vlans: portChannel === undefined ? manner.switchedVlans(line) : [],
  };
}

/** VLANs of a switched interface where a trunk without a list passes every VLAN, and access is what is not said. */
export function switchportVlans(line: ConfigLine): readonly IdRange[] | 'all' {
  const mode = firstMatch(line.children, /^switchport mode (\S+)$/) ?? 'access';
  if (mode === 'trunk') {
    const list = firstMatch(line.children, /^switchport trunk allowed vlan (\S+)$/) ?? 'all';
    return list === 'all' ? 'all' : idRanges(list);
  }
  const access = firstMatch(line.children, /^switchport access vlan (\d+)$/);
  return access === undefined ? [defaultVlan] : idRanges(access);
}

/** VLANs of sections such as `vlan 10,20-21`, each with the name that they have there. */
export function vlanFacts(running: ConfigTree): RunningFacts['vlans'] {
  return running.flatMap(({ text, children }) => {
    const [, list] = /^vlan ([\d,-]+)$/.exec(text) ?? [];
    if (list === undefined) return [];
    const name = firstMatch(children, /^name (.+)$/);
    return idRanges(list).flatMap(({ low, high }) =>
      Array.from({ length: high - low + 1 }, (_, offset) => ({
        id: low + offset,
        ...(name === undefined ? {} : { name }),
      })),
    );
  });
}
