import assert from 'node:assert/strict';
import { cablesOf, farEnd } from '../../../src/lab/real/cabling.ts';
import { underlayOf } from '../../../src/lab/real/underlay.ts';

const leaf = (hostname: string) => ({ hostname, role: 'leaf' }) as const;
const spine = (hostname: string) => ({ hostname, role: 'spine' }) as const;
const border = (hostname: string) => ({ hostname, role: 'border' }) as const;

describe('the routed part of a real lab', () => {
  it('cables every spine to every other switch, by hostname', () => {
    const { cables, switches } = underlayOf([
      border('border1'),
      leaf('leaf1'),
      spine('spine1'),
      spine('spine2'),
    ]);
    assert.deepEqual(
      cables.map((ends) => ends.map((end) => `${end.switch} ${end.port}`).join(' - ')),
      [
        'border1 up1 - spine1 swp1',
        'border1 up2 - spine2 swp1',
        'leaf1 up1 - spine1 swp2',
        'leaf1 up2 - spine2 swp2',
      ],
    );
    assert.deepEqual(
      switches.map(({ hostname, loopback, ports }) => [hostname, loopback, ports.join()]),
      [
        ['border1', '10.254.0.1', 'up1,up2'],
        ['leaf1', '10.254.0.2', 'up1,up2'],
        ['spine1', '10.255.0.1', 'swp1,swp2'],
        ['spine2', '10.255.0.2', 'swp1,swp2'],
      ],
    );
  });

  it('gives every leaf a number of its own and all spines one, so that no leaf is a way between spines', () => {
    const spines = ['spine1', 'spine2'].map(spine);
    const { switches } = underlayOf([leaf('leaf1'), leaf('leaf2'), ...spines]);
    assert.deepEqual(
      switches.map(({ lines }) => lines.find((line) => line.startsWith('router bgp'))),
      ['router bgp 65001', 'router bgp 65002', 'router bgp 65000', 'router bgp 65000'],
    );
  });

  it('is a loopback and nothing else where a site has no spines', () => {
    const { cables, switches } = underlayOf([leaf('leaf1')]);
    assert.deepEqual(cables, []);
    assert.deepEqual(
      switches.map(({ loopback, ports }) => [loopback, ports]),
      [['10.254.0.1', []]],
    );
  });

  it('has room for 300 leaves: addresses go on in the next byte', () => {
    const leaves = Array.from({ length: 300 }, (_, i) => leaf(`leaf${String(i + 1000)}`));
    const { switches } = underlayOf(leaves);
    assert.equal(switches[255]?.loopback, '10.254.1.0');
    assert.equal(new Set(switches.map(({ loopback }) => loopback)).size, 300);
  });

  it('refuses a port that has two cables, and knows the far end of each', () => {
    const { cables } = underlayOf([leaf('leaf1'), spine('spine1')]);
    assert.deepEqual(farEnd(cablesOf([], cables), { device: 'spine1', port: 'swp1' }), {
      device: 'leaf1',
      port: 'up1',
    });
    const server = {
      name: 'srv1',
      ports: [{ at: { switch: 'leaf1', port: 'up1' }, mac: '52:54:00:00:00:01' }],
      speaksLldp: true,
    };
    assert.throws(() => cablesOf([server], cables), /two cables of the lab would lead to leaf1.*up1/);
    assert.throws(() => farEnd([], { device: 'leaf1', port: 'swp9' }), /no cable leads to leaf1.*swp9/);
  });
});
