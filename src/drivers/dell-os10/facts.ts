/** What a running configuration of OS10 says, in neutral terms. */
import { UnsupportedError } from '../../fabric/errors.ts';
import type { IdRange } from '../../fabric/model/ids.ts';
import type { InterfaceFacts, RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, idRanges, interfaceSections, numberAfter } from '../config-query.ts';
import { canonicalPort } from './port-names.ts';

/** Taken for VLT, whether a domain is configured or not yet. */
const systemVlans: IdRange = { low: 4094, high: 4094 };

/**
 * The facts of a configuration in canonical form. Throws UnsupportedError `unsupported-feature` for a switch
 * that is set to the syntax of OS9, in which VLANs list their ports.
 */
export function readFacts(running: ConfigTree): RunningFacts {
  const hostname = firstMatch(running, /^hostname (\S+)$/);
  refuseOldSyntax(running, hostname);
  const interfaces = interfaceSections(running);
  const vlans = interfaces.flatMap(({ name, line }) => {
    const id = numberAfter('vlan', name);
    return id === undefined ? [] : [{ id, line }];
  });
  return {
    ...(hostname === undefined ? {} : { hostname }),
    vlans: vlans.map(({ id, line }) => {
      const name = descriptionOf(line);
      return { id, ...(name === undefined ? {} : { name }) };
    }),
    ports: interfaces.flatMap(({ name, line }) =>
      canonicalPort(name) === name ? [interfaceFacts(name, line)] : [],
    ),
    portChannels: interfaces.flatMap(({ name, line }) => {
      const id = numberAfter('port-channel', name);
      return id === undefined ? [] : [interfaceFacts(id, line)];
    }),
    svis: vlans.filter(({ line }) => isRouted(line)).map(({ id }) => id),
    hasPairDomain: running.some(({ text }) => /^vlt-domain \d+$/.test(text)),
    internalVlans: systemVlans,
  };
}

function refuseOldSyntax(running: ConfigTree, hostname = 'a switch'): void {
  if (!running.some(({ text }) => text === 'feature config-os9-style')) return;
  const message = `${hostname} has \`feature config-os9-style\`: its VLANs are configured in another way`;
  throw new UnsupportedError('unsupported-feature', message, { switch: hostname });
}

/** Every VLAN is an interface; it is one of layer 3 once it has an address or stands for others that do. */
function isRouted(vlan: ConfigLine): boolean {
  return vlan.children.some(({ text }) => /^(?:ip|ipv6|vrrp-group|virtual-network)\b/.test(text));
}

function interfaceFacts<Id>(id: Id, line: ConfigLine): InterfaceFacts<Id> {
  const description = descriptionOf(line);
  const portChannel = firstMatch(line.children, /^channel-group (\d+)(?: |$)/);
  return {
    id,
    ...(description === undefined ? {} : { description }),
    isShut: hasLine(line, 'shutdown'),
    ...(portChannel === undefined ? {} : { portChannel: Number(portChannel) }),
    vlans: portChannel === undefined ? switchedVlans(line) : [],
  };
}

/** Text with blanks is printed in quotes. */
function descriptionOf(line: ConfigLine): string | undefined {
  return firstMatch(line.children, /^description (.+)$/)?.replace(/^"(.*)"$/, '$1');
}

/** The untagged VLAN of a trunk is its access VLAN; a trunk without a list has no tagged ones. */
function switchedVlans(line: ConfigLine): readonly IdRange[] {
  if (hasLine(line, 'no switchport')) return [];
  const untagged = firstMatch(line.children, /^switchport access vlan (\d+)$/) ?? '';
  const tagged = firstMatch(line.children, /^switchport trunk allowed vlan (\S+)$/) ?? '';
  return [...idRanges(untagged), ...idRanges(tagged)];
}
