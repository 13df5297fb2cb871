import assert from 'node:assert/strict';
import { labSite, type LabSite } from '../stories/lab-site.ts';

const hostnames = ['quick1', 'quick2', 'slow', 'dying'];

/** Switches that are in no pair, each with a server of its own. */
const singles = `
fabric: { name: ams1, vlanRanges: [100-199], reservedVlans: [1], lagRanges: [1-30], mlagRanges: [31-127] }
credentials:
  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }
switches:
${hostnames
  .map(
    (hostname, at) =>
      `  - { hostname: ${hostname}, driver: arista-eos, role: leaf, management: { host: 192.0.2.${at + 11}, credentials: leafs } }`,
  )
  .join('\n')}
servers:
${hostnames
  .map(
    (hostname, at) =>
      `  - { hostname: on-${hostname}, os: linux, interfaces: [{ mac: "52:54:00:00:00:0${at}", switch: ${hostname}, port: Ethernet1 }] }`,
  )
  .join('\n')}
logicalNetworks:
  - { name: app, kind: vlan, vlan: 120 }
endpointGroups:
  - name: all
    endpoints: { servers: [${hostnames.map((hostname) => `on-${hostname}`).join(', ')}] }
    connections: [{ network: app, tagged: false }]
`;

describe('one apply to many switches', function () {
  this.timeout(60_000);
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(singles);
  });
  afterEach(() => site.stop());

  it('lets a slow switch and one that dies hold up nobody else', async () => {
    const switchNamed = (name: string) => {
      const found = site.lab.switches.get(name);
      assert.ok(found);
      return found;
    };
    const plan = await site.plan();
    assert.equal(plan.units.length, 4);
    let isDead = false;
    const ended: string[] = [];
    const { jobs } = await site.with((one) =>
      one.apply(plan, {
        requestedBy: 'test',
        onProgress: ({ unit, step, phase }) => {
          if (step === 'record' && phase === 'done') ended.push(unit);
          if (isDead) return;
          isDead = true;
          switchNamed('slow').faults.setDelay(60);
          void switchNamed('dying').powerOff();
        },
      }),
    );
    const states = Object.fromEntries(jobs.map(({ unit, state }) => [unit, state]));
    assert.equal(states['quick1'], 'succeeded');
    assert.equal(states['quick2'], 'succeeded');
    assert.equal(states['slow'], 'succeeded');
    assert.ok(['failed', 'rolled-back', 'half-applied'].includes(states['dying'] ?? ''), states['dying']);
    // Those that answer at once have not waited for the slow one.
    assert.deepEqual(ended.toSorted(), ['quick1', 'quick2', 'slow']);
    assert.equal(ended.at(-1), 'slow');
  });
});
