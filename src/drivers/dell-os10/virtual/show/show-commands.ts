/** Every show command there is, compiled once for all virtual switches. */
import { compiled, type Compiled } from '../grammar/syntax.ts';
import { configurationRules } from './show-configuration.ts';
import { interfaceRules } from './show-interfaces.ts';
import { lldpRules } from './show-lldp.ts';
import { portChannelRules } from './show-port-channel.ts';
import type { ShowRule } from './show-rule.ts';
import { systemRules } from './show-system.ts';
import { vlanRules } from './show-vlan.ts';
import { vltRules } from './show-vlt.ts';

export const showRules: readonly Compiled<ShowRule>[] = compiled([
  ...systemRules,
  ...configurationRules,
  ...interfaceRules,
  ...portChannelRules,
  ...vltRules,
  ...vlanRules,
  ...lldpRules,
]);
