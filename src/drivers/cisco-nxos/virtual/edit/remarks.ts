/** What the switch says though it takes the line. */
import type { Configuration } from '../../../virtual/configuration.ts';
import { interfaceSlot } from '../config/port-settings.ts';

/**
 * The warning after an edge port type. That it comes, over several lines, is known; the exact wording is not
 * confirmed (SOURCES.md 1.5). Plain `edge` has no effect on a trunk, which is said as well.
 */
export function edgePortWarning(config: Configuration, name: string, line: string): string {
  const warning = [
    'Warning: Edge port type (portfast) should only be enabled on ports connected to a single',
    ' host. Connecting hubs, concentrators, switches, bridges, etc...  to this',
    ' interface when edge port type (portfast) is enabled, can cause temporary bridging loops.',
    ' Use with CAUTION',
  ];
  const isPlain = line.endsWith(' edge');
  const isTrunk = config.value([interfaceSlot(name)], 'switchport mode') === 'trunk';
  if (isPlain !== isTrunk) return warning.join('\n');
  const mode = isPlain ? 'non-trunking' : 'trunking';
  const note = `Edge Port Type (Portfast) has been configured on ${name} but will only have effect when the interface is in ${mode} mode.`;
  return [...warning, note].join('\n');
}
