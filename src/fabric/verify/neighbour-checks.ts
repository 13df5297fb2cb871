/** Whether what LLDP hears on a port is what the site says is cabled there. */
import type { Cabling } from '../plan/cabling/cabling.ts';
import { identityOf } from '../plan/cabling/neighbour.ts';
import type { Check } from './check.ts';
import type { ObservedSwitch } from './observed-switch.ts';

/** One check per cabled port on which something was heard that can be compared; silence is no evidence. */
export function neighbourChecks(
  cabling: Cabling,
  hostname: string,
  { neighbours }: Pick<ObservedSwitch, 'neighbours'>,
): readonly Check[] {
  const cables = [...cabling.byPort.values()].filter(({ at }) => at.switch === hostname);
  return cables.flatMap((cable) => {
    const heard = neighbours.get(cable.at.port) ?? [];
    const identities = heard.map((neighbour) => identityOf(cabling, cable, neighbour));
    if (identities.every((identity) => identity === 'undecided')) return [];
    return [
      {
        switch: hostname,
        check: 'neighbour',
        subject: cable.at.port,
        state: identities.includes('right') ? ('ok' as const) : ('wrong' as const),
        expected: cable.device,
        observed: heard.map(({ device, port }) => `${device} ${port}`).join(', '),
      },
    ];
  });
}
