import assert from 'node:assert/strict';
import type { Plan, Waiver } from '../../src/fabric/plan/plan.ts';
import { IntentError } from '../../src/fabric/errors.ts';
import { pairSite, temporarySite, type TemporarySite } from './temporary-site.ts';

const oneServer = (interfaces: string): string => `  - hostname: db01
    os: linux
    interfaces:
${interfaces}`;

describe('a plan of a site', () => {
  let site: TemporarySite;

  const planOf = async (waivers: readonly Waiver[] = []): Promise<Plan> => {
    const opened = site.open();
    try {
      return await opened.plan({ runningDirectory: site.runningDirectory, waivers });
    } finally {
      await opened.close();
    }
  };

  /** The switches as they are after the site, as it is now, was applied to them. */
  const applied = async (foreign: Readonly<Record<string, string>> = {}): Promise<void> => {
    const opened = site.open();
    for (const { switch: hostname, config } of await opened.render()) {
      await site.writeRunning({ [hostname]: config + (foreign[hostname] ?? '') });
    }
    await opened.close();
  };

  const commandsOf = (plan: Plan, hostname: string): readonly string[] =>
    plan.units.flatMap((unit) => unit.switches).find((one) => one.switch === hostname)?.commands ?? [];

  beforeEach(async () => {
    site = await temporarySite(pairSite());
  });
  afterEach(() => site.remove());

  it('configures a dual-attached server as one MLAG with the same number on both members', async () => {
    const plan = await planOf();
    assert.deepEqual(
      plan.units.map((unit) => [unit.unit, unit.switches.map((one) => one.switch)]),
      [['rack1', ['sw1', 'sw2']]],
    );
    assert.deepEqual(
      plan.lags.map(({ kind, id, server, members }) => ({ kind, id, server, members })),
      [
        {
          kind: 'mlag',
          id: 31,
          server: 'db01',
          members: [
            { switch: 'sw1', port: 'Ethernet10', index: 0, lacpPriority: 1000 },
            { switch: 'sw2', port: 'Ethernet10', index: 1, lacpPriority: 1001 },
          ],
        },
      ],
    );
    for (const hostname of ['sw1', 'sw2']) {
      const commands = commandsOf(plan, hostname);
      assert.ok(commands.includes('interface Port-Channel31'));
      assert.ok(commands.includes('   mlag 31'));
      assert.ok(commands.includes('   switchport trunk native vlan 100'));
      assert.ok(commands.includes('   name tl:mgmt'));
    }
  });

  it('is empty for switches that already are as the site says', async () => {
    await applied();
    const plan = await planOf();
    assert.deepEqual(plan.units, []);
    assert.deepEqual(plan.refusals, []);
  });

  it('is the same whatever the order of the YAML', async () => {
    const first = await planOf();
    await site.write(
      pairSite({
        networks: '  - { kind: vlan, vlan: 120, name: app }\n  - { vlan: 100, name: mgmt, kind: vlan }',
        servers: oneServer(`      - { mac: "52:54:00:00:00:02", port: Ethernet10, switch: sw2 }
      - { mac: "52:54:00:00:00:01", port: Ethernet10, switch: sw1 }`),
      }),
    );
    const second = await planOf();
    assert.deepEqual(second.units, first.units);
  });

  it('stops at a VLAN that exists and is not ours, shows its lines, and takes it over with --adopt', async () => {
    await site.writeRunning({ sw1: 'hostname sw1\n!\nvlan 100\n   name somebody\n!\nend\n' });
    const refused = await planOf();
    assert.deepEqual(
      refused.refusals.map(({ code, message }) => [code, message]),
      [['guard-adopt', "sw1: 'vlan 100' already exists and is not Twinleaf's\n   name somebody"]],
    );
    const adopted = await planOf(['adopt']);
    assert.deepEqual(adopted.refusals, []);
    assert.deepEqual(
      adopted.adopts.map(({ switch: hostname, section, lines }) => [hostname, section, lines]),
      [['sw1', 'vlan 100', ['   name somebody']]],
    );
    assert.ok(commandsOf(adopted, 'sw1').includes('   name tl:mgmt'));
  });

  it('stops at a port that carries somebody’s configuration', async () => {
    await site.writeRunning({
      sw2: 'interface Ethernet10\n   description router uplink\n   switchport access vlan 7\n',
    });
    const { refusals } = await planOf();
    assert.equal(refusals[0]?.code, 'guard-adopt');
    assert.match(refusals[0].message, /sw2: 'interface Ethernet10'/);
    assert.match(refusals[0].message, /router uplink/);
  });

  it('claims a port that an earlier plan released without asking', async () => {
    await site.writeRunning({
      sw1: 'interface Ethernet10\n   description tl:released\n   shutdown\n   switchport trunk allowed vlan none\n   switchport mode trunk\n',
    });
    const plan = await planOf();
    assert.deepEqual(plan.refusals, []);
    assert.ok(commandsOf(plan, 'sw1').includes('   no shutdown'));
  });

  it('takes a group away only with --allow-removals: ports shut and empty, VLAN deleted', async () => {
    await applied();
    await site.write(pairSite({ groups: '  []', networks: '  - { name: mgmt, kind: vlan, vlan: 100 }' }));
    const refused = await planOf();
    assert.deepEqual(
      refused.removals.map(({ kind, name }) => [kind, name]),
      [
        ['endpoint', 'db01'],
        ['network', 'app'],
      ],
    );
    const codes = new Set(refused.refusals.map((refusal) => refusal.code));
    assert.deepEqual([...codes], ['guard-allow-removals']);
    const plan = await planOf(['allow-removals']);
    const commands = commandsOf(plan, 'sw1');
    assert.ok(commands.includes('no vlan 120'));
    assert.ok(commands.includes('no interface Port-Channel31'));
    assert.ok(commands.includes('   shutdown'));
    assert.ok(commands.includes('   description tl:released'));
    assert.ok(commands.indexOf('no vlan 120') > commands.indexOf('no interface Port-Channel31'));
  });

  it('keeps a VLAN that a foreign port still uses, and says so', async () => {
    await applied({ sw1: '!\ninterface Ethernet40\n   switchport access vlan 120\n' });
    await site.write(pairSite({ networks: '  - { name: mgmt, kind: vlan, vlan: 100 }', groups: '  []' }));
    const plan = await planOf(['allow-removals']);
    assert.ok(!commandsOf(plan, 'sw1').includes('no vlan 120'));
    assert.ok(commandsOf(plan, 'sw2').includes('no vlan 120'));
    assert.deepEqual(
      plan.warnings.filter(({ code }) => code === 'vlan-in-foreign-use').map(({ message }) => message),
      ['sw1: VLAN 120 stays, because Ethernet40 still use it'],
    );
  });

  it('leaves the domain and the peer-link of a pair as they are that is to be managed no more', async () => {
    await applied();
    await site.write(pairSite().replace('manage: true', 'manage: false'));
    const plan = await planOf();
    assert.deepEqual([...commandsOf(plan, 'sw1'), ...commandsOf(plan, 'sw2')], []);
    assert.deepEqual(plan.refusals, []);
  });

  it('keeps VLANs of keepVlans whoever made them', async () => {
    await applied();
    await site.write(
      pairSite({
        fabric: '  keepVlans: [120]',
        networks: '  - { name: mgmt, kind: vlan, vlan: 100 }',
        groups: '  []',
      }),
    );
    const plan = await planOf(['allow-removals']);
    assert.ok(!commandsOf(plan, 'sw1').includes('no vlan 120'));
  });

  it('never touches what is not ours', async () => {
    const foreign = '!\nntp server 192.0.2.1\n!\ninterface Ethernet40\n   description spare\n';
    await applied({ sw1: foreign, sw2: foreign });
    await site.write(pairSite({ groups: '  []' }));
    const plan = await planOf(['allow-removals']);
    const all = [...commandsOf(plan, 'sw1'), ...commandsOf(plan, 'sw2')].join('\n');
    assert.doesNotMatch(all, /ntp|Ethernet40/);
  });

  it('says in words which index moves when the cabling changes, and stops until it is accepted', async () => {
    await applied();
    await site.write(
      pairSite({
        servers: oneServer(`      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }
      - { mac: "52:54:00:00:00:02", switch: sw2, port: Ethernet10 }
      - { mac: "52:54:00:00:00:03", switch: sw1, port: Ethernet1 }
      - { mac: "52:54:00:00:00:04", switch: sw2, port: Ethernet1 }`),
      }),
    );
    const refused = await planOf();
    const moves = refused.refusals.filter((refusal) => refusal.code === 'guard-accept-index-moves');
    assert.match(moves[0]?.message ?? '', /db01: port #0 was sw1\/Ethernet10, becomes sw1\/Ethernet1\b/);
    assert.deepEqual((await planOf(['accept-index-moves'])).refusals, []);
  });

  it('does not give a VLAN that a switch declares as internal', async () => {
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: auto }\n  - { name: app, kind: vlan, vlan: auto }',
      }),
    );
    await site.writeRunning({ sw1: 'vlan internal order ascending range 100 109\n' });
    const vlans = (await planOf()).allocations.filter(
      ({ kind, owner }) => kind === 'vlan' && owner !== 'rack1/control',
    );
    assert.deepEqual(
      vlans.map(({ owner, value }) => [owner, value]),
      [
        ['app', 110],
        ['mgmt', 111],
      ],
    );
  });

  it('refuses an explicit VLAN that a switch declares as internal, with its place in the file', async () => {
    await site.writeRunning({ sw1: 'vlan internal order ascending range 100 109\n' });
    await assert.rejects(planOf(), (error) => {
      assert.ok(error instanceof IntentError);
      assert.equal(error.problems[0]?.code, 'reserved-vlan');
      assert.ok((error.problems[0].line ?? 0) > 0);
      return true;
    });
  });

  it('counts the legs that drop on the way, and refuses to take the last one', async () => {
    await site.write(
      pairSite({
        servers: oneServer('      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }'),
        groups: `  - name: databases
    endpoints: { servers: [db01] }
    connections:
      - { network: mgmt, tagged: false }`,
      }),
    );
    await applied();
    await site.write(
      pairSite({ servers: oneServer('      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }') }),
    );
    const plan = await planOf();
    assert.deepEqual(
      plan.blastRadius.map(({ server, legsBefore, legsDuring }) => [server, legsBefore, legsDuring]),
      [['db01', 1, 0]],
    );
    assert.deepEqual(
      plan.refusals.map((refusal) => refusal.code),
      ['guard-allow-outage'],
    );
    assert.deepEqual((await planOf(['allow-outage'])).refusals, []);
  });

  it('plans one unit alone with a limit, and names an unknown one', async () => {
    const opened = site.open();
    const options = { runningDirectory: site.runningDirectory, waivers: [] };
    const plan = await opened.plan({ ...options, limit: 'rack1' });
    assert.equal(plan.units.length, 1);
    await assert.rejects(opened.plan({ ...options, limit: 'rack9' }), { code: 'unknown-object' });
    await opened.close();
  });

  it('never writes the store', async () => {
    await planOf();
    await assert.rejects(import('node:fs/promises').then(({ stat }) => stat(`${site.directory}/.twinleaf`)));
  });
});
