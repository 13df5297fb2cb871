/** Which effect a rule has on the section that is edited. */
import { isSwitched } from '../config/port-settings.ts';
import type { Effect } from '../grammar/config-rule.ts';
import { applySet, editedInterface, refused, remarked, type Edit, type Reply } from './edit.ts';
import { applyEntry, applyKeepalive, applyRaw, applyStpOff } from './plain-effects.ts';
import {
  applyAllowedVlans,
  applyChannelGroup,
  applyJumboMtu,
  applyLayer,
  applyMtu,
  applyPortVlan,
  applyShared,
  applyShutdown,
  applySystemDefault,
  applyWhileDown,
} from './port-effects.ts';
import { edgePortWarning } from './remarks.ts';
import { applyFeature, applyPeerLink, applyVpcNumber, removeDomain } from './system-effects.ts';

const effects: Partial<Record<Effect, (edit: Edit) => Reply>> = {
  raw: applyRaw,
  entry: applyEntry,
  nothing: () => undefined,
  domain: removeDomain,
  feature: applyFeature,
  'system-default': applySystemDefault,
  layer: applyLayer,
  'allowed-vlans': applyAllowedVlans,
  'port-vlan': applyPortVlan,
  mtu: applyMtu,
  'jumbo-mtu': applyJumboMtu,
  shutdown: applyShutdown,
  'channel-group': applyChannelGroup,
  'while-down': applyWhileDown,
  'vpc-number': applyVpcNumber,
  'peer-link': applyPeerLink,
  keepalive: applyKeepalive,
  'stp-off': applyStpOff,
};

/** Carries a line out in its section, with what the switch has to say about it. */
export function applyEdit(edit: Edit): Reply {
  const { rule, text } = edit.match;
  const name = editedInterface(edit);
  if (rule.isBridged === true && !edit.isNegated && !isSwitched(edit.setup.config, name)) {
    return refused(`ERROR: ${name}: the interface is not a switchport`);
  }
  const apply = effects[rule.effect ?? 'set'] ?? applySet;
  const reply = rule.isShared === true ? applyShared(edit, apply) : apply(edit);
  const isRemarkable = rule.remark !== undefined && !edit.isNegated && reply === undefined;
  return isRemarkable ? remarked(edgePortWarning(edit.setup.config, name, text)) : reply;
}
