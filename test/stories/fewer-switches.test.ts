import assert from 'node:assert/strict';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';

/** `pairSite` and a single switch beside it; the pair can be left out with everything that is on it. */
function withSpare(site: 'pair and spare' | 'spare alone'): string {
  const spare =
    '  - { hostname: sw9, driver: arista-eos, management: { host: 192.0.2.19, credentials: leafs } }\n';
  const server =
    '  - { hostname: web01, os: linux, interfaces: [{ mac: "52:54:00:00:00:09", switch: sw9, port: Ethernet1 }] }\n';
  const group = '  - { name: web, endpoints: { servers: [web01] }, connections: [{ network: mgmt }] }\n';
  const whole = pairSite()
    .replace('switches:\n', `switches:\n${spare}`)
    .replace('servers:\n', `servers:\n${server}`)
    .replace('endpointGroups:\n', `endpointGroups:\n${group}`);
  if (site === 'pair and spare') return whole;
  return whole
    .replaceAll(/^ {2}- \{ (?:hostname: sw[12]|name: rack1),.*$/gm, '')
    .replace('switchPairs:\n', 'switchPairs: []\n')
    .replace(/ {2}- hostname: db01[\s\S]*?(?=logicalNetworks)/, '')
    .replace(/ {2}- name: databases[\s\S]*$/, '');
}

describe('switches that the site no longer names', () => {
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(withSpare('pair and spare'));
    const { jobs } = await site.apply();
    assert.deepEqual(
      jobs.map(({ state }) => state),
      ['succeeded', 'succeeded'],
    );
    await site.write(withSpare('spare alone'));
  });
  afterEach(() => site.stop());

  it('are never touched, and the plan says that they stay as they are', async () => {
    const before = site.running();
    const { removals } = await site.plan(['allow-removals']);
    assert.match(
      removals.find(({ kind }) => kind === 'pair')?.message ?? '',
      /switches that the site does not name stay as they are/,
    );
    await site.apply(['allow-removals']);
    const after = site.running();
    assert.deepEqual([after['sw1'], after['sw2']], [before['sw1'], before['sw2']]);
  });

  it('are not asked for drift: only those that are named are', async () => {
    await site.apply(['allow-removals']);
    const drift = await site.with((one) => one.drift());
    assert.deepEqual(drift, [{ switch: 'sw9', commands: [], movedCables: [] }]);
  });
});
