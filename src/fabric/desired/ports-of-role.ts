import type { DesiredPort, DesiredSwitch } from './desired-switch.ts';

/** A port of the role. */
export type PortOf<Role extends DesiredPort['role']> = Extract<DesiredPort, { readonly role: Role }>;

/** The ports of a switch that have the role, in their order. */
export function portsOf<Role extends DesiredPort['role']>(
  desired: DesiredSwitch,
  role: Role,
): readonly PortOf<Role>[] {
  return desired.ports.filter((port): port is PortOf<Role> => port.role === role);
}
