/** How switches are reached. */
import type { Check } from './check-context.ts';

const opensshOnly = ['sshConfig', 'jumpHost'] as const;

/** What only the machine's own `ssh` can do is said only where it makes the connection. */
export const checkManagement: Check = ({ site }) =>
  site.switches.all.flatMap(({ value: { management }, path }) =>
    opensshOnly
      .filter((key) => management.transport !== 'openssh' && management[key] !== undefined)
      .map((key) => ({
        code: 'bad-value' as const,
        path: [...path, 'management', key],
        at: 'key' as const,
        message: `\`${key}\` is for \`transport: openssh\`, and the connection is made by ${management.transport}`,
        hint: `add \`transport: openssh\`, or remove \`${key}\``,
      })),
  );
