/** From YAML, and from the parsed intent, to the rendered configuration of every switch of a large site. */
import { drivers, traitsCatalog } from '../src/drivers/registry.ts';
import { desiredFabric } from '../src/fabric/desired/describe-switch.ts';
import { readIntent } from '../src/fabric/intent/read-intent.ts';
import type { Intent } from '../src/fabric/model/intent.ts';
import { formatConfig } from '../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../src/fabric/remediation/merge-fragments.ts';
import { renderSwitch } from '../src/fabric/render/render-switch.ts';
import { resolveFabric } from '../src/fabric/resolve/resolve-fabric.ts';
import type { Figure } from './figure.ts';
import { generateSite, largeSite, type SiteSize } from './site-generator.ts';
import { readTemplates } from './templates.ts';

/** The intent of a generated site. */
export function intentOf(size: SiteSize): Intent {
  const { intent, problems } = readIntent(generateSite(size), traitsCatalog());
  if (intent === undefined) throw new Error(JSON.stringify(problems.slice(0, 3)));
  return intent;
}

/** Bytes of configuration rendered. */
export function renderAll(intent: Intent): number {
  const traits = traitsCatalog();
  const { fabric, problems } = resolveFabric(intent, traits, []);
  if (fabric === undefined) throw new Error(JSON.stringify(problems.slice(0, 3)));
  let bytes = 0;
  for (const desired of desiredFabric(fabric, traits, new Map()).values()) {
    const driver = drivers.get(desired.driver);
    if (driver === undefined) throw new Error(desired.driver);
    const tree = mergeFragments(
      renderSwitch(desired, driver.features, readTemplates(desired.driver)),
      driver.rules,
    );
    bytes += formatConfig(tree, driver.rules).length;
  }
  return bytes;
}

/** Run alone in a process: the memory is that of the whole process at its peak. */
export function benchFromIntent(): readonly Figure[] {
  const small = intentOf({ ...largeSite, pairs: largeSite.pairs / 4 });
  const [smallSeconds] = timed(() => renderAll(small));
  const intent = intentOf(largeSite);
  const [seconds, bytes] = timed(() => renderAll(intent));
  const gib = peakGib();
  const ratio = seconds / (4 * smallSeconds);
  return [
    figure(
      '1,000 pairs, 24,000 servers: parsed intent to rendered text',
      `${seconds.toFixed(1)} s`,
      '10 s',
      seconds <= 10,
    ),
    figure('  its memory at the peak', `${gib.toFixed(2)} GiB`, '1.5 GiB', gib <= 1.5),
    figure(
      '  against four times a quarter of it',
      `${ratio.toFixed(2)} times`,
      'linear (1.3 times)',
      ratio <= 1.3,
    ),
    figure('  text rendered', `${(bytes / 1e6).toFixed(0)} MB`, '', true),
  ];
}

/** Run alone in a process. */
export function benchFromYaml(): readonly Figure[] {
  const files = generateSite(largeSite);
  const megabytes = files.reduce((sum, file) => sum + file.text.length, 0) / 1e6;
  const [seconds] = timed(() => {
    const { intent, problems } = readIntent(files, traitsCatalog());
    if (intent === undefined) throw new Error(JSON.stringify(problems.slice(0, 3)));
    return renderAll(intent);
  });
  const gib = peakGib();
  return [
    figure(
      `the same from ${megabytes.toFixed(0)} MB of YAML text`,
      `${seconds.toFixed(1)} s`,
      '15 s',
      seconds <= 15,
    ),
    figure('  its memory at the peak', `${gib.toFixed(2)} GiB`, '2 GiB', gib <= 2),
  ];
}

function timed<Value>(work: () => Value): [number, Value] {
  const start = performance.now();
  const value = work();
  return [(performance.now() - start) / 1000, value];
}

/** `maxRSS` is in KiB (getrusage). */
function peakGib(): number {
  return process.resourceUsage().maxRSS / 1024 / 1024;
}

function figure(name: string, value: string, bound: string, ok: boolean): Figure {
  return { name, value, bound, ok };
}
