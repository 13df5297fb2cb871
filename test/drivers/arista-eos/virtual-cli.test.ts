import assert from 'node:assert/strict';
import { section, switchOf, typeAll } from '../virtual-rig.ts';
import { configure, lines, privileged, rig } from './virtual-rig.ts';

describe('the virtual EOS command line', () => {
  it('lands in user mode and gets to privileged mode without a secret', () => {
    const session = switchOf(rig()).openSession();
    assert.equal(session.prompt(), 'sw1>');
    assert.equal(session.type('show running-config').output, '% Invalid input (privileged mode required)\n');
    session.type('enable');
    assert.equal(session.prompt(), 'sw1#');
    session.type('disable');
    assert.equal(session.prompt(), 'sw1>');
  });

  it('asks for the enable secret without echo and says so when it is bad', () => {
    const session = switchOf(rig({ enablePassword: 'right' })).openSession();
    session.type('enable');
    assert.equal(session.prompt(), 'Password: ');
    assert.equal(session.isSecret, true);
    assert.equal(session.type('wrong').output, '% Bad secret\n');
    assert.equal(session.prompt(), 'sw1>');
    session.type('enable');
    session.type('right');
    assert.equal(session.prompt(), 'sw1#');
  });

  it('lands in privileged mode where exec authorization is on', () => {
    const startup = { sw1: 'aaa authorization exec default local\n' };
    assert.equal(switchOf(rig({ startup })).openSession().prompt(), 'sw1#');
  });

  it('shows the mode in the prompt', () => {
    const session = privileged(switchOf(rig()));
    const prompts = [
      'configure terminal',
      'interface et1',
      'interface Port-Channel 11',
      'vlan 100',
      'mlag',
      'exit',
      'end',
    ];
    assert.deepEqual(
      prompts.map((line) => {
        session.type(line);
        return session.prompt();
      }),
      [
        'sw1(config)#',
        'sw1(config-if-Et1)#',
        'sw1(config-if-Po11)#',
        'sw1(config-vlan-100)#',
        'sw1(config-mlag)#',
        'sw1(config)#',
        'sw1#',
      ],
    );
  });

  it('shows the first six characters of a session in the prompt', () => {
    const session = privileged(switchOf(rig()));
    session.type('configure session prov-000123');
    assert.equal(session.prompt(), 'sw1(config-s-prov-0)#');
    session.type('interface Ethernet1');
    assert.equal(session.prompt(), 'sw1(config-s-prov-0-if-Et1)#');
  });

  it('answers the terminal commands with the words of the switch', () => {
    const session = privileged(switchOf(rig()));
    assert.deepEqual(typeAll(session, ['terminal length 0', 'terminal width 32767']), [
      'Pagination disabled.',
      'Width set to 32767 columns.',
    ]);
    assert.deepEqual([session.pageLength, session.width], [0, 32767]);
  });

  it('takes abbreviations and refuses ambiguous, incomplete and unknown lines', () => {
    const session = privileged(switchOf(rig()));
    assert.match(session.type('sh run').output, /^! Command: show running-config/);
    assert.deepEqual(
      typeAll(session, ['conf t', 'in et1', 'sw ac vl 20', 'sw', 'switchport trunk', 'lacp po 5']),
      ['', '', '', '', '% Incomplete command', ''],
    );
    assert.deepEqual(
      typeAll(session, [
        'storm-control',
        'switchport trunk n vlan 5',
        'no such command',
        'spanning-tree bpdu enable',
      ]),
      ['% Incomplete command', '', '% Invalid input', '% Ambiguous command'],
    );
  });

  it('checks the range of every parameter that has a known one', () => {
    const session = privileged(switchOf(rig()));
    typeAll(session, ['configure', 'interface Ethernet1']);
    const bad = [
      'vlan 0',
      'vlan 4095',
      'interface Port-Channel2001',
      'interface Ethernet99',
      'channel-group 2001 mode active',
      'lacp port-priority 0',
      'lacp port-priority 65536',
      'mtu 67',
      'mtu 9215',
      'storm-control broadcast level 101',
      'switchport access vlan 4095',
    ];
    for (const line of bad) assert.equal(session.type(line).output, '% Invalid input\n', line);
    typeAll(session, ['interface Port-Channel11']);
    for (const line of ['mlag 0', 'mlag 2001', 'port-channel lacp fallback timeout 301']) {
      assert.equal(session.type(line).output, '% Invalid input\n', line);
    }
    typeAll(session, ['vlan 5']);
    assert.equal(session.type(`name ${'x'.repeat(33)}`).output, '% Invalid input\n');
    assert.equal(session.type('name two words').output, '% Invalid input\n');
  });

  it('keeps LACP lines to Ethernet ports and MLAG numbers to port-channels', () => {
    const session = privileged(switchOf(rig()));
    const answers = typeAll(session, [
      'configure',
      'interface Port-Channel11',
      'channel-group 1 mode active',
      'lacp port-priority 5',
      'interface Ethernet1',
      'mlag 11',
      'port-channel lacp fallback static',
    ]);
    assert.deepEqual(answers.slice(2, 4), ['% Invalid input', '% Invalid input']);
    assert.deepEqual(answers.slice(5), ['% Invalid input', '% Invalid input']);
  });

  it('refuses another mode while a group has members in one', () => {
    const session = privileged(switchOf(rig()));
    const answers = typeAll(session, [
      'configure',
      'interface Ethernet1',
      'channel-group 11 mode active',
      'interface Ethernet2',
      'channel-group 11 mode on',
    ]);
    assert.equal(answers.at(-1), '% Cannot change mode; remove all members and try again.');
  });

  it('remarks on an edge port without refusing it', () => {
    const session = privileged(switchOf(rig()));
    const [, , remark = ''] = typeAll(session, [
      'configure',
      'interface Ethernet1',
      'spanning-tree portfast',
    ]);
    assert.match(remark, /^%Warning/);
    assert.match(session.type('show running-config interfaces et1').output, /spanning-tree portfast/);
  });

  it('answers a line that a fault refuses with the words of the switch and changes nothing', () => {
    const made = rig();
    made.faults.get('sw1')?.refuse(/storm-control/);
    const session = privileged(switchOf(made));
    const answers = typeAll(session, ['configure', 'interface Ethernet1', 'storm-control broadcast level 1']);
    assert.equal(answers.at(-1), '% Unavailable command (not supported on this hardware platform)');
    assert.deepEqual(section(switchOf(made), 'interface Ethernet1'), []);
  });

  it('filters output by pipes and keeps a pipe in a description', () => {
    const session = privileged(switchOf(rig()));
    typeAll(session, ['configure', 'interface Ethernet1', 'description a | b', 'end']);
    assert.equal(session.type('show running-config | include descr').output, '   description a | b\n');
    assert.equal(
      session.type('show running-config | section Ethernet1').output,
      'interface Ethernet1\n   description a | b\n',
    );
  });
});

describe('the canonical configuration of a virtual EOS switch', () => {
  it('leaves out what is a default', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      [
        'interface Ethernet1',
        'no shutdown',
        'switchport',
        'switchport mode access',
        'switchport access vlan 1',
        'lacp port-priority 32768',
        'lacp timer normal',
        'mtu 1500',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'interface Ethernet1'), []);
  });

  it('compacts VLAN lists and orders the lines of an interface as the switch does', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      [
        'interface Port-Channel11',
        'spanning-tree bpduguard enable',
        'spanning-tree portfast',
        'storm-control broadcast level 1',
        'mlag 11',
        'port-channel lacp fallback timeout 30',
        'port-channel lacp fallback static',
        'switchport mode trunk',
        'switchport trunk allowed vlan 21,20,10',
        'switchport trunk native vlan 10',
        'description srv-17 bond0',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'interface Port-Channel11'), [
      'description srv-17 bond0',
      'switchport trunk native vlan 10',
      'switchport trunk allowed vlan 10,20-21',
      'switchport mode trunk',
      'port-channel lacp fallback static',
      'port-channel lacp fallback timeout 30',
      'mlag 11',
      'storm-control broadcast level 1',
      'spanning-tree portfast',
      'spanning-tree bpduguard enable',
    ]);
  });

  it('sorts interfaces by kind and number and shares the header of VLANs with the same lines', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      'vlan 30,10\ninterface Vlan10\ninterface Port-Channel9\ninterface Port-Channel10\nvlan 20\nname x',
    );
    const headers = lines(virtual).filter((line) => /^(vlan|interface) /.test(line));
    assert.deepEqual(headers.slice(0, 5), [
      'vlan 10,30',
      'vlan 20',
      'interface Port-Channel9',
      'interface Port-Channel10',
      'interface Ethernet1',
    ]);
    assert.equal(headers.at(-1), 'interface Vlan10');
  });

  it('changes an allowed list by its verbs', () => {
    const virtual = switchOf(rig());
    const allowed = (line: string): string | undefined => {
      configure(virtual, `interface Ethernet1\n${line}`);
      return section(virtual, 'interface Ethernet1')[0];
    };
    assert.equal(allowed('switchport trunk allowed vlan 10-12'), 'switchport trunk allowed vlan 10-12');
    assert.equal(allowed('switchport trunk allowed vlan add 20'), 'switchport trunk allowed vlan 10-12,20');
    assert.equal(
      allowed('switchport trunk allowed vlan remove 11'),
      'switchport trunk allowed vlan 10,12,20',
    );
    assert.equal(allowed('switchport trunk allowed vlan 5'), 'switchport trunk allowed vlan 5');
    assert.equal(allowed('switchport trunk allowed vlan none'), 'switchport trunk allowed vlan none');
    assert.equal(allowed('switchport trunk allowed vlan except 2-4094'), 'switchport trunk allowed vlan 1');
    assert.equal(allowed('switchport trunk allowed vlan all'), undefined);
  });

  it('keeps foreign lines byte for byte', () => {
    const virtual = switchOf(rig());
    const foreign = [
      'ntp server 198.51.100.7 prefer',
      'snmp-server community  two  spaces ro',
      'ip access-list MGMT',
      '   10 permit ip 192.0.2.0/24 any',
      '   20 deny ip any any log',
      'router bgp 65001',
      '   router-id 10.0.0.1',
      '   neighbor 10.0.0.2 remote-as 65002',
      '   vlan 10',
      '      rd 10.0.0.1:10',
    ];
    configure(virtual, foreign.join('\n'));
    const printed = virtual.runningConfig().split('\n');
    for (const line of foreign) assert.ok(printed.includes(line), line);
  });

  it('takes a banner until EOF and greets with it', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'banner motd\nWelcome # here >\n% no error\nEOF\nhostname edge');
    assert.equal(virtual.openSession().greeting, 'Welcome # here >\n% no error\n');
    assert.equal(virtual.openSession().prompt(), 'edge>');
  });

  it('shows what was not saved, saves on request and forgets the rest when the power fails', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'vlan 10');
    const session = privileged(virtual);
    assert.equal(session.type('copy running-config startup-config').output, 'Copy completed successfully.\n');
    configure(virtual, 'vlan 20');
    assert.match(
      session.type('show running-config diffs').output,
      /^--- flash:\/startup-config\n\+\+\+ system:\/running-config\n@@.*\n(.*\n)*-vlan 10\n(.*\n)?\+vlan 10,20\n/,
    );
    virtual.restart();
    assert.ok(lines(virtual).includes('vlan 10'));
    assert.equal(session.type('show version').isClosed, true);
  });

  it('refuses a save on request with the words of the switch', () => {
    const made = rig();
    made.faults.get('sw1')?.refuseSave();
    configure(switchOf(made), 'vlan 10');
    for (const line of ['write memory', 'copy running-config startup-config']) {
      assert.match(privileged(switchOf(made)).type(line).output, /^% Error copying/);
    }
    assert.doesNotMatch(switchOf(made).startupConfig(), /vlan 10/);
  });
});
