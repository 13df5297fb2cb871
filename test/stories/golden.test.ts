import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drivers } from '../../src/drivers/registry.ts';
import type { Driver } from '../../src/drivers/driver.ts';
import { waivers, type Plan, type SwitchPlan } from '../../src/fabric/plan/plan.ts';
import { Console, noFaults, nothingAround, virtualSwitch } from '../contracts/console.ts';
import { formatConfig } from '../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { temporarySite } from '../engine/temporary-site.ts';
import { goldenDrivers, goldenSite, goldenStories, type DriverWords } from './golden-sites.ts';

const root = path.join(import.meta.dirname, '../../fixtures/golden');
const isUpdate = process.env['UPDATE_EXPECTED'] === '1';

/** Compares with the file, or writes it where that was asked for. */
async function expectFile(file: string, text: string): Promise<void> {
  if (isUpdate) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  assert.equal(text, await readFile(file, 'utf8'), path.relative(root, file));
}

/** What a site renders for its switches, with foreign configuration beside it. */
async function configuredBy(
  yaml: string | undefined,
  foreign: string,
): Promise<Readonly<Record<string, string>>> {
  if (yaml === undefined) return { sw1: foreign, sw2: foreign };
  const site = await temporarySite(yaml);
  const opened = site.open();
  try {
    const rendered = await opened.render();
    return Object.fromEntries(rendered.map((one) => [one.switch, `${one.config}!\n${foreign}`]));
  } finally {
    await opened.close();
    await site.remove();
  }
}

async function planFrom(yaml: string, running: Readonly<Record<string, string>>): Promise<Plan> {
  const site = await temporarySite(yaml);
  const opened = site.open();
  try {
    await site.writeRunning(running);
    return await opened.plan({ runningDirectory: site.runningDirectory, waivers });
  } finally {
    await opened.close();
    await site.remove();
  }
}

interface Told {
  readonly driver: Driver;
  readonly words: DriverWords;
}

/** Types lines as a change of that driver is typed, and gives what the switch runs then, in the form that it prints. */
function typedInto(
  { driver, words }: Told,
  startup: string,
  changes: readonly (readonly string[])[],
): string {
  const configured = driver.readFacts(parseConfig(startup, driver.rules)).ports.map(({ id }) => id);
  const numbered = Array.from({ length: 48 }, (_, n) => words.port(n + 1));
  const ports = [...new Set([...numbered, ...words.peerLinkPorts, ...configured])];
  const one = virtualSwitch(driver, { ports, startup, faults: noFaults, surroundings: nothingAround });
  changes.forEach((lines, n) => {
    const console = new Console(driver, one);
    console.change(`golden-${String(n)}`, lines);
  });
  // Without the comments, one of which tells the time.
  const text = formatConfig(parseConfig(one.runningConfig(), driver.rules), driver.rules);
  one.close();
  return text;
}

for (const words of goldenDrivers) {
  const driver = drivers.get(words.driver);
  if (driver === undefined) throw new Error(`no driver ${words.driver}`);
  describe(`golden stories of ${words.driver}`, () => {
    for (const story of goldenStories) {
      it(story.name, async () => {
        const folder = path.join(root, story.name, words.driver);
        const foreign = await readFile(path.join(root, '../devices', words.driver, 'foreign.cfg'), 'utf8');
        if (isUpdate) {
          await expectFile(path.join(folder, 'site.yaml'), goldenSite(story.site, words));
          if (story.before !== undefined) {
            await expectFile(path.join(folder, 'before.yaml'), goldenSite(story.before, words));
          }
        }
        const beforeFile = path.join(folder, 'before.yaml');
        const before = existsSync(beforeFile) ? await readFile(beforeFile, 'utf8') : undefined;
        const configured = await configuredBy(before, foreign);
        const running = Object.fromEntries(
          Object.entries(configured).map(([name, text]) => [name, typedInto({ driver, words }, text, [])]),
        );
        const site = await readFile(path.join(folder, 'site.yaml'), 'utf8');
        const plan = await planFrom(site, running);
        const planned = plan.units.flatMap((unit) => unit.switches);
        assert.ok(planned.length > 0);
        for (const one of planned) await compare(folder, one, running[one.switch] ?? '');

        const after = Object.fromEntries(
          planned.map((one) => [
            one.switch,
            typedInto({ driver, words }, running[one.switch] ?? '', [one.commands]),
          ]),
        );
        assert.deepEqual((await planFrom(site, after)).units, [], 'a second plan is empty');
        for (const one of planned) {
          const start = running[one.switch] ?? '';
          assert.equal(
            typedInto({ driver, words }, start, [one.commands, one.wayBack]),
            typedInto({ driver, words }, start, []),
            'the way back leads back',
          );
        }
      });
    }
  });
}

async function compare(folder: string, one: SwitchPlan, running: string): Promise<void> {
  const file = (kind: string): string => path.join(folder, `${one.switch}.${kind}`);
  await expectFile(file('running.cfg'), running);
  await expectFile(file('intended.cfg'), one.intended);
  await expectFile(file('remediation.txt'), `${one.commands.join('\n')}\n`);
  await expectFile(file('rollback.txt'), `${one.wayBack.join('\n')}\n`);
}
