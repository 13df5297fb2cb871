/** Looking at the cables: what every switch hears and has learnt, as a site would say it. */
import { cablingOf } from '../fabric/plan/cabling/cabling.ts';
import { cablingYaml } from '../fabric/verify/cabling-yaml.ts';
import { discoverCabling, type DiscoveredCabling } from '../fabric/verify/discovered-cabling.ts';
import { hearingOf } from './site/read-fabric.ts';
import { givenAllocations, resolved, type Site } from './site/site.ts';
import { checkIdentity, observe } from './switches/read-switch.ts';
import { lookAtSwitches, type LookOptions } from './switches/unread-switch.ts';

/** The cabling of a site as its switches see it. */
export interface Discovery extends Pick<DiscoveredCabling, 'differences' | 'strangers' | 'deaf'> {
  /** The cabling that is seen, for pasting into the site. */
  readonly yaml: string;
}

/** Asks every switch of the site. */
export async function discoverSite(site: Site, options?: LookOptions): Promise<Discovery> {
  const fabric = resolved(site, site.intent, await givenAllocations(site));
  const switches = fabric.units.flatMap(({ name, members }) =>
    members.map((hostname) => ({ unit: name, hostname })),
  );
  const listen = async ({ hostname }: (typeof switches)[number]) => {
    const open = await site.access.open(hostname);
    try {
      await checkIdentity(open);
      return [hostname, hearingOf(await observe(open))] as const;
    } finally {
      await open.session.close();
    }
  };
  const hearings = await lookAtSwitches(switches, listen, options);
  const found = discoverCabling(cablingOf(fabric, site.intent), new Map(hearings));
  const { differences, strangers, deaf } = found;
  return { yaml: cablingYaml(found, fabric), differences, strangers, deaf };
}
