/**
 * What every driver has to keep, whatever its operating system: `driverContract(driver)` describes it as
 * tests. A new driver passes it with nothing changed but its own folders and its line in the registry. It
 * needs `fixtures/devices/<driver>/foreign*.cfg`: what somebody else has configured on a switch, on ports
 * other than the first ten; one for each way to change that the driver has, of a release that has it.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Driver, ObservedPart } from '../../src/drivers/driver.ts';
import type { HostNeighbour, VirtualSwitch } from '../../src/drivers/virtual-switch.ts';
import type { DesiredSwitch } from '../../src/fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../src/fabric/errors.ts';
import { inRanges } from '../../src/fabric/model/ids.ts';
import { formatConfig } from '../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../src/fabric/remediation/remediation.ts';
import { Console, RefusedLine } from './console.ts';
import { desiredPairsOfStates, desiredWithEverything, stockOf } from './desired-switches.ts';
import {
  applied,
  assertSame,
  changed,
  foreignPart,
  headersOf,
  intended,
  linesTo,
  observed,
  runningOf,
  subjectsOf,
  uniqueName,
  withSwitch,
  type Subject,
} from './switch-under-test.ts';
import { templatesOf } from './templates.ts';
import { timedChangeContract } from './timed-change.contract.ts';

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
    const subjects = subjectsOf(driver);
    it('has a device to be tried on for every way to change', () => {
      const methods = [driver.change, ...(driver.betterChanges ?? []).map(({ method }) => method)];
      for (const method of methods)
        assert.ok(
          subjects.some(({ change }) => change === method),
          method.summary,
        );
    });
    for (const subject of subjects) {
      describe(`changes a switch (${subject.device})`, () => {
        changeContract(subject);
      });
      describe(`reads a switch (${subject.device})`, () => {
        readingContract(subject);
      });
    }
  });
}

function traitsContract({ traits, dialect }: Driver): void {
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

function changeContract(driver: Subject): void {
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
        const faults = { refuses: (line: string) => refused !== '' && line.trim() === refused };
        withSwitch(driver, faults, (one) => {
          const start = withoutLinesBeforehand(driver, one);
          const lines = linesTo(driver, one, desired);
          refused = lines[which]?.trim() ?? '';
          assert.throws(
            () => {
              changed(driver, one, 'refused', lines);
            },
            (error) => error instanceof RefusedLine && error.line.trim() === refused,
          );
          assert.equal(withoutLinesBeforehand(driver, one), start);
        });
      }),
      { numRuns: 20 },
    );
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

  if (driver.change.selfReverting !== undefined) timedChangeContract(driver);
}

/** What the switch runs, but for lines that are committed ahead of the others and only ever added. */
function withoutLinesBeforehand({ change: { beforehand = [] } }: Subject, one: VirtualSwitch): string {
  const lines = one.runningConfig().split('\n');
  return lines.filter((line) => !beforehand.some((pattern) => pattern.test(line))).join('\n');
}

function readingContract(driver: Subject): void {
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
      assertObserved(desired, observed(driver, one));
    });
  });

  for (const [what, host, state, portState] of [
    ['forwards with a server that speaks LACP', { speaksLacp: true, selected: true }, 'bundled', 'up'],
    ['waits for a server that does not speak LACP yet', {}, 'waiting', 'up'],
    ['is down without a carrier', { carrier: false }, 'down', 'no-carrier'],
  ] as const) {
    it(`a member port as one that ${what}`, () => {
      const desired = withoutFallback(desiredWithEverything(driver));
      withSwitch(driver, { neighbour: () => ({ ...silentHost, ...host }) }, (one) => {
        applied(driver, one, desired, desired);
        const bond = desired.portChannels.find(({ role }) => role === 'lag');
        assert.ok(bond);
        const { portChannels, ports } = observed(driver, one);
        for (const member of bond.members) {
          assert.equal(portChannels?.get(bond.id)?.members.get(member), state);
          assert.equal(ports?.get(member)?.state, portState);
        }
      });
    });
  }
}

/** Has power, and says nothing. */
const silentHost: HostNeighbour = {
  kind: 'host',
  name: 'srv1',
  mac: '52:54:00:00:00:01',
  carrier: true,
  speaksLacp: false,
  selected: false,
  speaksLldp: false,
};

function withoutFallback(desired: DesiredSwitch): DesiredSwitch {
  const portChannels = desired.portChannels.map(({ fallback: _, ...bond }) => bond);
  return { ...desired, portChannels };
}

function assertObserved(desired: DesiredSwitch, observed: ObservedPart): void {
  for (const { name } of desired.ports) assert.ok(observed.ports?.has(name), name);
  for (const { id, name } of desired.vlans) assert.equal(observed.vlans?.get(id)?.name, name);
  for (const { id, members } of desired.portChannels) {
    assert.deepEqual(membersOf(observed, id).toSorted(), members.toSorted());
  }
}

function membersOf(observed: ObservedPart, id: number): readonly string[] {
  return [...(observed.portChannels?.get(id)?.members.keys() ?? [])];
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
