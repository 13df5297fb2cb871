import assert from 'node:assert/strict';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { switchOf, type Rig } from '../virtual-rig.ts';
import { configure, rig, shown } from './virtual-rig.ts';

type Leg = readonly [string, number];

/** A server with these legs in one bond. */
function host(...legs: readonly Leg[]): PlannedHost {
  const ports = legs.map(([hostname, port], index) => ({
    at: { switch: hostname, port: `ethernet1/1/${port}` },
    mac: `52:54:00:00:00:0${index + 1}`,
    bond: 0,
  }));
  return { name: 'srv1', speaksLldp: true, ports };
}

interface Member {
  readonly port: number;
  readonly priority?: number;
}

/** One member of a pair with the ports of the server in port-channel 11. */
function lines(members: readonly Member[], more: readonly string[]): string {
  return [
    'interface range vlan 10,20',
    'exit',
    'interface range ethernet1/1/7-1/1/8',
    'no switchport',
    'vlt-domain 101',
    'discovery-interface ethernet1/1/7-1/1/8',
    'vlt-mac 02:00:00:00:01:01',
    'interface port-channel11',
    'no shutdown',
    'switchport mode trunk',
    'switchport access vlan 10',
    'switchport trunk allowed vlan 20',
    'vlt-port-channel 11',
    ...more,
    ...members.flatMap(({ port, priority }) => [
      `interface ethernet1/1/${port}`,
      'channel-group 11 mode active',
      'no switchport',
      ...(priority === undefined ? [] : [`lacp port-priority ${priority}`]),
    ]),
  ].join('\n');
}

const withFallback = ['lacp fallback enable', 'lacp fallback timeout 30'];

interface Setup {
  readonly a: readonly Member[];
  readonly b: readonly Member[];
  readonly moreA?: readonly string[];
  readonly moreB?: readonly string[];
}

/** A pair with a server that is silent from the start. */
function silentPair({ a, b, moreA = withFallback, moreB = withFallback }: Setup): Rig {
  const legs = [...a.map(({ port }): Leg => ['leaf-a', port]), ...b.map(({ port }): Leg => ['leaf-b', port])];
  const made = rig({ hosts: [host(...legs)] });
  made.world.hosts.get('srv1')?.setMute(true);
  configure(switchOf(made, 'leaf-a'), lines(a, moreA));
  configure(switchOf(made, 'leaf-b'), lines(b, moreB));
  return made;
}

/** `switch/port` of every port over which untagged frames of the server get in. */
function open(made: Rig, vlan = 10, tagged = false): readonly string[] {
  return ['leaf-a', 'leaf-b'].flatMap((name) =>
    [1, 2, 3, 10]
      .filter((port) => switchOf(made, name).carries(`ethernet1/1/${port}`, vlan, tagged))
      .map((port) => `${name}/${port}`),
  );
}

function summary(made: Rig, hostname = 'leaf-a'): string {
  return (
    shown(switchOf(made, hostname), 'show port-channel summary').find((line) => line.startsWith('11 ')) ?? ''
  );
}

describe('LACP fallback of a virtual OS10 pair', () => {
  it('opens one port for both members when the time is over, for untagged frames only', () => {
    const made = silentPair({ a: [{ port: 1, priority: 1000 }], b: [{ port: 1, priority: 1001 }] });
    made.clock.move(29_999);
    assert.deepEqual(open(made), []);
    made.clock.move(1);
    assert.deepEqual(open(made), ['leaf-a/1']);
    assert.deepEqual(open(made, 20, true), []);
    assert.match(summary(made), /^11 +port-channel11 +\(U\) +Eth +DYNAMIC +1\/1\/1\(F\)$/);
    assert.match(summary(made, 'leaf-b'), /\(D\) +Eth +DYNAMIC +1\/1\/1\(I\)$/);
  });

  const choices: Readonly<Record<string, { readonly setup: Setup; readonly winner: string }>> = {
    'the lowest priority number, also where it is the higher system MAC and name': {
      setup: { a: [{ port: 1, priority: 200 }], b: [{ port: 2, priority: 100 }] },
      winner: 'leaf-b/2',
    },
    'the lowest name among equal priorities': {
      setup: { a: [{ port: 3 }], b: [{ port: 2 }, { port: 3 }] },
      winner: 'leaf-b/2',
    },
    'the switch with the lower system MAC among equal names': {
      setup: { a: [{ port: 2 }], b: [{ port: 2 }] },
      winner: 'leaf-a/2',
    },
    'the best of several ports on one switch': {
      setup: {
        a: [
          { port: 1, priority: 9 },
          { port: 3, priority: 8 },
        ],
        b: [],
      },
      winner: 'leaf-a/3',
    },
  };
  for (const [what, { setup, winner }] of Object.entries(choices)) {
    it(`chooses ${what}`, () => {
      const made = silentPair(setup);
      made.clock.move(30_000);
      assert.deepEqual(open(made), [winner]);
    });
  }

  it('gives way to LACP as soon as the server speaks it', () => {
    const made = silentPair({ a: [{ port: 1 }], b: [{ port: 1 }] });
    made.clock.move(30_000);
    made.world.hosts.get('srv1')?.setMute(false);
    assert.deepEqual(open(made, 20, true), ['leaf-a/1', 'leaf-b/1']);
    made.world.hosts.get('srv1')?.setMute(true);
    assert.deepEqual(open(made), []);
    made.clock.move(30_000);
    assert.deepEqual(open(made), ['leaf-a/1']);
  });

  it('hands over to a better port that comes later, unless preemption is off', () => {
    for (const [more, winner] of [
      [withFallback, 'leaf-a/1'],
      [[...withFallback, 'lacp fallback preemption disable'], 'leaf-b/1'],
    ] as const) {
      const made = silentPair({ a: [{ port: 1 }], b: [{ port: 1 }], moreA: more, moreB: more });
      configure(switchOf(made), 'interface ethernet1/1/1\nshutdown');
      made.clock.move(30_000);
      assert.deepEqual(open(made), ['leaf-b/1']);
      configure(switchOf(made), 'interface ethernet1/1/1\nno shutdown');
      made.clock.move(30_000);
      assert.deepEqual(open(made), [winner]);
    }
  });

  it('decides on each member alone where they are configured differently', () => {
    const moreB = ['lacp fallback enable', 'lacp fallback timeout 20'];
    const made = silentPair({ a: [{ port: 1 }], b: [{ port: 1 }], moreB });
    made.clock.move(30_000);
    assert.deepEqual(open(made), ['leaf-a/1', 'leaf-b/1']);
  });

  it('decides on each member alone while the link between them is down', () => {
    const made = silentPair({ a: [{ port: 1 }], b: [{ port: 1 }] });
    configure(switchOf(made), 'interface range ethernet1/1/7-1/1/8\nshutdown');
    made.clock.move(30_000);
    assert.deepEqual(open(made), ['leaf-a/1', 'leaf-b/1']);
  });

  it('opens nothing without an untagged VLAN, and nothing where it is off', () => {
    const none = silentPair({
      a: [{ port: 1 }],
      b: [],
      moreA: [...withFallback, 'no switchport access vlan'],
    });
    const off = silentPair({ a: [{ port: 1 }], b: [], moreA: [], moreB: [] });
    for (const made of [none, off]) {
      made.clock.move(60_000);
      assert.deepEqual(open(made), []);
    }
    assert.match(summary(off), /\(D\) +Eth +DYNAMIC +1\/1\/1\(I\)$/);
  });

  it('is immediate with a timeout of 0', () => {
    const more = ['lacp fallback enable', 'lacp fallback timeout 0'];
    assert.deepEqual(open(silentPair({ a: [{ port: 1 }], b: [], moreA: more })), ['leaf-a/1']);
  });
});

describe('a port-channel of a virtual OS10 switch', () => {
  const bundle = (
    more: readonly string[] = [],
    members: readonly Member[] = [{ port: 1 }, { port: 2 }],
  ): Rig => {
    const made = rig({ hosts: [host(['leaf-a', 1], ['leaf-a', 2])] });
    configure(switchOf(made), lines(members, ['no vlt-port-channel', ...more]));
    return made;
  };

  it('bundles the ports of a server that speaks LACP', () => {
    const made = bundle();
    assert.match(summary(made), /\(U\) +Eth +DYNAMIC +1\/1\/1\(P\) 1\/1\/2\(P\)$/);
    assert.equal(switchOf(made).lacp('ethernet1/1/1')?.systemId, '32768,50:9a:4c:00:00:01');
    configure(switchOf(made), 'lacp system-priority 10');
    assert.equal(switchOf(made).lacp('ethernet1/1/1')?.systemId, '10,50:9a:4c:00:00:01');
  });

  it('leaves out a port that is still in L2 by itself', () => {
    const made = bundle([], [{ port: 1 }]);
    configure(switchOf(made), 'interface ethernet1/1/2\nchannel-group 11 mode active');
    assert.match(summary(made), /1\/1\/1\(P\) 1\/1\/2\(I\)$/);
    configure(switchOf(made), 'interface ethernet1/1/2\nno switchport');
    assert.match(summary(made), /1\/1\/1\(P\) 1\/1\/2\(P\)$/);
  });

  it('keeps as many ports as max-bundle says, by priority', () => {
    const members = [
      { port: 1, priority: 1001 },
      { port: 2, priority: 1000 },
    ];
    assert.match(summary(bundle(['lacp max-bundle 1'], members)), /\(U\) .*1\/1\/1\(I\) 1\/1\/2\(P\)$/);
  });

  it('is down with fewer links than it needs', () => {
    const made = bundle(['minimum-links 2']);
    assert.match(summary(made), /\(U\)/);
    made.world.disconnect({ switch: 'leaf-a', port: 'ethernet1/1/2' });
    assert.match(summary(made), /\(D\) +Eth +DYNAMIC +1\/1\/1\(I\) 1\/1\/2\(D\)$/);
    assert.deepEqual(open(made, 20, true), []);
  });

  it('is down when it is shut, and says nothing by LACP', () => {
    const made = bundle();
    configure(switchOf(made), 'interface port-channel11\nshutdown');
    assert.match(summary(made), /\(D\) .*1\/1\/1\(D\) 1\/1\/2\(D\)$/);
    assert.equal(switchOf(made).lacp('ethernet1/1/1'), undefined);
    assert.equal(switchOf(made).isTransmitting('ethernet1/1/1'), true);
  });

  it('is static with mode on, which does not print its mode', () => {
    const made = bundle([], []);
    configure(switchOf(made), 'interface ethernet1/1/1\nchannel-group 11 mode on\nno switchport');
    assert.match(summary(made), /\(U\) +Eth +STATIC +1\/1\/1\(P\)$/);
    assert.equal(switchOf(made).lacp('ethernet1/1/1'), undefined);
  });

  it('bundles with another switch where one end is active', () => {
    for (const [modes, isUp] of [
      [['active', 'passive'], true],
      [['passive', 'passive'], false],
    ] as const) {
      const made = rig();
      for (const [index, hostname] of ['leaf-a', 'leaf-b'].entries()) {
        const join = `channel-group 5 mode ${modes[index] ?? ''}\nno switchport`;
        configure(
          switchOf(made, hostname),
          `interface port-channel5\nno shutdown\ninterface range ethernet1/1/7-1/1/8\n${join}`,
        );
      }
      const text = shown(switchOf(made), 'show port-channel summary').at(-1) ?? '';
      assert.match(text, isUp ? /\(U\) .*1\/1\/7\(P\) 1\/1\/8\(P\)$/ : /\(D\) .*1\/1\/7\(I\) 1\/1\/8\(I\)$/);
    }
  });
});

describe('what a virtual OS10 switch shows of its ports', () => {
  it('is their link, mode and VLANs', () => {
    const made = rig({ hosts: [host(['leaf-a', 1])] });
    const virtual = switchOf(made);
    configure(virtual, 'interface range vlan 10,20-21\nexit\ninterface ethernet1/1/1\nswitchport mode trunk');
    configure(
      virtual,
      'interface ethernet1/1/1\nswitchport access vlan 10\nswitchport trunk allowed vlan 20-21',
    );
    configure(virtual, 'interface ethernet1/1/7\nno switchport\ninterface ethernet1/1/8\nshutdown');
    const rows = shown(virtual, 'show interface status');
    assert.match(rows[1] ?? '', /^Port +Description +Status +Speed +Duplex +Mode Vlan Tagged-Vlans$/);
    assert.match(rows[3] ?? '', /^Eth 1\/1\/1 +up +25G +full +T +10 +20-21$/);
    assert.match(rows[4] ?? '', /^Eth 1\/1\/2 +down +0 +full +A +1 +-$/);
    assert.match(rows[9] ?? '', /^Eth 1\/1\/7 +up +25G +full +- +- +-$/);
    assert.match(rows[10] ?? '', /^Eth 1\/1\/8 +down /);
    const vlans = shown(virtual, 'show vlan');
    assert.match(
      vlans.find((row) => row.startsWith('*')) ?? '',
      /^\* {3}1 +Inactive +A Eth1\/1\/2-1\/1\/6,1\/1\/8$/,
    );
    assert.match(vlans.find((row) => row.startsWith('    20')) ?? '', /^ {4}20 {5}Active {4} +T Eth1\/1\/1$/);
  });

  it('is what is learnt and heard there', () => {
    const made = rig({ hosts: [host(['leaf-a', 1])] });
    const virtual = switchOf(made);
    made.world.hosts.get('srv1')?.setTalking(true);
    assert.match(
      shown(virtual, 'show mac address-table')[1] ?? '',
      /^1 +52:54:00:00:00:01 +dynamic +ethernet1\/1\/1$/,
    );
    const rows = shown(virtual, 'show lldp neighbors').slice(2);
    assert.match(rows[0] ?? '', /^ethernet1\/1\/1 +srv1 +52:54:00:00:00:01 +52:54:00:00:00:01$/);
    assert.match(rows[1] ?? '', /^ethernet1\/1\/7 +leaf-b +ethernet1\/1\/7 +50:9a:4c:00:00:02$/);
    const xml = shown(virtual, 'show lldp neighbors | display-xml').join('\n');
    assert.match(xml, /<rem-system-name>leaf-b<\/rem-system-name>/);
    assert.match(xml, new RegExp(`<rem-lldp-port-id>${Buffer.from('ethernet1/1/7').toString('base64')}<`));
    configure(switchOf(made, 'leaf-b'), 'no lldp enable');
    assert.equal(shown(virtual, 'show lldp neighbors').length, 3);
  });

  it('is a VLAN that a shut VLAN interface still bridges', () => {
    const made = rig({ hosts: [host(['leaf-a', 1])] });
    configure(
      switchOf(made),
      'interface vlan20\nshutdown\ninterface ethernet1/1/1\nswitchport access vlan 20',
    );
    assert.ok(switchOf(made).carries('ethernet1/1/1', 20, false));
  });
});
