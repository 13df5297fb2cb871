/** From YAML, and from the parsed intent, to the rendered configuration of every switch of a large site. */
import { drivers, traitsCatalog } from '../src/drivers/registry.ts';
import { desiredFabric } from '../src/fabric/desired/describe-switch.ts';
import { readIntent } from '../src/fabric/intent/read-intent.ts';
import type { Intent } from '../src/fabric/model/intent.ts';
import { formatConfig } from '../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../src/fabric/remediation/merge-fragments.ts';
import { renderSwitch } from '../src/fabric/render/render-switch.ts';
import { resolveFabric } from '../src/fabric/resolve/resolve-fabric.ts';
import { peakMiB, timed, type Figure, type Timed } from './figure.ts';
import { generateSite, type SiteSize } from './site-generator.ts';
import { readTemplates } from './templates.ts';

/** The intent of a generated site. */
export function intentOf(size: SiteSize): Intent {
  const { intent, problems } = readIntent(generateSite(size), traitsCatalog());
  if (intent === undefined) throw new Error(JSON.stringify(problems.slice(0, 3)));
  return intent;
}

/** Bytes of configuration rendered. */
function renderAll(intent: Intent): number {
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
export function benchFromIntent(size: SiteSize): readonly Figure[] {
  const part = Math.ceil(size.pairs / 4);
  const quarter = intentOf({ ...size, pairs: part });
  const small = timed(() => renderAll(quarter));
  const intent = intentOf(size);
  const all = timed(() => renderAll(intent));
  const scale = size.pairs / part;
  return [
    ...durations(`${sizeText(size)}: parsed intent to rendered text`, all, 10),
    { name: '  its memory at the peak', measured: peakMiB() / 1024, unit: 'GiB', bound: 1.5 },
    {
      name: '  its time per pair, against a quarter of the fabric',
      measured: all.processorSeconds / (scale * small.processorSeconds),
      unit: 'times',
      bound: 1.3,
    },
    { name: '  text rendered', measured: all.value / 1e6, unit: 'MB' },
  ];
}

/** Run alone in a process. */
export function benchFromYaml(size: SiteSize): readonly Figure[] {
  const files = generateSite(size);
  const megabytes = files.reduce((sum, file) => sum + file.text.length, 0) / 1e6;
  const all = timed(() => {
    const { intent, problems } = readIntent(files, traitsCatalog());
    if (intent === undefined) throw new Error(JSON.stringify(problems.slice(0, 3)));
    return renderAll(intent);
  });
  return [
    ...durations(`${sizeText(size)}: ${megabytes.toFixed(1)} MB of YAML to rendered text`, all, 15),
    { name: '  its memory at the peak', measured: peakMiB() / 1024, unit: 'GiB', bound: 2 },
  ];
}

function durations(
  name: string,
  { seconds, processorSeconds }: Timed<unknown>,
  bound: number,
): readonly Figure[] {
  const because =
    'The processor time in the next row is what the work itself takes, the garbage collector’s threads included; the rest is waiting for a core.';
  return [
    { name, measured: seconds, unit: 's', bound, because },
    { name: '  its processor time, all threads', measured: processorSeconds, unit: 's' },
  ];
}

function sizeText({ pairs, serversPerPair }: SiteSize): string {
  return `${pairs.toLocaleString('en')} pairs, ${(pairs * serversPerPair).toLocaleString('en')} servers`;
}
