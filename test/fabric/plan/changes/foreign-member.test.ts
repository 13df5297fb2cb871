import assert from 'node:assert/strict';
import type { Driver } from '../../../../src/drivers/driver.ts';
import { drivers } from '../../../../src/drivers/registry.ts';
import type { Observed } from '../../../../src/engine/plan-site.ts';
import type { GuardError } from '../../../../src/fabric/errors.ts';
import type { Intent } from '../../../../src/fabric/model/intent.ts';
import type { Plan } from '../../../../src/fabric/plan/plan.ts';
import { rollbackSwitch } from '../../../../src/fabric/plan/rollback-switch.ts';
import { stockOf } from '../../../contracts/desired-switches.ts';
import { connection, group, leaf, network, server, site } from '../../intent-builder.ts';
import { applied, delivered, planned, readSwitch, replayed, runningOn } from './played-story.ts';
import { switchNames } from './generated-story.ts';

/** A server whose bond of two ports on sw1 carries these networks, tagged. */
function siteWith({ traits }: Driver, networks: readonly number[], name = 'srv'): Intent {
  const [first = '', second = ''] = stockOf(traits).serverPorts;
  const [low = 0, high = 0] = stockOf(traits).vlans;
  return site({
    switches: switchNames.map((hostname) => leaf(hostname, { driver: traits.name })),
    endpoints: [
      server(name, [`sw1/${first}`, `sw1/${second}`], name === 'srv' ? {} : { renamedFrom: 'srv' }),
    ],
    networks: [network('net0', low), network('net1', high)],
    groups: [
      group(
        'all',
        [name],
        networks.map((one) => connection(`net${String(one)}`, { tagged: true })),
      ),
    ],
  });
}

/** What somebody types on a port, by driver. */
const joins: Readonly<Record<string, string>> = {
  'arista-eos': 'channel-group ID mode active',
  'cisco-nxos': 'channel-group ID force mode active',
  'dell-os10': 'channel-group ID mode active',
  openvswitch: 'member ID',
};

/** The site with those networks in force, and then a port of nobody put into the bond by hand. */
function joinedByHand(driver: Driver, networks: readonly number[]) {
  const before = applied(driver, siteWith(driver, networks), delivered(driver));
  const running = runningOn(before, 'sw1');
  const bond = driver
    .readFacts(running)
    .portChannels.find(({ description }) => (description ?? '').includes('srv'));
  const port = stockOf(driver.traits).serverPorts[2] ?? '';
  const [header = ''] = driver.sectionsOf({ kind: 'port', port });
  const id = bond?.id ?? 0;
  const join = joins[driver.traits.name] ?? '';
  const lines = [header, `${' '.repeat(driver.rules.layout.indent)}${join.replace('ID', String(id))}`];
  const now = readSwitch(driver, 'sw1', replayed(driver, running, lines));
  assert.equal(now.facts.ports.find((one) => one.id === port)?.portChannel, id);
  const after: Observed = { ...before, read: new Map([...before.read, ['sw1', now]]) };
  return { after, where: `sw1: ${port}, which is not Twinleaf's, is in port-channel ${String(id)}` };
}

function told(plan: Plan | undefined): readonly string[] {
  const warnings = plan?.warnings.filter(({ code }) => code === 'foreign-member-follows') ?? [];
  return warnings.map(({ message }) => message);
}

for (const driver of drivers.values()) {
  describe(`a port that somebody has put into a port-channel of Twinleaf on ${driver.traits.name}`, () => {
    const [low = 0, high = 0] = stockOf(driver.traits).vlans;

    it('gets the VLANs that the port-channel gets, and the plan says so', () => {
      const { after, where } = joinedByHand(driver, [0]);
      const plan = planned(siteWith(driver, [0, 1]), after);
      assert.deepEqual(told(plan), [
        `${where} and follows what changes there: it gets VLANs ${String(high)}`,
      ]);
      assert.deepEqual(plan?.refusals, []);
    });

    it('loses those that the port-channel loses', () => {
      const { after, where } = joinedByHand(driver, [0, 1]);
      const plan = planned(siteWith(driver, [1]), after);
      assert.deepEqual(told(plan), [
        `${where} and follows what changes there: it loses VLANs ${String(low)}`,
      ]);
    });

    it('is not mentioned where nothing that it follows changes', () => {
      const { after } = joinedByHand(driver, [0]);
      assert.deepEqual(told(planned(siteWith(driver, [0]), after)), []);
      const renamed = planned(siteWith(driver, [0], 'new'), after);
      assert.ok(renamed?.units.length === 1);
      assert.deepEqual(told(renamed), []);
    });

    it('stops the plan where the port-channel goes', () => {
      const { after, where } = joinedByHand(driver, [0]);
      const plan = planned(siteWith(driver, []), after);
      const stops = plan?.refusals.filter(({ code }) => code === 'foreign-member');
      assert.deepEqual(
        stops?.map(({ message }) => message),
        [`${where}, which is to be removed`],
      );
      assert.deepEqual(told(plan), []);
    });

    it('stops the rollback of the change that made the port-channel', () => {
      const { after, where } = joinedByHand(driver, [0]);
      const made = planned(siteWith(driver, [0]), delivered(driver))
        ?.units.flatMap(({ switches }) => switches)
        .find((one) => one.switch === 'sw1');
      const running = runningOn(after, 'sw1');
      assert.ok(made);
      const desiredBefore = { ...made.desired, vlans: [], portChannels: [], ports: [] };
      assert.throws(
        () => rollbackSwitch({ made, os: driver, running, desiredBefore }),
        (error: GuardError) => {
          const stops = error.refusals.filter(({ code }) => code === 'foreign-member');
          assert.deepEqual(
            stops.map(({ message }) => message),
            [`${where}, which is to be removed`],
          );
          return true;
        },
      );
    });
  });
}
