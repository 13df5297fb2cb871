import assert from 'node:assert/strict';
import { section, switchOf, typeAll } from '../virtual-rig.ts';
import { answerTo, configure, configuring, rig, shown } from './virtual-rig.ts';

const unrecognized = '% Error: Unrecognized command.';
const illegal = '% Error: Illegal parameter.';

describe('the virtual OS10 command line', () => {
  it('lands in the privileged mode and shows the mode in the prompt', () => {
    const session = switchOf(rig()).openSession();
    assert.equal(session.prompt(), 'leaf-a# ');
    const prompts: Readonly<Record<string, string>> = {
      'configure terminal': '(config)# ',
      'interface ethernet 1/1/1': '(conf-if-eth1/1/1)# ',
      'interface port-channel 11': '(conf-if-po-11)# ',
      'interface vlan20': '(conf-if-vl-20)# ',
      'interface mgmt1/1/1': '(conf-if-ma-1/1/1)# ',
      'interface range ethernet1/1/7-1/1/8': '(conf-range-eth1/1/7-1/1/8)# ',
      'vlt-domain 1': '(conf-vlt-1)# ',
      'ip access-list EPG': '(conf-ipv4-acl)# ',
      'system qos': '(conf-sys-qos)# ',
      exit: '(config)# ',
      end: '# ',
    };
    for (const [line, prompt] of Object.entries(prompts)) {
      assert.equal(session.type(line).output, '', line);
      assert.equal(session.prompt(), `leaf-a${prompt}`);
    }
    assert.deepEqual(session.type('exit'), { output: '', isClosed: true });
  });

  it('changes the prompt with the hostname at once', () => {
    const session = configuring(switchOf(rig()));
    session.type('hostname rack7-a');
    assert.equal(session.prompt(), 'rack7-a(config)# ');
  });

  it('asks for a password on the way up where one is set', () => {
    const session = switchOf(rig({ enablePassword: 'right' })).openSession();
    assert.equal(session.prompt(), 'leaf-a> ');
    assert.equal(session.type('configure terminal').output, `${unrecognized}\n`);
    session.type('enable');
    assert.deepEqual([session.prompt(), session.isSecret], ['password: ', true]);
    assert.match(session.type('wrong').output, /^% Error/);
    session.type('enable');
    session.type('right');
    assert.equal(session.prompt(), 'leaf-a# ');
  });

  const refused: Readonly<Record<string, string>> = {
    'frobnicate all': unrecognized,
    'interface ethernet1/1/1\nswitchport trunk native vlan 20': unrecognized,
    'interface ethernet1/1/1\nswitchport trunk allowed vlan remove 20': illegal,
    'interface ethernet1/1/1\nswitchport trunk allowed vlan all': illegal,
    'interface ethernet1/1/1\nno switchport trunk allowed vlan': '% Error: Incomplete command.',
    'vlt-domain 1\nunit-id 1': unrecognized,
    'vlt-domain 256': illegal,
    'vlt-domain 1\nvlt-mac 00:11:22:33:44:55': illegal,
    'vlt-domain 1\nvlt-mac 03:00:00:00:01:01': illegal,
    'vlt-domain 1\nbackup destination 192.0.2.12 interval 31': illegal,
    'interface port-channel129': illegal,
    'interface ethernet1/1/1\nmtu 1279': illegal,
    'interface ethernet1/1/1\nmtu 65536': illegal,
    'interface ethernet1/1/1\nlacp port-priority 65536': illegal,
    'interface ethernet1/1/1\nlacp rate slow': unrecognized,
    'interface ethernet1/1/1\nlacp fallback enable': unrecognized,
    'interface vlan20\ntagged ethernet1/1/1': unrecognized,
    'interface ethernet1/1/99': '% Error: An invalid interface has been used for this command.',
    'interface ethernet1/1/1\nspanning-tree edge-port': unrecognized,
    'interface ethernet1/1/1\nspanning-tree bpdu enable': '% Error: Ambiguous command.',
    interface: '% Error: Incomplete command.',
    commit: unrecognized,
    'show vlan': unrecognized,
  };
  for (const [lines, words] of Object.entries(refused)) {
    it(`refuses "${lines.split('\n').at(-1) ?? ''}" with ${words}`, () => {
      assert.equal(answerTo(switchOf(rig()), lines), words);
    });
  }

  it('never points at the mistake with a caret', () => {
    const session = configuring(switchOf(rig()));
    for (const line of ['x', 'interface vlan5000', 'hostname']) {
      assert.match(session.type(line).output, /^% Error: [^^\n]+\n$/);
    }
  });

  it('takes abbreviations as long as they are clear', () => {
    const virtual = switchOf(rig());
    const session = virtual.openSession();
    assert.deepEqual(typeAll(session, ['conf t', 'int eth 1/1/1', 'desc x', 'end']), ['', '', '', '']);
    assert.ok(section(virtual, 'interface ethernet1/1/1').includes('description x'));
    assert.deepEqual(typeAll(session, ['con', 't', 'sh run | grep hostname']), [
      '% Error: Incomplete command.',
      '% Error: Incomplete command.',
      'hostname leaf-a',
    ]);
  });

  it('does exec commands in configuration mode behind `do`', () => {
    const session = configuring(switchOf(rig()));
    assert.equal(session.type('do show running-configuration | grep hostname').output, 'hostname leaf-a\n');
  });

  it('pages after 24 lines until told otherwise, whatever the window, and never through no-more', () => {
    const session = switchOf(rig()).openSession();
    session.resize(511, 60);
    assert.deepEqual([session.pageLength, session.width, session.pagerText], [24, 511, '--more--']);
    session.type('show running-configuration | no-more');
    assert.equal(session.pageLength, 0);
    session.type('show vlan');
    assert.equal(session.pageLength, 24);
    session.type('terminal length 0');
    assert.equal(session.pageLength, 0);
    assert.equal(session.type('terminal width 511').output, `${unrecognized}\n`);
    assert.equal(session.type('terminal length 513').output, `${illegal}\n`);
  });

  it('keeps the lines that a pipe asks for', () => {
    const virtual = switchOf(rig());
    const names = (filter: string): readonly string[] =>
      shown(virtual, `show running-configuration | ${filter}`);
    assert.deepEqual(names('grep "interface vlan"'), ['interface vlan1']);
    assert.equal(names('find vlan1')[0], 'interface vlan1');
    assert.ok(!names('except interface').some((line) => line.includes('interface')));
    assert.deepEqual(names('count'), [unrecognized]);
    assert.deepEqual(names('display-xml'), [illegal]);
  });

  it('tells its hostname in the XML of show version', () => {
    const virtual = switchOf(rig());
    assert.match(shown(virtual, 'show version')[0] ?? '', /OS10/);
    const xml = shown(virtual, 'show version | display-xml').join('\n');
    assert.match(xml, /<hostname>leaf-a<\/hostname>/);
    assert.match(xml, /<sw-name>OS10-Enterprise<\/sw-name>/);
  });

  it('refuses a line on request with words of its own, and a save with those of a save', () => {
    const made = rig();
    const session = switchOf(made).openSession();
    made.faults.get('leaf-a')?.refuse(/^show vlan$/);
    made.faults.get('leaf-a')?.refuseSave();
    assert.match(session.type('show vlan').output, /^% Error/);
    assert.match(session.type('write memory').output, /^% Error: Unable to write/);
    assert.match(session.type('copy running-configuration startup-configuration').output, /^% Error: Unable/);
  });
});

describe('the configuration of a virtual OS10 switch', () => {
  it('prints what is on by default, and a port as member of VLAN 1', () => {
    const virtual = switchOf(rig());
    assert.deepEqual(section(virtual, 'interface ethernet1/1/3'), [
      'no shutdown',
      'switchport access vlan 1',
    ]);
    assert.deepEqual(section(virtual, 'interface vlan1'), ['no shutdown']);
    assert.match(virtual.runningConfig(), /^! Version 10\.5\.\S+\n! Last configuration change at /);
    const breakouts = virtual.runningConfig().match(/^interface breakout 1\/1\/\d map 100g-1x$/gm);
    assert.equal(breakouts?.length, 8);
  });

  it('prints the lines of a server port in the order of the switch', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      [
        'interface vlan10\nno shutdown\ninterface vlan20\ninterface vlan21',
        'interface port-channel 11\nvlt-port-channel 11\nspanning-tree port type edge',
        'spanning-tree bpduguard enable\nlacp fallback timeout 30\nlacp fallback enable\nmtu 9216',
        'switchport mode trunk\nswitchport trunk allowed vlan 20-21\nswitchport access vlan 10',
        'no shutdown\ndescription "srv-17 bond0"',
        'interface ethernet1/1/1\nlacp rate fast\nlacp port-priority 100',
        'channel-group 11 mode active\nno switchport\ndescription "srv-17 nic0"',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'interface port-channel11'), [
      'description "srv-17 bond0"',
      'no shutdown',
      'switchport mode trunk',
      'switchport access vlan 10',
      'switchport trunk allowed vlan 20-21',
      'mtu 9216',
      'lacp fallback enable',
      'lacp fallback timeout 30',
      'vlt-port-channel 11',
      'spanning-tree bpduguard enable',
      'spanning-tree port type edge',
    ]);
    assert.deepEqual(section(virtual, 'interface ethernet1/1/1'), [
      'description "srv-17 nic0"',
      'no shutdown',
      'channel-group 11 mode active',
      'no switchport',
      'lacp port-priority 100',
      'lacp rate fast',
    ]);
  });

  it('prints sections in their order, one space in, behind exclamation marks', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      'vlt-domain 1\nip access-list A\nseq 10 permit ip any any\ninterface port-channel5\ninterface vlan30',
    );
    const headers = virtual
      .runningConfig()
      .split('\n')
      .filter((_, index, all) => index > 3 && all[index - 1] === '!');
    const wanted = [
      'interface vlan1',
      'interface vlan30',
      'interface port-channel5',
      'interface ethernet1/1/1',
    ];
    const later = ['interface ethernet1/1/8', 'interface mgmt1/1/1', 'ip access-list A', 'vlt-domain 1'];
    assert.deepEqual(
      headers.filter((header) => [...wanted, ...later].includes(header)),
      [...wanted, ...later],
    );
    assert.match(virtual.runningConfig(), /\nip access-list A\n seq 10 permit ip any any\n!\n/);
  });

  it('prints a nested section behind an indented exclamation mark', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'interface vlan20\nvrrp-group 20\nvirtual-address 172.16.20.1\npriority 150');
    const text =
      'interface vlan20\n no shutdown\n !\n vrrp-group 20\n  virtual-address 172.16.20.1\n  priority 150\n!';
    assert.ok(virtual.runningConfig().includes(text));
  });

  it('leaves defaults out that have no words of their own', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      'interface ethernet1/1/1\nmtu 1532\nlacp port-priority 32768\nlacp rate normal\nswitchport mode access',
    );
    assert.deepEqual(section(virtual, 'interface ethernet1/1/1'), [
      'no shutdown',
      'switchport access vlan 1',
    ]);
  });

  it('wants commas behind two backslashes and spaces within quotes', () => {
    const virtual = switchOf(rig());
    const answer = (text: string): string =>
      answerTo(virtual, `interface ethernet1/1/1\ndescription ${text}`);
    const described = (): string | undefined =>
      section(virtual, 'interface ethernet1/1/1').find((line) => line.startsWith('description'));
    assert.equal(answer('a,b'), illegal);
    assert.equal(answer('a\\,b'), illegal);
    assert.equal(answer('two words'), illegal);
    assert.equal(answer('x'.repeat(241)), illegal);
    assert.equal(described(), undefined);
    assert.equal(answer('a\\\\,b'), '');
    assert.equal(described(), 'description a\\\\,b');
    assert.match(shown(virtual, 'show interface status')[3] ?? '', /^Eth 1\/1\/1 +a,b /);
    assert.equal(answer('"two words"'), '');
    assert.equal(described(), 'description "two words"');
    assert.equal(answer('"one"'), '');
    assert.equal(described(), 'description one');
    assert.equal(answerTo(virtual, 'interface ethernet1/1/1\nno description'), '');
    assert.equal(described(), undefined);
  });

  it('edits all interfaces of a range', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      'interface range vlan 20-22,30\nexit\ninterface range ethernet 1/1/1-1/1/2,1/1/4\nmtu 9216',
    );
    const mtu = [1, 2, 3, 4].map((port) =>
      section(virtual, `interface ethernet1/1/${port}`).includes('mtu 9216'),
    );
    assert.deepEqual(mtu, [true, true, false, true]);
    assert.deepEqual(section(virtual, 'interface vlan22'), ['no shutdown']);
  });

  it('numbers the rules of an access list in tens and refuses one twice', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'ip access-list A\npermit tcp any any\nseq 15 deny ip any any\npermit udp any any');
    assert.deepEqual(section(virtual, 'ip access-list A'), [
      'seq 10 permit tcp any any',
      'seq 15 deny ip any any',
      'seq 25 permit udp any any',
    ]);
    assert.match(answerTo(virtual, 'ip access-list A\nseq 50 permit tcp any any'), /^% Error/);
    configure(virtual, 'ip access-list A\nno seq 15\nno permit tcp any any');
    assert.deepEqual(section(virtual, 'ip access-list A'), ['seq 25 permit udp any any']);
  });

  it('shows parts of it by name', () => {
    const virtual = switchOf(rig());
    configure(
      virtual,
      'interface vlan20\nvlt-domain 7\npeer-routing\nspanning-tree mode rstp\nlacp system-priority 10',
    );
    assert.deepEqual(shown(virtual, 'show running-configuration vlt'), [
      '!',
      'vlt-domain 7',
      ' peer-routing',
    ]);
    assert.deepEqual(shown(virtual, 'show running-configuration interface vlan 20'), [
      '!',
      'interface vlan20',
      ' no shutdown',
    ]);
    assert.equal(shown(virtual, 'show running-configuration interface vlan').length, 6);
    assert.deepEqual(shown(virtual, 'show running-configuration lacp'), ['lacp system-priority 10']);
    assert.deepEqual(shown(virtual, 'show running-configuration spanning-tree'), ['spanning-tree mode rstp']);
  });

  it('takes a breakout map that it has, and changes none', () => {
    const virtual = switchOf(rig());
    assert.equal(answerTo(virtual, 'interface breakout 1/1/1 map 100g-1x'), '');
    assert.match(answerTo(virtual, 'interface breakout 1/1/1 map 25g-4x'), /^% Error/);
    assert.match(answerTo(virtual, 'no interface breakout 1/1/1'), /^% Error/);
    assert.equal(answerTo(virtual, 'interface breakout 1/1/60 map 25g-4x'), illegal);
  });

  it('asks before it puts a port back to its defaults', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'interface ethernet1/1/1\nno switchport\nmtu 9216');
    const session = configuring(virtual);
    session.type('default interface ethernet 1/1/1');
    assert.match(session.prompt(), /\[confirm yes\/no\]: $/);
    session.type('no');
    assert.ok(section(virtual, 'interface ethernet1/1/1').includes('mtu 9216'));
    typeAll(session, ['default interface ethernet 1/1/1', 'yes']);
    assert.deepEqual(section(virtual, 'interface ethernet1/1/1'), [
      'no shutdown',
      'switchport access vlan 1',
    ]);
    assert.equal(session.prompt(), 'leaf-a(config)# ');
  });
});
