import { portsOf } from '../fabric/desired/ports-of-role.ts';
import type { Feature } from '../fabric/render/feature.ts';

/** Ports that were Twinleaf's: every operating system is told as much of them. */
export const releasedPort: Feature = {
  template: 'released-port',
  items: (desired) =>
    portsOf(desired, 'released').map(({ name, description, to }) => ({
      name,
      description,
      isShut: to === 'shut',
    })),
};
