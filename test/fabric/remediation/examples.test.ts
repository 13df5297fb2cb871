import assert from 'node:assert/strict';
import { mergeFragments } from '../../../src/fabric/remediation/merge-fragments.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../src/fabric/remediation/remediation.ts';
import { eosLike, nxosLike, os10Like } from './rules.ts';
import { assertCommands, assertDifference } from './worked-example.ts';

describe('worked examples of remediation: VLANs', () => {
  it('creates a VLAN with its name', () => {
    assertCommands({
      running: `
        vlan 10
           name theirs
      `,
      intended: `
        vlan 100
           name tl:mgmt
      `,
      commands: `
        vlan 100
           name tl:mgmt
      `,
    });
  });

  it('creates a VLAN without a name by its header alone', () => {
    assertCommands({ running: '', intended: 'vlan 100', commands: 'vlan 100' });
  });

  it('takes a VLAN away by its header and not line by line', () => {
    assertCommands({
      running: `
        vlan 100
           name tl:mgmt
      `,
      intended: '',
      owned: ['vlan 100'],
      commands: 'no vlan 100',
    });
  });

  it('types a new name over the old one', () => {
    assertCommands({
      running: `
        vlan 100
           name tl:mgmt
      `,
      intended: `
        vlan 100
           name tl:storage
      `,
      commands: `
        vlan 100
           name tl:storage
      `,
    });
  });

  it('leaves a VLAN that is not owned', () => {
    assertCommands({ running: 'vlan 10', intended: '', owned: ['vlan 100'], commands: '' });
  });

  it('takes one VLAN out of a header that stands for several', () => {
    assertCommands({
      running: `
        vlan 10,20-21
           name same
      `,
      intended: '',
      owned: ['vlan 20'],
      commands: 'no vlan 20',
    });
  });

  it('finds nothing to do where one side writes a range and the other single VLANs', () => {
    assertCommands({
      running: `
        vlan 20-21
           name same
      `,
      intended: `
        vlan 20
           name same
        vlan 21
           name same
      `,
      commands: '',
    });
  });
});

describe('worked examples of remediation: what a port carries', () => {
  it('creates a VLAN before a trunk lets it through', () => {
    assertCommands({
      running: `
        interface Ethernet1
           switchport trunk allowed vlan 10
           switchport mode trunk
        vlan 10
      `,
      intended: `
        interface Ethernet1
           switchport trunk allowed vlan 10,20
           switchport mode trunk
        vlan 20
      `,
      commands: `
        vlan 20
        interface Ethernet1
           switchport trunk allowed vlan 10,20
      `,
    });
  });

  it('takes a VLAN out of a trunk before it takes the VLAN away', () => {
    assertCommands({
      running: `
        vlan 10
        vlan 20
        interface Ethernet1
           switchport trunk allowed vlan 10,20
           switchport mode trunk
      `,
      intended: `
        interface Ethernet1
           switchport trunk allowed vlan 10
           switchport mode trunk
      `,
      owned: ['vlan 20'],
      commands: `
        interface Ethernet1
           switchport trunk allowed vlan 10
        no vlan 20
      `,
    });
  });

  it('empties a list with the word for the empty list, never with one that allows every VLAN', () => {
    assertCommands({
      running: `
        interface Ethernet1
           switchport trunk allowed vlan 10,20
           switchport mode trunk
      `,
      intended: `
        interface Ethernet1
           switchport trunk allowed vlan none
           switchport mode trunk
      `,
      commands: `
        interface Ethernet1
           switchport trunk allowed vlan none
      `,
    });
  });

  it('sees no difference in the order and folding of a list', () => {
    assertCommands({
      running: `
        interface Ethernet1
           switchport trunk allowed vlan 10,20-22
      `,
      intended: `
        interface Ethernet1
           switchport trunk allowed vlan 22,21,10,20,21
      `,
      commands: '',
    });
  });

  it('joins a list that the device printed in two lines', () => {
    assertCommands({
      running: `
        interface Ethernet1
           switchport trunk allowed vlan 10,20
           switchport trunk allowed vlan add 21,30
      `,
      intended: `
        interface Ethernet1
           switchport trunk allowed vlan 10,20-21,30
      `,
      commands: '',
    });
  });

  it('makes an access port a trunk only once its list is there', () => {
    assertCommands({
      running: `
        vlan 10
        vlan 20
        interface Ethernet1
           switchport access vlan 20
      `,
      intended: `
        interface Ethernet1
           switchport mode trunk
           switchport trunk native vlan 10
           switchport trunk allowed vlan 10,20
      `,
      commands: `
        interface Ethernet1
           switchport trunk native vlan 10
           switchport trunk allowed vlan 10,20
           switchport mode trunk
           no switchport access vlan
      `,
    });
  });

  it('makes a trunk an access port before its list is taken away', () => {
    assertCommands({
      running: `
        vlan 10
        vlan 20
        interface Ethernet1
           switchport trunk native vlan 10
           switchport trunk allowed vlan 10,20
           switchport mode trunk
      `,
      intended: `
        interface Ethernet1
           switchport access vlan 20
      `,
      commands: `
        interface Ethernet1
           switchport access vlan 20
           no switchport mode
           no switchport trunk allowed vlan
           no switchport trunk native vlan
      `,
    });
  });

  it('types a new native VLAN over the old one', () => {
    assertCommands({
      running: `
        interface Ethernet1
           switchport trunk native vlan 10
      `,
      intended: `
        interface Ethernet1
           switchport trunk native vlan 20
      `,
      commands: `
        interface Ethernet1
           switchport trunk native vlan 20
      `,
    });
  });

  it('shuts a port first that is released', () => {
    assertCommands({
      running: `
        interface Ethernet1
           description tl:esx01#0
           switchport access vlan 20
      `,
      intended: `
        interface Ethernet1
           switchport trunk allowed vlan none
           switchport mode trunk
           shutdown
      `,
      commands: `
        interface Ethernet1
           shutdown
           switchport trunk allowed vlan none
           switchport mode trunk
           no switchport access vlan
           no description
      `,
    });
  });

  it('opens a released port last', () => {
    assertCommands({
      running: `
        interface Ethernet1
           shutdown
           switchport trunk allowed vlan none
           switchport mode trunk
      `,
      intended: `
        interface Ethernet1
           description tl:esx01#0
           switchport access vlan 20
      `,
      commands: `
        interface Ethernet1
           description tl:esx01#0
           switchport access vlan 20
           no switchport mode
           no switchport trunk allowed vlan
           no shutdown
      `,
    });
  });

  it('empties an owned port that is intended no longer, and does not remove it', () => {
    assertCommands({
      running: `
        interface Ethernet1
           description tl:esx01#0
           switchport access vlan 20
      `,
      intended: '',
      owned: ['interface Ethernet1'],
      commands: `
        interface Ethernet1
           no switchport access vlan
           no description
      `,
    });
  });

  it('changes a description by typing the new one', () => {
    assertCommands({
      running: `
        interface Ethernet1
           description tl:esx01#0
      `,
      intended: `
        interface Ethernet1
           description tl:esx01#1
      `,
      commands: `
        interface Ethernet1
           description tl:esx01#1
      `,
    });
  });

  it('keeps several blanks within a description', () => {
    assertCommands({
      running: `
        interface Ethernet1
           description a  b
      `,
      intended: `
        interface Ethernet1
           description a b
      `,
      commands: `
        interface Ethernet1
           description a b
      `,
    });
  });

  it('takes lines that state the default for nothing, on either side', () => {
    assertCommands({
      running: `
        interface Ethernet1
           lacp port-priority 32768
      `,
      intended: `
        interface Ethernet1
           no shutdown
           switchport mode access
           switchport access vlan 1
      `,
      commands: '',
    });
  });

  it('returns to a default that is not printed by taking the other value away', () => {
    assertCommands({
      running: `
        interface Ethernet1
           lacp port-priority 1000
      `,
      intended: `
        interface Ethernet1
           lacp port-priority 32768
      `,
      commands: `
        interface Ethernet1
           no lacp port-priority
      `,
    });
  });
});

describe('worked examples of remediation: link aggregations', () => {
  it('makes the port-channel before its member joins', () => {
    assertCommands({
      running: `
        vlan 10
        interface Ethernet1
      `,
      intended: `
        interface Ethernet1
           channel-group 11 mode active
           lacp port-priority 1000
        interface Port-Channel11
           switchport access vlan 10
           mlag 11
      `,
      commands: `
        interface Port-Channel11
           switchport access vlan 10
           mlag 11
        interface Ethernet1
           lacp port-priority 1000
           channel-group 11 mode active
      `,
    });
  });

  it('adds a second member and leaves the first alone', () => {
    assertCommands({
      running: `
        interface Port-Channel11
        interface Ethernet1
           channel-group 11 mode active
      `,
      intended: `
        interface Port-Channel11
        interface Ethernet1
           channel-group 11 mode active
        interface Ethernet2
           channel-group 11 mode active
      `,
      commands: `
        interface Ethernet2
           channel-group 11 mode active
      `,
    });
  });

  it('lets every member leave before the port-channel goes, and the port-channel before its VLAN', () => {
    assertCommands({
      running: `
        vlan 10
        interface Port-Channel11
           switchport access vlan 10
           mlag 11
        interface Ethernet1
           channel-group 11 mode active
        interface Ethernet2
           channel-group 11 mode active
      `,
      intended: '',
      owned: ['vlan 10', 'interface Port-Channel11', 'interface Ethernet1', 'interface Ethernet2'],
      commands: `
        interface Ethernet1
           no channel-group
        interface Ethernet2
           no channel-group
        no interface Port-Channel11
        no vlan 10
      `,
    });
  });

  it('moves a member over by typing its new group, once that is there', () => {
    assertCommands({
      running: `
        interface Port-Channel11
        interface Ethernet1
           channel-group 11 mode active
      `,
      intended: `
        interface Port-Channel12
        interface Ethernet1
           channel-group 12 mode active
      `,
      owned: ['interface Port-Channel11'],
      commands: `
        interface Port-Channel12
        interface Ethernet1
           channel-group 12 mode active
        no interface Port-Channel11
      `,
    });
  });

  it('lets a member leave its group first where the operating system wants that', () => {
    assertCommands({
      rules: nxosLike,
      running: `
        feature lacp
        interface port-channel11
          switchport
        interface port-channel12
          switchport
        interface Ethernet1/1
          channel-group 11 mode active
          no shutdown
      `,
      intended: `
        interface Ethernet1/1
          channel-group 12 mode active
          no shutdown
      `,
      commands: `
        interface Ethernet1/1
          no channel-group
          channel-group 12 mode active
      `,
    });
  });

  it('swaps what two port-channels hold by freeing it first', () => {
    assertCommands({
      running: `
        interface Port-Channel11
           mlag 11
        interface Port-Channel12
           mlag 12
      `,
      intended: `
        interface Port-Channel11
           mlag 12
        interface Port-Channel12
           mlag 11
      `,
      commands: `
        interface Port-Channel11
           no mlag
        interface Port-Channel12
           no mlag
        interface Port-Channel11
           mlag 12
        interface Port-Channel12
           mlag 11
      `,
    });
  });
});

describe('worked examples of remediation: the pair domain', () => {
  const domain = `
    no spanning-tree vlan-id 4094
    vlan 4094
       name control
    interface Port-Channel999
       switchport mode trunk
    interface Vlan4094
       ip address 169.254.1.0/31
    mlag configuration
       local-interface Vlan4094
       peer-link Port-Channel999
  `;

  it('is made from the VLAN upwards', () => {
    assertCommands({
      running: '',
      intended: domain,
      commands: domain,
    });
  });

  it('is taken away from the top downwards; the global line that it needed stays', () => {
    assertCommands({
      running: domain,
      intended: '',
      owned: ['vlan 4094', 'interface Port-Channel999', 'interface Vlan4094', 'mlag configuration'],
      commands: `
        no mlag configuration
        no interface Vlan4094
        no interface Port-Channel999
        no vlan 4094
      `,
    });
  });

  it('moves to another VLAN with an address that only one interface may have at a time', () => {
    assertCommands({
      running: domain,
      intended: domain.replaceAll('4094', '4093'),
      owned: ['vlan 4094', 'interface Vlan4094'],
      commands: `
        no spanning-tree vlan-id 4093
        vlan 4093
           name control
        interface Vlan4093
        mlag configuration
           local-interface Vlan4093
        no interface Vlan4094
        interface Vlan4093
           ip address 169.254.1.0/31
        no vlan 4094
      `,
    });
  });
});

describe('worked examples of remediation: what is somebody else’s', () => {
  const routing = `
    router bgp 65101
       neighbor 192.0.2.9 remote-as 65001
       !
       vlan 20
          rd 192.0.2.1:20
       !
       vlan 30
          rd 192.0.2.1:30
  `;

  it('leaves nested sections alone', () => {
    assertCommands({ running: routing, intended: 'vlan 100', commands: 'vlan 100' });
  });

  it('between two whole configurations, takes one nested section away and changes another', () => {
    assertDifference({
      running: routing,
      intended: `
        router bgp 65101
           neighbor 192.0.2.9 remote-as 65002
           vlan 20
              rd 192.0.2.2:20
      `,
      commands: `
        router bgp 65101
           neighbor 192.0.2.9 remote-as 65002
           vlan 20
              rd 192.0.2.2:20
              no rd 192.0.2.1:20
        router bgp 65101
           no vlan 30
           no neighbor 192.0.2.9 remote-as 65001
      `,
    });
  });

  it('leaves a section in which the next line of the top level would mean something else', () => {
    assertDifference({
      running: 'vlan 30',
      intended: `
        router bgp 65101
           neighbor 192.0.2.9 remote-as 65001
      `,
      commands: `
        router bgp 65101
           neighbor 192.0.2.9 remote-as 65001
           exit
        no vlan 30
      `,
    });
  });

  it('adds to a global list and takes nothing out of it', () => {
    assertCommands({
      running: 'no spanning-tree vlan-id 4000',
      intended: 'no spanning-tree vlan-id 4094',
      commands: 'no spanning-tree vlan-id 4094',
    });
  });

  it('keeps a global setting that has another value', () => {
    assertCommands({ running: 'spanning-tree mode rstp', intended: 'spanning-tree mode mstp', commands: '' });
  });

  it('types a line without a rule away with a negation, and a negation away without it', () => {
    assertDifference({
      running: `
        ip routing
        no lldp run
      `,
      intended: 'no ip routing',
      commands: `
        no ip routing
        lldp run
      `,
    });
  });

  it('replaces the text of a banner whole', () => {
    assertDifference({
      running: 'banner motd\nold\nEOF\n',
      intended: 'banner motd\n  new # 1\n! text\nEOF\n',
      commands: 'banner motd\n  new # 1\n! text\nEOF\n',
    });
  });

  it('types the lines of an ordered list again from the first one that differs', () => {
    assertDifference({
      running: `
        ip access-list web
           permit tcp any any eq 80
           deny udp any any
           permit ip any any
      `,
      intended: `
        ip access-list web
           permit tcp any any eq 80
           permit tcp any any eq 443
           deny udp any any
      `,
      commands: `
        ip access-list web
           no permit ip any any
           no deny udp any any
           permit tcp any any eq 443
           deny udp any any
      `,
    });
  });
});

describe('worked examples of remediation: other ways to write', () => {
  it('turns features on before what needs them', () => {
    assertCommands({
      rules: nxosLike,
      running: '',
      intended: `
        interface port-channel11
          switchport
          vpc 11
          no shutdown
        vpc domain 7
          peer-keepalive destination 192.0.2.2
        feature vpc
      `,
      commands: `
        feature vpc
        vpc domain 7
          peer-keepalive destination 192.0.2.2
        interface port-channel11
          switchport
          vpc 11
          no shutdown
      `,
    });
  });

  it('takes a negative line away with the positive one', () => {
    assertCommands({
      rules: nxosLike,
      running: `
        interface port-channel11
          no lacp suspend-individual
          no shutdown
      `,
      intended: `
        interface port-channel11
          no shutdown
      `,
      commands: `
        interface port-channel11
          lacp suspend-individual
      `,
    });
  });

  it('changes a list that is added to by what differs, taking away first', () => {
    assertCommands({
      rules: os10Like,
      running: `
        interface ethernet1/1/1
         no shutdown
         switchport mode trunk
         switchport access vlan 10
         switchport trunk allowed vlan 20-22
      `,
      intended: `
        interface ethernet1/1/1
         no shutdown
         switchport mode trunk
         switchport access vlan 20
         switchport trunk allowed vlan 10,22,30-31
      `,
      commands: `
        interface ethernet1/1/1
         no switchport trunk allowed vlan 20-21
         switchport access vlan 20
         switchport trunk allowed vlan 10,30-31
      `,
    });
  });

  it('clears an added list before the trunk becomes an access port', () => {
    assertCommands({
      rules: os10Like,
      running: `
        interface ethernet1/1/1
         no shutdown
         switchport mode trunk
         switchport trunk allowed vlan 20-21
      `,
      intended: `
        interface ethernet1/1/1
         no shutdown
         switchport access vlan 20
      `,
      commands: `
        interface ethernet1/1/1
         no switchport trunk allowed vlan 20-21
         switchport access vlan 20
         switchport mode access
      `,
    });
  });

  it('takes a section away in the words of its operating system', () => {
    assertCommands({
      rules: os10Like,
      running: 'interface port-channel11',
      intended: '',
      owned: ['interface port-channel11'],
      commands: 'no interface port-channel 11',
    });
  });

  it('gives an emptied port back the defaults that its operating system prints', () => {
    assertCommands({
      rules: os10Like,
      running: `
        interface ethernet1/1/1
         shutdown
         switchport access vlan 20
      `,
      intended: '',
      owned: ['interface ethernet1/1/1'],
      commands: `
        interface ethernet1/1/1
         switchport access vlan 1
         no shutdown
      `,
    });
  });

  it('leaves every section by name where the operating system wants that', () => {
    assertCommands({
      rules: { ...eosLike, leaveSection: 'exit' },
      running: '',
      intended: `
        vlan 100
           name a
        vlan 101
           name b
      `,
      commands: `
        vlan 100
           name a
           exit
        vlan 101
           name b
      `,
    });
  });
});

describe('what remediation refuses', () => {
  it('names the circle where lines wait for one another', () => {
    const rules = {
      ...eosLike,
      sections: [{ within: [], header: /^thing \w$/ }],
      references: [
        { within: [/^thing/], match: /^needs (\w)$/, needs: 'thing $1' },
        { within: [], match: /^thing a$/, needs: 'thing b' },
        { within: [], match: /^thing b$/, needs: 'thing a' },
      ],
    };
    const target = parseConfig('thing a\nthing b\n', rules);
    assert.throws(() => remediation([], target, rules), {
      code: 'order-cycle',
      message: 'the change has no safe order: "thing a" waits for "thing b" waits for "thing a"',
    });
  });

  it('never makes a control character a command', () => {
    const target = [{ text: 'vlan 100', children: [{ text: 'name a\u0007b', children: [] }] }];
    assert.throws(() => remediation([], target, eosLike), { code: 'command-not-printable' });
  });

  it('does not merge templates that write one setting in two ways', () => {
    const fragments = [
      { source: 'port.hbs', text: 'interface Ethernet1\n   description one\n' },
      { source: 'member.hbs', text: 'interface Ethernet1\n   description two\n' },
    ];
    assert.throws(() => mergeFragments(fragments, eosLike), {
      code: 'template-conflict',
      message:
        'two templates disagree in "interface Ethernet1": port.hbs writes "description one", member.hbs writes "description two"',
    });
  });
});
