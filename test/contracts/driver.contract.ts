/**
 * What every driver has to keep, whatever its operating system: `driverContract(driver)` describes it as
 * tests. A new driver passes it with nothing changed but its own folders and its line in the registry. It
 * needs `fixtures/devices/<driver>/foreign.cfg`: what somebody else has configured on a switch, on ports
 * other than the first ten.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Driver } from '../../src/drivers/driver.ts';
import type { VirtualFaults, VirtualSwitch } from '../../src/drivers/virtual-switch.ts';
import type { DesiredSwitch } from '../../src/fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../src/fabric/errors.ts';
import { inRanges } from '../../src/fabric/model/ids.ts';
import type { OwnedObject } from '../../src/fabric/model/ownership.ts';
import type { ConfigTree } from '../../src/fabric/remediation/config-tree.ts';
import { formatConfig, sectionText } from '../../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../../src/fabric/remediation/merge-fragments.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../src/fabric/remediation/remediation.ts';
import { targetTree } from '../../src/fabric/remediation/target-tree.ts';
import { renderSwitch } from '../../src/fabric/render/render-switch.ts';
import { Console, noFaults, RefusedLine, virtualSwitch } from './console.ts';
import { desiredPairsOfStates, desiredWithEverything, stockOf } from './desired-switches.ts';
import { templatesOf } from './templates.ts';

/** Enough for every kind of change to occur many times; a counterexample shrinks. */
const runs = { numRuns: 40 };

/** Describes, as tests, everything that the engine relies on. */
export function driverContract(driver: Driver): void {
  describe(`the driver ${driver.traits.name}`, () => {
    describe('says of itself', () => {
      traitsContract(driver);
    });
    describe('renders', () => {
      renderingContract(driver);
    });
    describe('changes a switch', () => {
      changeContract(driver);
    });
    describe('reads a switch', () => {
      readingContract(driver);
    });
  });
}

function traitsContract({ traits, change, dialect }: Driver): void {
  it('ranges that are not empty and within IEEE 802.1Q', () => {
    const { portChannel, mlag, vlan, reservedVlans, systemPortChannels } = traits.ids;
    const ranges = [
      portChannel,
      mlag,
      vlan,
      ...systemPortChannels,
      ...reservedVlans.map(({ range }) => range),
    ];
    assert.ok(ranges.every(({ low, high }) => low >= 1 && low <= high));
    assert.ok(vlan.high <= 4094);
    assert.ok(reservedVlans.every(({ why }) => why !== ''));
  });

  it('defaults for a pair that it can use itself', () => {
    const { peerLinkPortChannel, controlVlan } = traits.pair;
    if (peerLinkPortChannel !== undefined) assert.ok(inRanges([traits.ids.portChannel], peerLinkPortChannel));
    if (controlVlan !== undefined) assert.ok(inRanges([traits.ids.vlan], controlVlan));
  });

  it('port names of which the canonical form stands for itself', () => {
    for (const port of stockOf(traits).serverPorts) assert.equal(traits.canonicalPort(port), port);
    for (const text of ['', '\n', 'no port', '-1']) assert.equal(traits.canonicalPort(text), undefined);
  });

  it('which text can stand in a name, and never one that could be a command of its own', () => {
    assert.ok(traits.names.text.test('tl:esx01/bond0'));
    assert.ok(traits.names.text.test('tl:esx~0123abcd'));
    for (const text of ['', 'a\nb', 'a\rb', 'a\tb', 'a\u001bb', 'ä'])
      assert.ok(!traits.names.text.test(text));
    assert.ok(traits.names.vlanNameLength >= 12 && traits.names.descriptionLength >= 12);
  });

  it('what becomes of a bond without LACP, and where it knows that from', () => {
    for (const claim of [traits.fallback.lag, traits.fallback.mlag]) {
      assert.ok(claim.why !== '' && claim.source !== '');
    }
  });

  it('the same about going back by itself in both places', () => {
    assert.equal(traits.selfReverting, change.selfReverting !== undefined);
  });

  it('a way from every mode in which lines are typed to the mode of show commands', () => {
    const names = dialect.modes.map(({ name }) => name);
    assert.ok(names.includes(dialect.homeMode));
    for (const { from, to } of dialect.ways) assert.ok(names.includes(from) && names.includes(to));
  });
}

function renderingContract(driver: Driver): void {
  it('with a template for every feature, and no template without one', () => {
    const named = driver.features.map(({ template }) => template);
    assert.deepEqual([...new Set(named)].toSorted(), [...templatesOf(driver.traits.name).keys()].toSorted());
  });

  it('every section of what is desired as a section of something it owns', () => {
    fc.assert(
      fc.property(desiredPairsOfStates(driver), ([desired]) => {
        const owned = new Set(headersOf(driver, desired));
        const prerequisites = driver.prerequisites.map(({ line }) => line);
        for (const { text } of intended(driver, desired)) {
          assert.ok(owned.has(text) || prerequisites.some((line) => line.test(text)), text);
        }
      }),
      runs,
    );
  });

  it('text that stays the same when it is read and printed again', () => {
    fc.assert(
      fc.property(desiredPairsOfStates(driver), ([desired]) => {
        const tree = intended(driver, desired);
        const text = formatConfig(tree, driver.rules);
        assert.deepEqual(parseConfig(text, driver.rules), tree);
      }),
      runs,
    );
  });

  it('every mark so that its owner can be read from the configuration', () => {
    const desired = desiredWithEverything(driver);
    const facts = driver.readFacts(intended(driver, desired));
    assert.deepEqual(
      facts.vlans.map(({ id, name }) => [id, name]),
      desired.vlans.map(({ id, name }) => [id, name]),
    );
    const described = new Map<string | number, string | undefined>(
      [...facts.ports, ...facts.portChannels].map(({ id, description }) => [id, description]),
    );
    for (const { name, description } of desired.ports) assert.equal(described.get(name), description);
    for (const { id, description } of desired.portChannels) assert.equal(described.get(id), description);
  });

  it('or refuses by name what it does not claim', () => {
    const desired = desiredWithEverything(driver);
    const limited = desired.portChannels.map((bond) =>
      bond.edge ? { ...bond, maxBundle: 1 as const } : bond,
    );
    assertClaim(driver, driver.traits.maxBundle !== 'none', { ...desired, portChannels: limited });
    if (desired.pair === undefined || driver.traits.pair.systemMac === 'settable') return;
    assertClaim(driver, false, { ...desired, pair: { ...desired.pair, systemMac: '02:00:00:00:00:01' } });
  });
}

function changeContract(driver: Driver): void {
  it('as a whole: everything it renders is accepted and shown again as it was rendered', () => {
    const desired = desiredWithEverything(driver);
    withSwitch(driver, {}, (one) => {
      const { target } = applied(driver, one, desired, desired);
      assertSame(driver, runningOf(driver, one), target);
    });
  });

  it('from any state to any other: running and remediation give what is intended, and then nothing is left', () => {
    fc.assert(
      fc.property(desiredPairsOfStates(driver), ([before, after]) => {
        withSwitch(driver, {}, (one) => {
          applied(driver, one, before, before);
          const { target } = applied(driver, one, before, after);
          const running = runningOf(driver, one);
          assertSame(driver, running, target);
          assert.deepEqual(remediation(running, target, driver.rules), []);
        });
      }),
      runs,
    );
  });

  it('and back: the remediation the other way restores what ran before', () => {
    fc.assert(
      fc.property(desiredPairsOfStates(driver), ([before, after]) => {
        withSwitch(driver, {}, (one) => {
          applied(driver, one, before, before);
          const start = one.runningConfig();
          applied(driver, one, before, after);
          const back = remediation(runningOf(driver, one), parseConfig(start, driver.rules), driver.rules);
          changed(driver, one, uniqueName(), back);
          assertSame(driver, runningOf(driver, one), parseConfig(start, driver.rules));
        });
      }),
      runs,
    );
  });

  it('without touching a line that is not its own', () => {
    fc.assert(
      fc.property(desiredPairsOfStates(driver), ([before, after]) => {
        withSwitch(driver, {}, (one) => {
          const foreign = foreignPart(driver, one, [before, after]);
          assert.notDeepEqual(foreign, []);
          applied(driver, one, before, before);
          applied(driver, one, before, after);
          assert.deepEqual(foreignPart(driver, one, [before, after]), foreign);
        });
      }),
      runs,
    );
  });

  it('not at all when a line is refused: the refusal is recognised and what ran still runs', () => {
    const desired = desiredWithEverything(driver);
    const count = withSwitch(driver, {}, (one) => linesTo(driver, one, desired).length);
    fc.assert(
      fc.property(fc.nat({ max: count - 1 }), (which) => {
        let refused = '';
        const faults = { ...noFaults, refuses: (line: string) => refused !== '' && line.trim() === refused };
        withSwitch(driver, faults, (one) => {
          const start = one.runningConfig();
          const lines = linesTo(driver, one, desired);
          refused = lines[which]?.trim() ?? '';
          assert.throws(
            () => {
              changed(driver, one, 'refused', lines);
            },
            (error) => error instanceof RefusedLine && error.line.trim() === refused,
          );
          assert.equal(one.runningConfig(), start);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('for good only when it is confirmed, where the operating system goes back by itself', function () {
    const { selfReverting } = driver.change;
    if (selfReverting === undefined) this.skip();
    const desired = desiredWithEverything(driver);
    withSwitch(driver, {}, (one) => {
      const start = one.runningConfig();
      const lines = linesTo(driver, one, desired);
      const seconds = Math.max(selfReverting.leastSeconds, 300);
      const first = new Console(driver, one);
      first.typeAll([...driver.change.open('1'), ...lines, ...selfReverting.commit('1', seconds)]);
      first.end();
      assert.notEqual(one.runningConfig(), start);
      new Console(driver, one).typeAll(selfReverting.revert('1'));
      assert.equal(one.runningConfig(), start);

      const second = new Console(driver, one);
      second.typeAll([...driver.change.open('2'), ...lines, ...selfReverting.commit('2', seconds)]);
      assert.equal(pendingOn(driver, one).filter(({ isTimed }) => isTimed).length, 1);
      new Console(driver, one).typeAll(selfReverting.confirm('2'));
      assert.deepEqual(pendingOn(driver, one), []);
      assert.notEqual(one.runningConfig(), start);
    });
  });

  it('past a restart once it is saved', () => {
    withSwitch(driver, {}, (one) => {
      applied(driver, one, desiredWithEverything(driver), desiredWithEverything(driver));
      const running = one.runningConfig();
      assert.match(new Console(driver, one).type(driver.change.save), driver.change.saved);
      one.restart();
      assert.equal(one.runningConfig(), running);
    });
  });
}

function readingContract(driver: Driver): void {
  it('its hostname and that it is the expected system', () => {
    withSwitch(driver, {}, (one) => {
      const console = new Console(driver, one);
      const identity = driver.identity.read(driver.identity.commands.map((command) => console.type(command)));
      assert.equal(identity.hostname, 'sw1');
      assert.equal(identity.isExpectedSystem, true);
    });
  });

  it('its running and startup configuration by typing for it', () => {
    withSwitch(driver, {}, (one) => {
      const console = new Console(driver, one);
      const running = parseConfig(console.type(driver.runningConfig), driver.rules);
      assertSame(driver, running, runningOf(driver, one));
      const startup = parseConfig(console.type(driver.startupConfig), driver.rules);
      assertSame(driver, startup, parseConfig(one.startupConfig(), driver.rules));
    });
  });

  it('its state: every command is answered with something that its parser reads', () => {
    const desired = desiredWithEverything(driver);
    withSwitch(driver, {}, (one) => {
      applied(driver, one, desired, desired);
      const console = new Console(driver, one);
      const observed = Object.assign(
        {},
        ...driver.observations.map((observation) => observation.read(console.type(observation.command))),
      ) as Partial<Parameters<typeof assertObserved>[1]>;
      assertObserved(desired, { ports: new Map(), portChannels: new Map(), vlans: new Map(), ...observed });
    });
  });
}

interface ObservedNames {
  readonly ports: ReadonlyMap<string, unknown>;
  readonly portChannels: ReadonlyMap<number, { readonly members: ReadonlyMap<string, unknown> }>;
  readonly vlans: ReadonlyMap<number, { readonly name: string }>;
}

function assertObserved(desired: DesiredSwitch, observed: ObservedNames): void {
  for (const { name } of desired.ports) assert.ok(observed.ports.has(name), name);
  for (const { id, name } of desired.vlans) assert.equal(observed.vlans.get(id)?.name, name);
  for (const { id, members } of desired.portChannels) {
    assert.deepEqual(
      [...(observed.portChannels.get(id)?.members.keys() ?? [])].toSorted(),
      members.toSorted(),
    );
  }
}

function assertClaim(driver: Driver, isClaimed: boolean, desired: DesiredSwitch): void {
  if (isClaimed) intended(driver, desired);
  else {
    assert.throws(
      () => intended(driver, desired),
      (error) => error instanceof UnsupportedError && error.code === 'unsupported-feature',
    );
  }
}

function intended(driver: Driver, desired: DesiredSwitch): ConfigTree {
  const fragments = renderSwitch(desired, driver.features, templatesOf(driver.traits.name));
  return mergeFragments(fragments, driver.rules);
}

/** Everything that is owned once the desired configuration is applied, by its meaning. */
function headersOf(driver: Driver, { vlans, ports, portChannels, pair }: DesiredSwitch): readonly string[] {
  const objects: readonly OwnedObject[] = [
    ...vlans.map(({ id }) => ({ kind: 'vlan', id }) as const),
    ...ports.map(({ name }) => ({ kind: 'port', port: name }) as const),
    ...portChannels.map(({ id }) => ({ kind: 'port-channel', id }) as const),
    ...(pair?.controlVlan === undefined ? [] : [{ kind: 'svi', vlan: pair.controlVlan } as const]),
    ...(pair === undefined ? [] : [{ kind: 'pair-domain' } as const]),
  ];
  return objects.flatMap((object) => driver.sectionsOf(object));
}

const foreignConfigurations = new Map<string, string>();

function foreignConfiguration({ traits: { name } }: Driver): string {
  const file = join(import.meta.dirname, '../../fixtures/devices', name, 'foreign.cfg');
  const text = foreignConfigurations.get(name) ?? readFileSync(file, 'utf8');
  foreignConfigurations.set(name, text);
  return text;
}

/** A switch on which somebody else has configured something, for the length of the work. */
function withSwitch<Result>(
  driver: Driver,
  faults: Partial<VirtualFaults>,
  work: (one: VirtualSwitch) => Result,
): Result {
  const startup = foreignConfiguration(driver);
  const { serverPorts, peerLinkPorts } = stockOf(driver.traits);
  const foreignPorts = driver.readFacts(parseConfig(startup, driver.rules)).ports.map(({ id }) => id);
  const ports = [...new Set([...serverPorts, ...peerLinkPorts, ...foreignPorts])];
  const one = virtualSwitch(driver, { ports, startup, faults: { ...noFaults, ...faults } });
  try {
    return work(one);
  } finally {
    one.close();
  }
}

function runningOf(driver: Driver, one: VirtualSwitch): ConfigTree {
  return parseConfig(one.runningConfig(), driver.rules);
}

/** Types one change; where a line is refused the change is given up as the engine would, and it throws RefusedLine. */
function changed(driver: Driver, one: VirtualSwitch, name: string, lines: readonly string[]): void {
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
function uniqueName(): string {
  changes += 1;
  return `change-${String(changes)}`;
}

/** Brings the switch to `after`, where `before` tells what is owned already. */
function applied(
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

function linesTo(driver: Driver, one: VirtualSwitch, desired: DesiredSwitch): readonly string[] {
  const running = runningOf(driver, one);
  const target = targetTree(running, intended(driver, desired), headersOf(driver, desired), driver.rules);
  return remediation(running, target, driver.rules);
}

/** What belongs to nobody of these: neither a section of theirs nor a global line they need. */
function foreignPart(driver: Driver, one: VirtualSwitch, states: readonly DesiredSwitch[]): ConfigTree {
  const owned = new Set(states.flatMap((desired) => headersOf(driver, desired)));
  return runningOf(driver, one).filter(
    ({ text }) => !owned.has(text) && !driver.prerequisites.some(({ line }) => line.test(text)),
  );
}

function assertSame(driver: Driver, actual: ConfigTree, expected: ConfigTree): void {
  const printed = (tree: ConfigTree) =>
    sectionText(
      tree,
      [...tree].map(({ text }) => text),
      driver.rules,
    );
  assert.equal(printed(actual), printed(expected));
}

function pendingOn(driver: Driver, one: VirtualSwitch) {
  const { pending } = driver.change;
  return pending === undefined ? [] : pending.read(new Console(driver, one).type(pending.command));
}
