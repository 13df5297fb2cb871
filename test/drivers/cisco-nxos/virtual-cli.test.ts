import assert from 'node:assert/strict';
import { section, switchOf, typeAll } from '../virtual-rig.ts';
import { answerTo, configure, lines, quiet, rig } from './virtual-rig.ts';

describe('the virtual NX-OS command line', () => {
  it('lands in privileged mode, and below it where a secret is asked for', () => {
    assert.equal(switchOf(rig()).openSession().prompt(), 'leaf-a# ');
    const session = switchOf(rig({ enablePassword: 'right' })).openSession();
    assert.equal(session.prompt(), 'leaf-a> ');
    assert.equal(session.type('configure terminal').output, '% Permission denied for the role\n');
    session.type('enable');
    assert.deepEqual([session.prompt(), session.isSecret], ['Password: ', true]);
    assert.equal(session.type('wrong').output, '% Bad secret\n');
    session.type('enable');
    session.type('right');
    assert.equal(session.prompt(), 'leaf-a-enable# ');
  });

  it('shows the mode in the prompt but never the object', () => {
    const session = quiet(switchOf(rig()));
    session.type('configure terminal');
    session.type('feature vpc');
    const typed = [
      'interface e1/1',
      'int po11',
      'interface Ethernet1/1-2',
      'vlan 20',
      'vpc domain 101',
      'exit',
      'end',
    ];
    assert.deepEqual(
      typed.map((line) => {
        session.type(line);
        return session.prompt();
      }),
      [
        'leaf-a(config-if)# ',
        'leaf-a(config-if)# ',
        'leaf-a(config-if-range)# ',
        'leaf-a(config-vlan)# ',
        'leaf-a(config-vpc-domain)# ',
        'leaf-a(config)# ',
        'leaf-a# ',
      ],
    );
  });

  it('sets length and width of the terminal without a word', () => {
    const session = switchOf(rig()).openSession();
    assert.deepEqual(typeAll(session, ['terminal length 0', 'terminal width 511', 'terminal dont-ask']), [
      '',
      '',
      '',
    ]);
    assert.deepEqual([session.pageLength, session.width], [0, 511]);
  });

  it('puts the marker under the word that is wrong', () => {
    const session = quiet(switchOf(rig()));
    session.type('configure terminal');
    assert.equal(
      session.type('interface foo1').output,
      `${' '.repeat('leaf-a(config)# interface '.length)}^\n% Invalid command at '^' marker.\n`,
    );
  });

  const refusals: Readonly<Record<string, string>> = {
    'no such command': "% Invalid command at '^' marker.",
    'write memory': "% Invalid command at '^' marker.",
    interface: "% Incomplete command at '^' marker.",
    'spanning-tree port': "% Incomplete command at '^' marker.",
    'interface port-channel5000': "% Invalid command at '^' marker.",
    'interface Ethernet1/99': "% Invalid command at '^' marker.",
    'system jumbomtu 9001': "% Invalid number at '^' marker.",
  };
  for (const [line, words] of Object.entries(refusals)) {
    it(`answers "${line}" with ${words}`, () => {
      assert.equal(answerTo(switchOf(rig()), line), words);
    });
  }

  it('knows no command of a feature that is off', () => {
    const invalid = "% Invalid command at '^' marker.";
    const gated: readonly (readonly string[])[] = [
      ['vpc domain 101'],
      ['interface Vlan20'],
      ['interface port-channel11', 'vpc 11'],
      ['interface port-channel11', 'no lacp suspend-individual'],
      ['interface Ethernet1/1', 'lacp rate fast'],
      ['interface Ethernet1/1', 'channel-group 11 mode active'],
      ['show vpc'],
      ['show lldp neighbors'],
    ];
    for (const typed of gated) assert.equal(answerTo(switchOf(rig()), ...typed), invalid, typed.join('; '));
    const features = ['feature vpc', 'feature lacp', 'feature lldp', 'feature interface-vlan'];
    for (const typed of gated.slice(0, -2)) {
      const last = answerTo(
        switchOf(rig()),
        ...features,
        ...typed.slice(0, -1),
        'shutdown',
        ...typed.slice(-1),
      );
      assert.equal(last, '', typed.join('; '));
    }
  });

  it('takes abbreviations and refuses what is ambiguous', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    assert.deepEqual(typeAll(session, ['conf t', 'in e1/1', 'sw mo tr', 'sw tr all vl 10,20-21']).slice(1), [
      '',
      '',
      '',
    ]);
    session.type('end');
    assert.match(session.type('co').output, /% Ambiguous command at '\^' marker\./);
    assert.match(
      session.type('sh run int e1/1').output,
      /interface Ethernet1\/1\n {2}switchport mode trunk\n/,
    );
  });

  it('asks before a rollback and before a feature goes, unless questions are off', () => {
    const virtual = switchOf(rig());
    const session = virtual.openSession();
    typeAll(session, ['checkpoint prov-1', 'configure terminal', 'feature lacp', 'end']);
    session.type('rollback running-config checkpoint prov-1');
    assert.match(session.prompt(), /\(y\/n\)\?\s+\[n\]/);
    session.type('');
    assert.ok(lines(virtual).includes('feature lacp'));
    session.type('configure terminal');
    session.type('no feature lacp');
    assert.match(session.prompt(), /\(y\/n\)/);
    session.type('y');
    assert.ok(!lines(virtual).includes('feature lacp'));
    typeAll(session, ['feature lacp', 'terminal dont-ask', 'no feature lacp']);
    assert.equal(session.prompt(), 'leaf-a(config)# ');
    assert.ok(!lines(virtual).includes('feature lacp'));
  });

  it('says that it has saved, and forgets what was not saved when the power fails', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'vlan 10');
    const session = quiet(virtual);
    assert.match(
      session.type('copy running-config startup-config').output,
      /^\[#+\] 100%\n(.*\n)*Copy complete\.\n$/,
    );
    configure(virtual, 'vlan 20');
    virtual.restart();
    assert.ok(lines(virtual).includes('vlan 1,10'));
    assert.equal(session.type('show version').isClosed, true);
  });

  it('refuses a save and a line on request', () => {
    const made = rig();
    made.faults.get('leaf-a')?.refuseSave();
    made.faults.get('leaf-a')?.refuse(/storm-control/);
    const virtual = switchOf(made);
    configure(virtual, 'vlan 10');
    const { output } = quiet(virtual).type('copy run start');
    assert.match(output, /^% /);
    assert.doesNotMatch(output, /Copy complete/);
    assert.ok(!virtual.startupConfig().includes('vlan 1,10'));
    assert.match(answerTo(virtual, 'interface Ethernet1/1', 'storm-control broadcast level 1'), /^ERROR:/);
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), []);
  });

  it('filters output by pipes', () => {
    const session = quiet(switchOf(rig()));
    typeAll(session, ['configure terminal', 'interface Ethernet1/1', 'description a b', 'end']);
    assert.equal(session.type('show running-config | include descr').output, '  description a b\n');
    assert.equal(
      session.type('show running-config | section "^interface Ethernet1/1"').output,
      'interface Ethernet1/1\n  description a b\n',
    );
    assert.match(session.type('show hostname | json').output, /^\{"hostname":"leaf-a"\}\n$/);
  });

  it('prints a log line when the peer-link makes the port a network port, which is no refusal', () => {
    const virtual = switchOf(rig());
    const answer = answerTo(
      virtual,
      'feature vpc',
      'interface port-channel1000',
      'switchport mode trunk',
      'vpc peer-link',
    );
    assert.match(answer, /%STP-2-BRIDGE_ASSURANCE_WARNING/);
    assert.doesNotMatch(answer, /^(% |ERROR:)/);
    assert.ok(section(virtual, 'interface port-channel1000').includes('spanning-tree port type network'));
  });

  it('warns of an edge port and of an edge type that has no effect on a trunk', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    typeAll(session, ['configure terminal', 'interface Ethernet1/1', 'switchport mode trunk']);
    const warned = session.type('spanning-tree port type edge').output;
    assert.match(warned, /^Warning: Edge port type/);
    assert.match(warned, /non-trunking mode/);
    assert.doesNotMatch(session.type('spanning-tree port type edge trunk').output, /only have effect/);
  });
});

describe('the canonical configuration of a virtual NX-OS switch', () => {
  it('has features on top, two blanks a level and blank lines between blocks', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'vlan 20\nname tenant-a\nfeature lacp\nfeature vpc\nvpc domain 101\npeer-switch');
    assert.match(
      virtual.runningConfig(),
      /\n\nfeature lacp\nfeature vpc\n\nvlan 1,20\nvlan 20\n {2}name tenant-a\n\nvpc domain 101\n {2}peer-switch\n\ninterface Ethernet1\/1\n\n/,
    );
  });

  it('begins with comments on when it was printed, which a restored text may have', () => {
    const session = quiet(switchOf(rig()));
    assert.match(
      session.type('show running-config').output,
      /^\n!Command: show running-config\n!Running configuration last done at: Mon Jan {2}1 10:00:00 2024\n!Time: .*\n\nversion 10/,
    );
  });

  it('leaves out what is a default', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      [
        'feature lacp',
        'feature vpc',
        'vpc domain 101',
        'role priority 32667',
        'peer-keepalive destination 192.0.2.12 source 192.0.2.11 vrf management',
        'interface Ethernet1/1',
        'switchport',
        'switchport mode access',
        'switchport access vlan 1',
        'switchport trunk allowed vlan all',
        'lacp port-priority 32768',
        'lacp rate normal',
        'mtu 1500',
        'storm-control broadcast level 100',
        'no shutdown',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), []);
    assert.deepEqual(section(virtual, 'vpc domain 101'), [
      'peer-keepalive destination 192.0.2.12 source 192.0.2.11',
    ]);
  });

  it('shows the layer and state of a port as the system defaults have it', () => {
    const virtual = switchOf(rig());
    const port = (line: string): readonly string[] => {
      configure(virtual, line);
      return section(virtual, 'interface Ethernet1/2');
    };
    assert.deepEqual(port('interface Ethernet1/2\nshutdown'), ['shutdown']);
    assert.deepEqual(port('interface Ethernet1/2\nno switchport'), ['no switchport']);
    assert.deepEqual(port('interface Ethernet1/2\nno shutdown'), ['no switchport', 'no shutdown']);
    assert.deepEqual(port('no system default switchport'), ['no shutdown']);
    assert.deepEqual(port('interface Ethernet1/2\nswitchport'), ['switchport']);
    assert.deepEqual(port('system default switchport\nsystem default switchport shutdown'), []);
    assert.deepEqual(port('interface Ethernet1/2\nno shutdown'), ['no shutdown']);
  });

  it('shuts a VLAN interface until it is told otherwise', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'feature interface-vlan\ninterface vlan 20\nip address 198.51.100.1/24');
    assert.deepEqual(section(virtual, 'interface Vlan20'), ['ip address 198.51.100.1/24']);
    configure(virtual, 'interface Vlan20\nno shutdown\nmtu 9000');
    assert.deepEqual(section(virtual, 'interface Vlan20'), [
      'no shutdown',
      'mtu 9000',
      'ip address 198.51.100.1/24',
    ]);
  });

  it('folds a long VLAN list over lines that add', () => {
    const virtual = switchOf(rig());
    const ids = Array.from({ length: 60 }, (_, index) => 100 + index * 3);
    configure(virtual, `interface Ethernet1/1\nswitchport trunk allowed vlan ${ids.join(',')}`);
    const [first = '', ...rest] = section(virtual, 'interface Ethernet1/1');
    assert.match(first, /^switchport trunk allowed vlan 100,103,/);
    assert.ok(rest.length > 1);
    for (const line of rest) assert.match(line, /^switchport trunk allowed vlan add [\d,]+$/);
    const listed = [first, ...rest].flatMap((line) => line.replace(/.*vlan (add )?/, '').split(','));
    assert.deepEqual(listed, ids.map(String));
  });

  it('replaces a bare list and changes it by the verbs', () => {
    const virtual = switchOf(rig());
    const allowed = (line: string): string | undefined => {
      configure(virtual, `interface Ethernet1/1\nswitchport trunk allowed vlan ${line}`);
      return section(virtual, 'interface Ethernet1/1')[0]?.replace('switchport trunk allowed vlan ', '');
    };
    assert.equal(allowed('10-12'), '10-12');
    assert.equal(allowed('add 20'), '10-12,20');
    assert.equal(allowed('remove 11'), '10,12,20');
    assert.equal(allowed('5'), '5');
    assert.equal(allowed('none'), 'none');
    assert.equal(allowed('add 7'), '7');
    assert.equal(allowed('except 2-4094'), '1');
    assert.equal(allowed('all'), undefined);
  });

  it('prints every storm-control level with two decimals', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      'interface Ethernet1/1\nstorm-control broadcast level 0.1\nstorm-control unicast level 5',
    );
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), [
      'storm-control broadcast level 0.10',
      'storm-control unicast level 5.00',
    ]);
  });
});
