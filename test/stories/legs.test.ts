import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { pairSite } from '../engine/temporary-site.ts';
import { assertSucceeded, complaints } from '../lab/outcome.ts';
import { labSite, type LabSite } from './lab-site.ts';

const three = `  - { name: mgmt, kind: vlan, vlan: 100 }
  - { name: app, kind: vlan, vlan: 120 }
  - { name: backup, kind: vlan, vlan: 130 }`;
const groupOf = (connections: string): string => `  - name: databases
    endpoints: { servers: [db01] }
    connections:
${connections}`;

/** Legs of db01 over which tagged frames of VLAN 120 pass at this moment. */
function legs(site: LabSite): number {
  return ['sw1', 'sw2'].filter((name) => {
    const one = site.lab.switches.get(name)?.virtual;
    return one?.carries('Ethernet10', 120, true) === true;
  }).length;
}

describe('a server with a leg on both members', () => {
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(pairSite({ networks: three }));
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded');
    assert.equal(legs(site), 2);
  });
  afterEach(() => site.stop());

  /** Applies the site and gives the fewest legs that were ever seen on the way. */
  async function fewestLegs(yaml: string): Promise<number> {
    await site.write(yaml);
    let fewest = 2;
    const done = new AbortController();
    const watch = (async (): Promise<void> => {
      while (!done.signal.aborted) {
        fewest = Math.min(fewest, legs(site));
        await turn();
      }
    })();
    const { jobs } = await site.apply();
    done.abort();
    await watch;
    assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.message], ['succeeded', undefined]);
    return Math.min(fewest, legs(site));
  }

  it('keeps at least one while a network is added', async () => {
    const connections = `      - { network: mgmt, tagged: false }
      - { network: app, tagged: true }
      - { network: backup, tagged: true }`;
    assert.ok((await fewestLegs(pairSite({ networks: three, groups: groupOf(connections) }))) >= 1);
  });

  it('keeps at least one while its native VLAN changes', async () => {
    const connections = `      - { network: backup, tagged: false }
      - { network: app, tagged: true }`;
    assert.ok((await fewestLegs(pairSite({ networks: three, groups: groupOf(connections) }))) >= 1);
  });

  it('keeps at least one while the second member refuses its lines and both go back', async () => {
    site.lab.switches.get('sw2')?.faults.refuse(/vlan 130/);
    await site.write(
      pairSite({
        networks: three,
        groups: groupOf(`      - { network: backup, tagged: false }
      - { network: app, tagged: true }`),
      }),
    );
    const seen: number[] = [];
    const plan = await site.plan();
    const { jobs } = await site.with((one) =>
      one.apply(plan, { requestedBy: 'test', onProgress: () => seen.push(legs(site)) }),
    );
    assert.equal(jobs[0]?.state, 'rolled-back');
    assert.ok(Math.min(...seen) >= 1);
    assert.equal(legs(site), 2);
  });

  it('stays an MLAG under its number on one member when the other leg is taken out of it', async () => {
    const oneLeg = groupOf(`      - { network: mgmt, tagged: false, interfaces: [1] }
      - { network: app, tagged: true, interfaces: [1] }`);
    await site.write(pairSite({ networks: three, groups: oneLeg }));
    assertSucceeded(await site.apply());
    assert.match(site.running()['sw2'] ?? '', /interface Port-Channel31\n[^!]*mlag 31/);
    assert.doesNotMatch(site.running()['sw1'] ?? '', /Port-Channel31/);
    assert.match(
      site.running()['sw1'] ?? '',
      /interface Ethernet10\n {3}description tl:released\n {3}shutdown/,
    );
    assert.deepEqual(await complaints(site), []);
    const again = await site.plan();
    assert.deepEqual(
      again.units.flatMap(({ switches }) => switches.flatMap(({ commands }) => commands)),
      [],
    );
  });

  it('gets a second leg under the number that its LAG already has', async () => {
    const grown = await labSite(
      pairSite({
        servers: `  - hostname: db01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }
      - { mac: "52:54:00:00:00:02", switch: sw1, port: Ethernet11 }`,
      }),
    );
    try {
      const first = await grown.plan();
      assert.deepEqual(
        first.lags.map(({ kind, id }) => [kind, id]),
        [['lag', 1]],
      );
      await grown.apply();
      await grown.write(
        pairSite({
          servers: `  - hostname: db01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }
      - { mac: "52:54:00:00:00:02", switch: sw1, port: Ethernet11 }
      - { mac: "52:54:00:00:00:03", switch: sw2, port: Ethernet10 }`,
        }),
      );
      const wider = await grown.plan();
      assert.deepEqual(
        wider.lags.map(({ kind, id }) => [kind, id]),
        [['mlag', 1]],
      );
    } finally {
      await grown.stop();
    }
  });
});
