import assert from 'node:assert/strict';
import type { Hearing } from '../../../../src/fabric/plan/cabling/hearing.ts';
import {
  lldpGuard,
  waivedCabling,
  type CablingFindings,
} from '../../../../src/fabric/plan/cabling/lldp-guard.ts';
import { cabling, fabric, hearing, mac, said } from './two-servers.ts';

const serverPorts = ['Ethernet10', 'Ethernet11'];

/** What is found where both members claim these ports. */
function found(claimedPorts: readonly string[], sw1?: Hearing, sw2?: Hearing): CablingFindings {
  const claiming = (hostname: string, own: Hearing | undefined) => ({
    hostname,
    claimedPorts,
    ...(own === undefined ? {} : { hearing: own }),
  });
  return lldpGuard(fabric, cabling, [claiming('sw1', sw1), claiming('sw2', sw2)]);
}

/** Messages of refusals, and of warnings. */
function told({ refusals, warnings }: CablingFindings): readonly (readonly string[])[] {
  assert.ok(refusals.every(({ code }) => code === 'guard-no-lldp-check'));
  assert.ok(warnings.every(({ code }) => code === 'lldp-unverified'));
  return [refusals.map(({ message }) => message), warnings.map(({ message }) => message)];
}

const off = (why = 'nothing is heard there, since a server may be off, booting or silent') =>
  `cabling not verified on sw1/Ethernet10 (esx01): ${why}`;

describe('the cables of ports that are claimed', () => {
  it('are let through where everybody is heard where the site has them', () => {
    assert.deepEqual(told(found([...serverPorts, 'Ethernet53/1'], hearing('sw1'), hearing('sw2'))), [[], []]);
  });

  it('are refused one by one where two are swapped, each with the port, who is there and where it belongs', () => {
    const swapped = hearing('sw1', {
      neighbours: { Ethernet10: [said('esx02', mac(2, 1))], Ethernet11: [said('esx01', mac(1, 1))] },
    });
    assert.deepEqual(told(found(serverPorts, swapped, hearing('sw2'))), [
      [
        'sw1/Ethernet10 should lead to esx01 (52:54:00:00:01:01), but esx02 (port 52:54:00:00:02:01) is heard there, which the site has on sw1/Ethernet11',
        'sw1/Ethernet11 should lead to esx02 (52:54:00:00:02:01), but esx01 (port 52:54:00:00:01:01) is heard there, which the site has on sw1/Ethernet10',
      ],
      [],
    ]);
  });

  it('are refused where the two cables of one server are swapped between the members', () => {
    const one = hearing('sw1', { neighbours: { Ethernet10: [said('esx01', mac(1, 2))] } });
    const other = hearing('sw2', { neighbours: { Ethernet10: [said('esx01', mac(1, 1))] } });
    assert.equal(found(serverPorts, one, other).refusals.length, 2);
  });

  it('are not looked at where they are not claimed', () => {
    const swapped = hearing('sw1', { neighbours: { Ethernet10: [said('esx02', mac(2, 1))] } });
    assert.deepEqual(told(found(['Ethernet11'], swapped, hearing('sw2'))), [[], []]);
  });

  it('are refused where a stranger is heard', () => {
    const strange = hearing('sw1', { neighbours: { Ethernet10: [said('printer', 'eth0')] } });
    assert.deepEqual(told(found(serverPorts, strange, hearing('sw2')))[0], [
      'sw1/Ethernet10 should lead to esx01 (52:54:00:00:01:01), but printer (port eth0) is heard there, which the site does not know',
    ]);
  });

  it('are let through where one of several neighbours is the right one', () => {
    const both = [said('nic-firmware', '52:54:00:00:09:09'), said('esx01', mac(1, 1))];
    const one = hearing('sw1', { neighbours: { Ethernet10: both } });
    assert.deepEqual(told(found(serverPorts, one, hearing('sw2'))), [[], []]);
  });

  it('cannot be checked against saved configurations: one warning, no refusal', () => {
    assert.deepEqual(told(found(serverPorts)), [
      [],
      [
        'cabling not verified on sw1/Ethernet10 (esx01), sw1/Ethernet11 (esx02), sw2/Ethernet10 (esx01), sw2/Ethernet11 (esx02): a saved configuration hears nothing',
      ],
    ]);
  });
});

describe('a server that is not heard', () => {
  const silent = { Ethernet10: [] };

  it('is a warning', () => {
    const one = hearing('sw1', { neighbours: silent });
    assert.deepEqual(told(found(serverPorts, one, hearing('sw2'))), [[], [off()]]);
  });

  it('is a warning of its own where there is no carrier', () => {
    const one = hearing('sw1', { neighbours: silent, ports: { Ethernet10: 'no-carrier' } });
    assert.deepEqual(told(found(serverPorts, one, hearing('sw2')))[1], [
      off('there is no carrier, since a server may be off'),
    ]);
  });

  it('is verified by its MAC in the table of the switch, or by that of its other interface in a bond', () => {
    for (const learnt of [mac(1, 1), mac(1, 2)]) {
      const one = hearing('sw1', { neighbours: silent, learnt: { Ethernet10: [learnt] } });
      assert.deepEqual(told(found(serverPorts, one, hearing('sw2'))), [[], []]);
    }
  });

  it('is verified by its MAC beside a network card that announces itself without a name', () => {
    const neighbours = { Ethernet10: [said('', '52:54:00:00:09:09')] };
    const one = hearing('sw1', { neighbours, learnt: { Ethernet10: [mac(1, 1)] } });
    assert.deepEqual(told(found(serverPorts, one, hearing('sw2'))), [[], []]);
    const bare = hearing('sw1', { neighbours });
    assert.equal(found(serverPorts, bare, hearing('sw2')).refusals.length, 1);
  });

  it('is refused where the MAC of another server was learnt on its port', () => {
    const one = hearing('sw1', { neighbours: silent, learnt: { Ethernet10: [mac(2, 1)] } });
    assert.deepEqual(told(found(serverPorts, one, hearing('sw2')))[0], [
      'sw1/Ethernet10 should lead to esx01 (52:54:00:00:01:01), but the MAC of esx02 (port 52:54:00:00:02:01) was learnt there, which the site has on sw1/Ethernet11',
    ]);
  });

  it('is refused where its MAC is announced or learnt on another port of the pair', () => {
    const message =
      'sw1/Ethernet10 should lead to esx01 (52:54:00:00:01:01), but that is seen on sw1/Ethernet12';
    const learnt = hearing('sw1', { neighbours: silent, learnt: { Ethernet12: [mac(1, 1)] } });
    assert.deepEqual(told(found(serverPorts, learnt, hearing('sw2')))[0], [message]);
    const heard = hearing('sw1', { neighbours: { ...silent, Ethernet12: [said('esx01', mac(1, 1))] } });
    assert.deepEqual(told(found(serverPorts, heard, hearing('sw2')))[0], [message]);
  });

  it('is no more than a warning where its MAC was learnt on the way to other machines', () => {
    const ways = [
      hearing('sw1', { neighbours: silent, learnt: { Ethernet12: [mac(1, 1), mac(2, 1)] } }),
      hearing('sw1', { neighbours: silent, learnt: { 'Ethernet53/1': [mac(1, 1)] } }),
      hearing('sw1', {
        neighbours: { ...silent, Ethernet12: [said('spine1', 'Ethernet1')] },
        learnt: { Ethernet12: [mac(1, 1)] },
      }),
    ];
    for (const one of ways) assert.deepEqual(told(found(serverPorts, one, hearing('sw2'))), [[], [off()]]);
  });
});

describe('a peer-link that is claimed', () => {
  const ports = ['Ethernet53/1'];
  const silent = { neighbours: { 'Ethernet53/1': [] } };
  const warned = (why: string) => [
    `cabling not verified on sw1/Ethernet53/1 (sw2), sw2/Ethernet53/1 (sw1): ${why}`,
  ];

  it('is refused where nothing is heard although it has a carrier', () => {
    assert.deepEqual(told(found(ports, hearing('sw1', silent), hearing('sw2'))), [
      ['sw1/Ethernet53/1 should lead to sw2, but nothing is heard there'],
      [],
    ]);
  });

  it('is refused where it has no carrier, and says so', () => {
    const dead = { ...silent, ports: { 'Ethernet53/1': 'no-carrier' as const } };
    assert.deepEqual(told(found(ports, hearing('sw1', dead), hearing('sw2', dead)))[0], [
      'sw1/Ethernet53/1 should lead to sw2, but has no carrier',
      'sw2/Ethernet53/1 should lead to sw1, but has no carrier',
    ]);
  });

  it('is a warning where an end is shut, which leaves the other one without a carrier', () => {
    const shut = hearing('sw1', { ...silent, ports: { 'Ethernet53/1': 'shut' } });
    const dark = hearing('sw2', { ...silent, ports: { 'Ethernet53/1': 'no-carrier' } });
    assert.deepEqual(told(found(ports, shut, dark)), [[], warned('a port that is shut hears nothing')]);
  });

  it('is a warning where a switch does not speak LLDP yet', () => {
    const deaf = hearing('sw1', { ...silent, speaksLldp: false });
    assert.deepEqual(told(found(ports, deaf, hearing('sw2', silent))), [
      [],
      warned('the switch does not speak LLDP yet'),
    ]);
  });

  it('is refused where another machine is heard', () => {
    const wrong = hearing('sw1', { neighbours: { 'Ethernet53/1': [said('sw9', 'Ethernet53/1')] } });
    assert.match(
      told(found(ports, wrong, hearing('sw2')))[0]?.[0] ?? '',
      /^sw1\/Ethernet53\/1 should lead to sw2, but sw9/,
    );
  });
});

describe('cabling that is not to be checked', () => {
  it('is told all the same in one warning', () => {
    const strange = hearing('sw1', { neighbours: { Ethernet10: [said('printer', 'eth0')] } });
    const { refusals } = found(serverPorts, strange, hearing('sw2'));
    const [warning, ...others] = waivedCabling(refusals);
    assert.deepEqual(others, []);
    assert.match(
      warning?.message ?? '',
      /^not checked, as asked, although sw1\/Ethernet10 should lead to esx01/,
    );
    assert.deepEqual(waivedCabling([]), []);
  });
});
