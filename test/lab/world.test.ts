import assert from 'node:assert/strict';
import type { LacpAnnouncement, VirtualSwitch } from '../../src/drivers/virtual-switch.ts';
import { LabWorld } from '../../src/lab/world.ts';
import type { LabPlan } from '../../src/lab/lab-plan.ts';

/** A switch that says by LACP what the test wants. */
function speaker(
  hostname: string,
  said: ReadonlyMap<string, LacpAnnouncement>,
  changes: string[],
): VirtualSwitch {
  return {
    hostname,
    systemMac: '',
    openSession: () => assert.fail('nobody logs in'),
    runningConfig: () => '',
    startupConfig: () => '',
    isTransmitting: () => true,
    lacp: (port) => said.get(port),
    carries: () => false,
    surroundingsChanged: () => {
      changes.push(hostname);
    },
    restart: () => undefined,
    close: () => undefined,
  };
}

const announcing = (systemId: string, key = 31): LacpAnnouncement => ({
  systemId,
  key,
  isActive: true,
  inSync: true,
});

const ports = [
  { switch: 'sw1', port: 'p1' },
  { switch: 'sw1', port: 'p2' },
  { switch: 'sw2', port: 'p1' },
  { switch: 'sw2', port: 'p2' },
];
const plan: LabPlan = {
  switches: [],
  hosts: [
    {
      name: 'srv',
      speaksLldp: true,
      ports: ports.map((at, index) => ({ at, mac: `02::${index}`, bond: 0 })),
    },
  ],
  cables: [],
};

interface Scene {
  readonly world: LabWorld;
  readonly changes: string[];
  readonly selected: () => readonly boolean[];
}

function scene(sw1: readonly (readonly [string, LacpAnnouncement])[], sw2: typeof sw1): Scene {
  const world = new LabWorld(plan);
  const changes: string[] = [];
  world.install(speaker('sw1', new Map(sw1), changes));
  world.install(speaker('sw2', new Map(sw2), changes));
  const selected = (): readonly boolean[] =>
    ports.map((at) => {
      const neighbour = world.surroundings(at.switch).neighbour(at.port);
      return neighbour?.kind === 'host' && neighbour.selected;
    });
  return { world, changes, selected };
}

describe('a host of the lab', () => {
  it('puts ports that hear one system id and key into one aggregate', () => {
    const both = [
      ['p1', announcing('1,aa')],
      ['p2', announcing('1,aa')],
    ] as const;
    assert.deepEqual(scene(both, both).selected(), [true, true, true, true]);
  });

  it('selects the larger aggregate, and of equal ones that with the lowest port index', () => {
    const one = [['p1', announcing('1,aa')]] as const;
    const two = [
      ['p1', announcing('1,bb')],
      ['p2', announcing('1,bb')],
    ] as const;
    assert.deepEqual(scene(one, two).selected(), [false, false, true, true]);
    assert.deepEqual(
      scene(two, [
        ['p1', announcing('1,cc')],
        ['p2', announcing('1,cc')],
      ]).selected(),
      [true, true, false, false],
    );
  });

  it('keeps ports with another key apart', () => {
    const keys = [
      ['p1', announcing('1,aa', 31)],
      ['p2', announcing('1,aa', 32)],
    ] as const;
    assert.deepEqual(scene(keys, []).selected(), [true, false, false, false]);
  });

  it('selects nothing while it hears nothing, is mute or has no power', () => {
    const both = [['p1', announcing('1,aa')]] as const;
    assert.deepEqual(scene([], []).selected(), [false, false, false, false]);
    const { world, selected } = scene(both, both);
    world.hosts.get('srv')?.setMute(true);
    assert.deepEqual(selected(), [false, false, false, false]);
  });

  it('tells the switches that its cables lead to when anything changes', () => {
    const { world, changes } = scene([], []);
    world.hosts.get('srv')?.plug(0, { switch: 'sw2', port: 'p9' });
    assert.deepEqual(changes.splice(0), ['sw1', 'sw2']);
    world.hosts.get('srv')?.unplug(1);
    assert.deepEqual(changes.splice(0), ['sw1']);
    assert.equal(world.surroundings('sw1').neighbour('p1'), undefined);
    assert.equal(world.surroundings('sw2').neighbour('p9')?.kind, 'host');
  });

  it('takes the place of what was plugged into a port', () => {
    const { world } = scene([], []);
    const host = world.hosts.get('srv');
    host?.plug(0, { switch: 'sw2', port: 'p2' });
    assert.deepEqual(
      host?.ports.map(({ at }) => at?.port),
      ['p2', 'p2', 'p1', undefined],
    );
  });

  it('refuses to move a port it does not have', () => {
    assert.throws(() => scene([], []).world.hosts.get('srv')?.unplug(7), /no port #7/);
  });
});

describe('cables between switches', () => {
  it('lead from either end to the other, and nowhere when a switch has no power', () => {
    const { world } = scene([], []);
    world.connect({ switch: 'sw1', port: 'x' }, { switch: 'sw2', port: 'y' });
    const seen = world.surroundings('sw1').neighbour('x');
    assert.ok(seen?.kind === 'switch' && seen.switch.hostname === 'sw2' && seen.port === 'y');
    world.setPowered('sw2', false);
    assert.equal(world.surroundings('sw1').neighbour('x'), undefined);
    world.setPowered('sw2', true);
    world.disconnect({ switch: 'sw2', port: 'y' });
    assert.equal(world.surroundings('sw1').neighbour('x'), undefined);
  });
});
