/** A virtual switch that is changed and read as the engine does it, and what may be expected of it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeMethodOf } from '../../src/drivers/change-method.ts';
import type { DeviceIdentity, Driver, ObservedPart, PendingChange } from '../../src/drivers/driver.ts';
import { observationCommand } from '../../src/drivers/observation-command.ts';
import type {
  Surroundings,
  VirtualFaults,
  VirtualSwitch,
  VirtualSwitchSetup,
} from '../../src/drivers/virtual-switch.ts';
import type { DesiredSwitch } from '../../src/fabric/desired/desired-switch.ts';
import type { OwnedObject } from '../../src/fabric/model/ownership.ts';
import type { ConfigTree } from '../../src/fabric/remediation/config-tree.ts';
import { sectionText } from '../../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../../src/fabric/remediation/merge-fragments.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../src/fabric/remediation/remediation.ts';
import { targetTree } from '../../src/fabric/remediation/target-tree.ts';
import { renderSwitch } from '../../src/fabric/render/render-switch.ts';
import { Console, noFaults, nothingAround, virtualSwitch } from './console.ts';
import { stockOf } from './desired-switches.ts';
import { templatesOf } from './templates.ts';

/** The configuration that a driver renders for a desired switch. */
export function intended(driver: Driver, desired: DesiredSwitch): ConfigTree {
  const fragments = renderSwitch(desired, driver.features, templatesOf(driver.traits.name));
  return mergeFragments(fragments, driver.rules);
}

/** Everything that is owned once the desired configuration is applied, by its meaning. */
export function headersOf(
  driver: Driver,
  { vlans, ports, portChannels, pair }: DesiredSwitch,
): readonly string[] {
  const objects: readonly OwnedObject[] = [
    ...vlans.map(({ id }) => ({ kind: 'vlan', id }) as const),
    ...ports.map(({ name }) => ({ kind: 'port', port: name }) as const),
    ...portChannels.map(({ id }) => ({ kind: 'port-channel', id }) as const),
    ...(pair?.controlVlan === undefined ? [] : [{ kind: 'svi', vlan: pair.controlVlan } as const]),
    ...(pair === undefined ? [] : [{ kind: 'pair-domain' } as const]),
  ];
  return objects.flatMap((object) => driver.sectionsOf(object));
}

/** A driver with the best way to change a device on which somebody else has configured something. */
export interface Subject extends Driver {
  /** Name of the file with what is configured. */
  readonly device: string;
  readonly startup: string;
}

const devices = join(import.meta.dirname, '../../fixtures/devices');

/** One for each device in the driver's fixtures, which may run different releases. */
export function subjectsOf(driver: Driver): readonly Subject[] {
  const folder = join(devices, driver.traits.name);
  return readdirSync(folder)
    .filter((file) => /^foreign.*\.cfg$/.test(file))
    .toSorted()
    .map((device) => {
      const subject = { ...driver, device, startup: readFileSync(join(folder, device), 'utf8') };
      return { ...subject, change: changeMethodOf(driver, withSwitch(subject, {}, identityOf(driver))) };
    });
}

function identityOf(driver: Driver): (one: VirtualSwitch) => DeviceIdentity {
  return (one) => {
    const console = new Console(driver, one);
    return driver.identity.read(driver.identity.commands.map((command) => console.type(command)));
  };
}

/** A switch on which somebody else has configured something, for the length of the work. */
export function withSwitch<Result>(
  { startup, ...driver }: Subject,
  conditions: Partial<VirtualFaults & Surroundings & Pick<VirtualSwitchSetup, 'schedule'>>,
  work: (one: VirtualSwitch) => Result,
): Result {
  const { serverPorts, peerLinkPorts } = stockOf(driver.traits);
  const foreignPorts = driver.readFacts(parseConfig(startup, driver.rules)).ports.map(({ id }) => id);
  const ports = [...new Set([...serverPorts, ...peerLinkPorts, ...foreignPorts])];
  const { schedule } = conditions;
  const one = virtualSwitch(driver, {
    ports,
    startup,
    faults: { ...noFaults, ...conditions },
    surroundings: { ...nothingAround, ...conditions },
    ...(schedule === undefined ? {} : { schedule }),
  });
  try {
    return work(one);
  } finally {
    one.close();
  }
}

/** What the switch runs, as a tree. */
export function runningOf(driver: Driver, one: VirtualSwitch): ConfigTree {
  return parseConfig(one.runningConfig(), driver.rules);
}

/** Types one change; where a line is refused the change is given up as the engine would, and it throws RefusedLine. */
export function changed(driver: Driver, one: VirtualSwitch, name: string, lines: readonly string[]): void {
  const console = new Console(driver, one);
  try {
    console.change(name, lines);
  } catch (error) {
    console.enter(driver.dialect.homeMode);
    console.typeAll(driver.change.abandon(name));
    throw error;
  } finally {
    console.end();
  }
}

let changes = 0;

/** The engine never uses a name twice either. */
export function uniqueName(): string {
  changes += 1;
  return `change-${String(changes)}`;
}

/** Brings the switch to `after`, where `before` tells what is owned already. */
export function applied(
  driver: Driver,
  one: VirtualSwitch,
  before: DesiredSwitch,
  after: DesiredSwitch,
): { target: ConfigTree; lines: readonly string[] } {
  const running = runningOf(driver, one);
  const owned = [...headersOf(driver, before), ...headersOf(driver, after)];
  const target = targetTree(running, intended(driver, after), owned, driver.rules);
  const lines = remediation(running, target, driver.rules);
  changed(driver, one, uniqueName(), lines);
  return { target, lines };
}

/** The lines that bring a switch of which nothing is owned to the desired state. */
export function linesTo(driver: Driver, one: VirtualSwitch, desired: DesiredSwitch): readonly string[] {
  const running = runningOf(driver, one);
  const target = targetTree(running, intended(driver, desired), headersOf(driver, desired), driver.rules);
  return remediation(running, target, driver.rules);
}

/** What belongs to nobody of these: neither a section of theirs nor a global line they need. */
export function foreignPart(
  driver: Driver,
  one: VirtualSwitch,
  states: readonly DesiredSwitch[],
): ConfigTree {
  const owned = new Set(states.flatMap((desired) => headersOf(driver, desired)));
  return runningOf(driver, one).filter(
    ({ text }) => !owned.has(text) && !driver.prerequisites.some(({ line }) => line.test(text)),
  );
}

/** Equal but for the order of what has none. */
export function assertSame(driver: Driver, actual: ConfigTree, expected: ConfigTree): void {
  const printed = (tree: ConfigTree) =>
    sectionText(
      tree,
      [...tree].map(({ text }) => text),
      driver.rules,
    );
  assert.equal(printed(actual), printed(expected));
}

/** Changes that are open on the switch; none where the operating system does not tell. */
export function pendingOn(driver: Driver, one: VirtualSwitch): readonly PendingChange[] {
  const { pending } = driver.change;
  return pending === undefined ? [] : pending.read(new Console(driver, one).type(pending.command));
}

/** Everything that the show commands tell. */
export function observed(driver: Driver, one: VirtualSwitch): ObservedPart {
  const console = new Console(driver, one);
  const running = runningOf(driver, one);
  return driver.observations.reduce<ObservedPart>((all, observation) => {
    const command = observationCommand(observation, running);
    return command === undefined ? all : { ...all, ...observation.read(console.type(command), running) };
  }, {});
}
