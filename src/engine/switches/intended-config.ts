/** From a resolved fabric to the intended configuration tree of each switch. */
import type { Driver } from '../../drivers/driver.ts';
import { desiredFabric } from '../../fabric/desired/describe-switch.ts';
import type { DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { TwinleafError } from '../../fabric/errors.ts';
import { forgetful, type Memory } from '../../fabric/memory.ts';
import type { TraitsCatalog } from '../../fabric/model/driver-traits.ts';
import type { Ownership } from '../../fabric/model/ownership.ts';
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import type { ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { mergeFragments } from '../../fabric/remediation/merge-fragments.ts';
import type { TemplateTexts } from '../../fabric/render/feature.ts';
import { renderSwitch } from '../../fabric/render/render-switch.ts';

/** The drivers of Twinleaf and the templates of each, by driver name. */
export interface Rendering {
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly templates: ReadonlyMap<string, TemplateTexts>;
}

export interface IntendedSwitch {
  readonly desired: DesiredSwitch;
  readonly tree: ConfigTree;
}

/** Desired configurations in which owned ports that nothing names any more are being released. */
export function desiredWithReleases(
  fabric: ResolvedFabric,
  traits: TraitsCatalog,
  ownership: ReadonlyMap<string, Ownership>,
  memory: Memory = forgetful,
): ReadonlyMap<string, DesiredSwitch> {
  const owned = new Map([...ownership].map(([hostname, { ports }]) => [hostname, ports] as const));
  return desiredFabric(fabric, traits, owned, memory);
}

/** The intended configuration of one switch. */
export function intendedSwitch(desired: DesiredSwitch, { drivers, templates }: Rendering): IntendedSwitch {
  const driver = drivers.get(desired.driver);
  const texts = templates.get(desired.driver);
  if (driver === undefined || texts === undefined) {
    throw new TwinleafError('internal', `${desired.hostname}: no driver ${desired.driver}`);
  }
  return { desired, tree: mergeFragments(renderSwitch(desired, driver.features, texts), driver.rules) };
}
