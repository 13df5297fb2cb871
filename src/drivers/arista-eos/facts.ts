/** What a running configuration of EOS says, in neutral terms. */
import type { IdRange } from '../../fabric/model/ids.ts';
import type { RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, interfaceSections, numberAfter } from '../config-query.ts';
import { interfaceFacts, switchportVlans, vlanFacts, type InterfaceManner } from '../interface-facts.ts';
import { canonicalPort } from './port-names.ts';

const manner: InterfaceManner = {
  canonicalPort,
  portChannelWord: 'Port-Channel',
  // A trunk in a trunk group passes every VLAN, too: those outside its group.
  switchedVlans: (line) => (hasLine(line, 'no switchport') ? [] : switchportVlans(line)),
};

/** The facts of a configuration in canonical form. VLANs in merged headers (`vlan 10,20-21`) are told apart. */
export function readFacts(running: ConfigTree): RunningFacts {
  const hostname = firstMatch(running, /^hostname (\S+)$/);
  const internalVlans = internalRange(running);
  return {
    ...(hostname === undefined ? {} : { hostname }),
    vlans: vlanFacts(running),
    ...interfaceFacts(running, manner),
    svis: interfaceSections(running).flatMap(({ name }) => numberAfter('Vlan', name) ?? []),
    hasPairDomain: running.some(({ text, children }) => text === 'mlag configuration' && children.length > 0),
    ...(internalVlans === undefined ? {} : { internalVlans }),
  };
}

/** Both spellings: `order` since 4.20, `allocation policy` before. */
function internalRange(running: ConfigTree): IdRange | undefined {
  const pattern = /^vlan internal (?:order|allocation policy) (?:ascending|descending) range (\d+ \d+)$/;
  const [low, high] = (firstMatch(running, pattern) ?? '').split(' ').map(Number);
  return low === undefined || high === undefined ? undefined : { low, high };
}
