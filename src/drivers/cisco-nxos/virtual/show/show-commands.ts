/** Every show command there is, compiled once for all virtual switches. */
import { compiled } from '../grammar/syntax.ts';
import { configurationRules } from './show-configuration.ts';
import { interfaceShowRules } from './show-interfaces.ts';
import { lldpRules } from './show-lldp.ts';
import { portChannelRules } from './show-port-channel.ts';
import type { ShowRule } from './show-rule.ts';
import { systemRules } from './show-system.ts';
import { vlanRules } from './show-vlan.ts';
import { vpcRules } from './show-vpc.ts';
import { vpcDetailRules } from './show-vpc-detail.ts';

export const showRules = compiled<ShowRule>([
  ...systemRules,
  ...configurationRules,
  ...interfaceShowRules,
  ...portChannelRules,
  ...vpcRules,
  ...vpcDetailRules,
  ...vlanRules,
  ...lldpRules,
]);
