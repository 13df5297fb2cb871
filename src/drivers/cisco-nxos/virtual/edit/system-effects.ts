/** Effects of lines that reach beyond their section: features, defaults of the system, the vPC domain. */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigBody, ConfigNode } from '../../../virtual/configuration.ts';
import { interfaceSlot } from '../config/port-settings.ts';
import { rulesOf } from '../grammar/mode-rules.ts';
import { isMismatch, match } from '../grammar/syntax.ts';
import { applySet, editedInterface, refused, remarked, type Edit, type Reply } from './edit.ts';
import { emptyInterface } from './top-sections.ts';

/** Switching a feature off takes every line of it away (SOURCES.md 3.1). */
export function applyFeature(edit: Edit): Reply {
  const { config } = edit.setup;
  const feature = edit.match.text.slice('feature '.length);
  if (edit.isNegated) {
    config.delete([], slotOf(edit.match));
    for (const [slot, node] of [...config.slots]) {
      const kept = without(node, feature);
      if (kept === undefined) config.delete([], slot);
      else if (kept !== node) config.put([], slot, kept);
    }
    return undefined;
  }
  const isNew = !config.slots.has(slotOf(edit.match));
  const reply = applySet(edit);
  // VLAN 1 has its interface as soon as there can be one.
  if (isNew && feature === 'interface-vlan') config.put([], interfaceSlot('Vlan1'), emptyInterface('Vlan1'));
  return reply;
}

/** The node without the lines of a feature; undefined where it is one itself, the same where it has none. */
function without(node: ConfigNode, feature: string): ConfigNode | undefined {
  if (node.feature === feature) return undefined;
  if (node.body === undefined) return node;
  const body = new Map<string, ConfigNode>();
  let isSame = true;
  for (const [slot, inner] of node.body) {
    const kept = without(inner, feature);
    if (kept !== undefined) body.set(slot, kept);
    isSame &&= kept === inner;
  }
  return isSame ? node : { ...node, body };
}

/** The domain goes only after every vPC (SOURCES.md 4). */
export function removeDomain(edit: Edit): Reply {
  const { config } = edit.setup;
  if (portChannelsWith(config.slots, 'vpc').length > 0)
    return refused('ERROR: Operation failed: [vPCs are configured]');
  config.delete([], slotOf(edit.match));
  return undefined;
}

/** A number is free for another port-channel only after `no vpc` on the first (SOURCES.md 3.3). */
export function applyVpcNumber(edit: Edit): Reply {
  const { config } = edit.setup;
  const owner = portChannelsWith(config.slots, 'vpc', edit.match.captures[0]).find(
    (slot) => slot !== edit.path[0],
  );
  if (!edit.isNegated && owner !== undefined) {
    return refused(
      `ERROR: Operation failed: [vPC ${edit.match.captures[0] ?? ''} is in use by ${owner.slice(10)}]`,
    );
  }
  return applySet(edit);
}

/** One port-channel is the peer-link; it becomes a network port, which the log says (SOURCES.md 3.2). */
export function applyPeerLink(edit: Edit): Reply {
  const { config, logPrefix } = edit.setup;
  if (edit.isNegated) return applySet(edit);
  const others = portChannelsWith(config.slots, 'vpc peer-link').filter((slot) => slot !== edit.path[0]);
  if (others.length > 0) return refused('ERROR: Operation failed: [vPC peer-link already exists]');
  applySet(edit);
  const network = match(
    { rules: rulesOf('interface-port-channel'), isOn: edit.setup.isOn },
    'spanning-tree port type network',
  );
  if (isMismatch(network) || config.get(edit.path, slotOf(network))?.text === network.text) return undefined;
  config.put(edit.path, slotOf(network), nodeOf(network));
  return remarked(
    `${logPrefix()} %$ VDC-1 %$ stp: Please note that spanning tree port type is changed to "network" port type on ${editedInterface(edit)}.\n` +
      `${logPrefix()} %$ VDC-1 %$ %STP-2-BRIDGE_ASSURANCE_WARNING: Bridge Assurance is enabled on the vPC peer-link.`,
  );
}

/** Slots of the interfaces that have a line, or a line with that value. */
function portChannelsWith(slots: ConfigBody, line: string, value?: string): readonly string[] {
  return [...slots]
    .filter(([, { body }]) => {
      const text = body?.get(line)?.text;
      return text !== undefined && (value === undefined || text === `${line} ${value}`);
    })
    .map(([slot]) => slot);
}
