import assert from 'node:assert/strict';
import { assertSucceeded } from '../../lab/outcome.ts';
import { labSite, type LabSite } from '../../stories/lab-site.ts';

const site = (connections: string) => `
fabric: { name: ams1, vlanRanges: [100-199], reservedVlans: [1], lagRanges: [1-30], mlagRanges: [31-127] }
credentials:
  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }
switches:
  - { hostname: sw1, driver: dell-os10, role: leaf, management: { host: 192.0.2.11, credentials: leafs } }
  - { hostname: sw2, driver: dell-os10, role: leaf, management: { host: 192.0.2.12, credentials: leafs } }
switchPairs:
  - { name: rack1, members: [sw1, sw2], domainId: 7, manage: true, keepalive: { kind: management },
      peerLink: { ports: [ethernet1/1/53, ethernet1/1/54] } }
servers:
  - hostname: db01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:01", switch: sw1, port: ethernet1/1/10 }
      - { mac: "52:54:00:00:00:02", switch: sw2, port: ethernet1/1/10 }
logicalNetworks:
  - { name: mgmt, kind: vlan, vlan: 100 }
  - { name: app, kind: vlan, vlan: 120 }
  - { name: backup, kind: vlan, vlan: 130 }
endpointGroups:
  - name: databases
    endpoints: { servers: [db01] }
    connections:
${connections}
`;

const before = `      - { network: mgmt, tagged: false }
      - { network: app, tagged: true }
      - { network: backup, tagged: true }`;
/** The untagged network and a tagged one change places, and one goes. */
const after = `      - { network: app, tagged: false }
      - { network: mgmt, tagged: true }`;

describe('a pair of Dell OS10 switches', () => {
  let lab: LabSite;
  beforeEach(async () => {
    lab = await labSite(site(before));
  });
  afterEach(() => lab.stop());

  async function applied(): Promise<void> {
    assertSucceeded(await lab.apply(['allow-removals']));
  }

  it('comes to be from nothing, and needs nothing more then', async () => {
    const plan = await lab.plan();
    assert.ok(plan.warnings.some(({ code }) => code === 'no-self-revert'));
    await applied();
    assert.deepEqual((await lab.plan()).units, []);
    for (const running of Object.values(lab.running())) {
      assert.match(running, /^vlt-domain 7$/m);
      assert.match(running, /^ vlt-port-channel 31$/m);
      assert.doesNotMatch(running, /^interface port-channel1000$\n description/m);
    }
  });

  it('swaps the untagged VLAN with a tagged one and loses a third, list and VLAN', async () => {
    await applied();
    await lab.write(site(after));
    await applied();
    for (const running of Object.values(lab.running())) {
      assert.match(running, /^ switchport access vlan 120$/m);
      assert.match(running, /^ switchport trunk allowed vlan 100$/m);
      assert.doesNotMatch(running, /^interface vlan130$/m);
    }
  });

  /** The time of the last change is in the configuration. */
  const withoutTime = (texts: Readonly<Record<string, string>>) =>
    Object.values(texts).map((text) => text.replaceAll(/^! Last configuration change.*$/gm, ''));

  for (const [what, line] of [
    ['a line', /^ ?switchport access vlan 120$/],
    ['the commit', /^commit$/],
    ['a VLAN that is taken away in a transaction of its own', /^no interface vlan130$/],
  ] as const) {
    it(`is as it was after the second member refuses ${what}, although no timer takes it back`, async () => {
      await applied();
      const running = withoutTime(lab.running());
      await lab.write(site(after));
      lab.lab.switches.get('sw2')?.faults.refuse(line);
      const { jobs } = await lab.apply(['allow-removals']);
      assert.deepEqual(
        jobs.map(({ state }) => state),
        ['rolled-back'],
      );
      assert.deepEqual(withoutTime(lab.running()), running);
    });
  }
});
