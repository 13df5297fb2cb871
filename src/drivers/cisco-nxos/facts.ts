/** What a running configuration of NX-OS says, in neutral terms. */
import type { IdRange } from '../../fabric/model/ids.ts';
import type { RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { firstMatch, hasLine, interfaceSections, numberAfter } from '../config-query.ts';
import { interfaceFacts, switchportVlans, vlanFacts, type InterfaceManner } from '../interface-facts.ts';
import { canonicalPort } from './port-names.ts';

/** What the system keeps for itself unless it is moved, and how many VLANs a moved block has (Layer 2 guide). */
export const internalVlans: IdRange = { low: 3968, high: 4094 };
const movedBlockSize = 128;

const manner: InterfaceManner = {
  canonicalPort,
  portChannelWord: 'port-channel',
  // The management port is no switch port.
  switchedVlans: (line) => (hasLine(line, 'switchport') ? switchportVlans(line) : []),
};

/** The facts of a configuration in canonical form. VLANs in merged headers (`vlan 1,10,20-21`) are told apart. */
export function readFacts(running: ConfigTree): RunningFacts {
  const hostname = firstMatch(running, /^hostname (\S+)$/);
  return {
    ...(hostname === undefined ? {} : { hostname }),
    vlans: vlanFacts(running),
    ...interfaceFacts(running, manner),
    svis: interfaceSections(running).flatMap(({ name }) => numberAfter('Vlan', name) ?? []),
    hasPairDomain: running.some(({ text }) => /^vpc domain \d+$/.test(text)),
    internalVlans: movedBlock(running) ?? internalVlans,
  };
}

/** What `system vlan <id> reserve` moves the block to, from the next start on. */
function movedBlock(running: ConfigTree): IdRange | undefined {
  const first = firstMatch(running, /^system vlan (\d+) reserve$/);
  return first === undefined ? undefined : { low: Number(first), high: Number(first) + movedBlockSize - 1 };
}
