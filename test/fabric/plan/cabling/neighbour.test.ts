import assert from 'node:assert/strict';
import {
  identityOf,
  neighbourText,
  placeText,
  type Identity,
} from '../../../../src/fabric/plan/cabling/neighbour.ts';
import { cabling, mac, said } from './two-servers.ts';

function identity(port: string, ...announced: Parameters<typeof said>): Identity {
  const cable = cabling.byPort.get(port);
  assert.ok(cable);
  return identityOf(cabling, cable, said(...announced));
}

describe('a neighbour of a server port', () => {
  const cells: readonly (readonly [string, Parameters<typeof said>, Identity])[] = [
    ['is right by the MAC of its port, whatever it is called', ['localhost', mac(1, 1)], 'right'],
    ['is right by its MAC in capitals', ['', mac(1, 1).toUpperCase()], 'right'],
    ['is right by its MAC as a switch prints it', ['', '5254.0000.0101'], 'right'],
    ['is right by its name', ['esx01', 'vmnic0'], 'right'],
    ['is right by its name with a domain', ['esx01.example.net', 'vmnic0'], 'right'],
    ['is right by the name it had before', ['old01.example.net', 'vmnic0'], 'right'],
    [
      'is right by the MAC of its chassis, which may be that of another interface',
      ['', 'eth0', mac(1, 2)],
      'right',
    ],
    ['is wrong by the MAC of another server', ['esx01', mac(2, 1)], 'wrong'],
    ['is wrong by the other MAC of the same server', ['esx01', mac(1, 2)], 'wrong'],
    ['is wrong by the name of another server', ['esx02', 'vmnic0'], 'wrong'],
    ['is wrong by a name that only begins alike', ['esx011', 'vmnic0'], 'wrong'],
    ['is wrong by a name that nobody knows', ['printer', 'eth0'], 'wrong'],
    ['is wrong by a name in other letters', ['ESX01', 'vmnic0'], 'wrong'],
    ['is wrong by a MAC that nobody knows', ['', '52:54:00:00:09:09'], 'wrong'],
    ['is wrong where it is a switch', ['sw2', 'Ethernet10'], 'wrong'],
  ];
  for (const [title, announced, expected] of cells) {
    it(title, () => {
      assert.equal(identity('sw1/Ethernet10', ...announced), expected);
    });
  }

  it('cannot be told where the site has no MAC and it has no name', () => {
    assert.equal(identity('sw1/Ethernet40', '', '52:54:00:00:09:09'), 'undecided');
    assert.equal(identity('sw1/Ethernet40', 'array1', 'e0a'), 'right');
    assert.equal(identity('sw1/Ethernet40', '', mac(1, 1)), 'wrong');
  });
});

describe('a neighbour on a peer-link port', () => {
  const port = 'sw1/Ethernet53/1';
  it('is right by the name of the peer, with a domain or without', () => {
    assert.equal(identity(port, 'sw2', 'Ethernet53/1'), 'right');
    assert.equal(identity(port, 'sw2.example.net', 'Ethernet53/1'), 'right');
  });

  it('is right where the peer calls its port by a name that the site does not have', () => {
    assert.equal(identity(port, 'sw2', 'Et53/1'), 'right');
  });

  it('is wrong where it is another port of the peer, by the site, or another machine', () => {
    assert.equal(identity(port, 'sw2', 'Ethernet10'), 'wrong');
    assert.equal(identity(port, 'sw3', 'Ethernet53/1'), 'wrong');
    assert.equal(identity(port, 'esx01', mac(1, 1)), 'wrong');
  });
});

describe('a neighbour in words', () => {
  it('has the place of its cable, or of all where it is not known which', () => {
    assert.equal(placeText(cabling, said('x', mac(2, 1))), 'sw1/Ethernet11');
    assert.equal(placeText(cabling, said('esx02', 'vmnic0')), 'sw1/Ethernet11, sw2/Ethernet11');
    assert.equal(placeText(cabling, said('printer', 'eth0')), undefined);
  });

  it('is cut where it announces a novel', () => {
    assert.ok(neighbourText(said('n'.repeat(5000), 'p'.repeat(5000))).length < 150);
  });
});
