/** What a running configuration of OS10 says, in neutral terms. */
import { UnsupportedError } from '../../fabric/errors.ts';
import type { IdRange } from '../../fabric/model/ids.ts';
import type { RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, idRanges, interfaceSections, numberAfter } from '../config-query.ts';
import { interfaceFacts, type InterfaceManner } from '../interface-facts.ts';
import { canonicalPort } from './port-names.ts';

/** Taken for VLT, whether a domain is configured or not yet. */
const systemVlans: IdRange = { low: 4094, high: 4094 };

const manner: InterfaceManner = {
  canonicalPort,
  portChannelWord: 'port-channel',
  meant: unquoted,
  switchedVlans,
};

/**
 * The facts of a configuration in canonical form. Throws UnsupportedError `unsupported-feature` for a switch
 * that is set to the syntax of OS9, in which VLANs list their ports.
 */
export function readFacts(running: ConfigTree): RunningFacts {
  const hostname = firstMatch(running, /^hostname (\S+)$/);
  refuseOldSyntax(running, hostname);
  const vlans = interfaceSections(running).flatMap(({ name, line }) => {
    const id = numberAfter('vlan', name);
    return id === undefined ? [] : [{ id, line }];
  });
  return {
    ...(hostname === undefined ? {} : { hostname }),
    vlans: vlans.map(({ id, line }) => {
      const name = firstMatch(line.children, /^description (.+)$/);
      return { id, ...(name === undefined ? {} : { name: unquoted(name) }) };
    }),
    ...interfaceFacts(running, manner),
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

/** Text with blanks is printed in quotes. */
function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

/** The untagged VLAN of a trunk is its access VLAN; a trunk without a list has no tagged ones. */
function switchedVlans(line: ConfigLine): readonly IdRange[] {
  if (hasLine(line, 'no switchport')) return [];
  const untagged = firstMatch(line.children, /^switchport access vlan (\d+)$/) ?? '';
  const tagged = firstMatch(line.children, /^switchport trunk allowed vlan (\S+)$/) ?? '';
  return [...idRanges(untagged), ...idRanges(tagged)];
}
