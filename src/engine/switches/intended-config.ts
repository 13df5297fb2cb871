/** From a resolved fabric to the intended configuration tree of each switch. */
import type { Driver } from '../../drivers/driver.ts';
import { desiredFabric } from '../../fabric/desired/describe-switch.ts';
import type { DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { TwinleafError } from '../../fabric/errors.ts';
import type { TraitsCatalog } from '../../fabric/model/driver-traits.ts';
import type { Ownership } from '../../fabric/model/ownership.ts';
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import { desiredOwnership } from '../../fabric/plan/ownership/desired-ownership.ts';
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
): ReadonlyMap<string, DesiredSwitch> {
  const wanted = desiredFabric(fabric, traits, new Map());
  const released = [...wanted].flatMap(([hostname, desired]) => {
    const named = new Set(desiredOwnership(desired).ports);
    const given = (ownership.get(hostname)?.ports ?? []).filter((port) => !named.has(port));
    return given.length === 0 ? [] : [[hostname, given] as const];
  });
  return released.length === 0 ? wanted : desiredFabric(fabric, traits, new Map(released));
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
