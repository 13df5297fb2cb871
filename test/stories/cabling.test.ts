import assert from 'node:assert/strict';
import { GuardError } from '../../src/fabric/errors.ts';
import { differenceText } from '../../src/cli/print/discovery-text.ts';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';

const server = (name: string, number: number, port: string) => `  - hostname: ${name}
    os: linux
    interfaces:
      - { mac: "52:54:00:00:0${String(number)}:01", switch: sw1, port: ${port} }
      - { mac: "52:54:00:00:0${String(number)}:02", switch: sw2, port: ${port} }`;
const yaml = pairSite({
  servers: `${server('db01', 1, 'Ethernet10')}\n${server('db02', 2, 'Ethernet11')}`,
  groups: `  - name: databases
    endpoints: { servers: [db01, db02] }
    connections:
      - { network: mgmt, tagged: false }`,
});

describe('two servers whose cables to one switch are swapped', () => {
  let site: LabSite;
  before(async () => {
    site = await labSite(yaml);
    site.lab.hosts.get('db01')?.plug(0, { switch: 'sw1', port: 'Ethernet11' });
    site.lab.hosts.get('db02')?.plug(0, { switch: 'sw1', port: 'Ethernet10' });
  });
  after(() => site.stop());

  it('are refused by the plan, with both ports, and nothing is sent', async () => {
    const before = site.running();
    const { refusals } = await site.plan();
    assert.deepEqual(
      refusals.map(({ code, message }) => [code, message]),
      [
        [
          'guard-no-lldp-check',
          'sw1/Ethernet10 should lead to db01 (52:54:00:00:01:01), but db02 (port 52:54:00:00:02:01) is heard there, which the site has on sw1/Ethernet11',
        ],
        [
          'guard-no-lldp-check',
          'sw1/Ethernet11 should lead to db02 (52:54:00:00:02:01), but db01 (port 52:54:00:00:01:01) is heard there, which the site has on sw1/Ethernet10',
        ],
      ],
    );
    await assert.rejects(site.apply(), GuardError);
    assert.deepEqual(site.running(), before);
  });

  it('are shown by discovery as exactly that swap, with the cabling as YAML', async () => {
    const { differences, yaml: seen, strangers } = await site.with((one) => one.discover());
    assert.deepEqual(differences.map(differenceText), [
      'db01 52:54:00:00:01:01: YAML says sw1/Ethernet10, seen on sw1/Ethernet11',
      'db02 52:54:00:00:02:01: YAML says sw1/Ethernet11, seen on sw1/Ethernet10',
    ]);
    assert.deepEqual(strangers, []);
    assert.equal(
      seen,
      `switchPairs:
  - name: rack1
    peerLink:
      ports: [ Ethernet53/1, Ethernet54/1 ]
servers:
  - hostname: db01
    interfaces:
      - { mac: "52:54:00:00:01:01", switch: sw1, port: Ethernet11 }
      - { mac: "52:54:00:00:01:02", switch: sw2, port: Ethernet10 }
  - hostname: db02
    interfaces:
      - { mac: "52:54:00:00:02:01", switch: sw1, port: Ethernet10 }
      - { mac: "52:54:00:00:02:02", switch: sw2, port: Ethernet11 }
`,
    );
  });

  it('are let through where the check is waived, which the plan records', async () => {
    const plan = await site.plan(['no-lldp-check']);
    assert.deepEqual([plan.refusals, plan.waivers], [[], ['no-lldp-check']]);
    assert.deepEqual(
      plan.warnings
        .filter(({ code }) => code === 'lldp-unverified')
        .map(({ message }) => message.split(' although ')[0]),
      ['not checked, as asked,'],
    );
  });

  it('are planned once the site says what is seen', async () => {
    await site.write(
      yaml
        .replaceAll('switch: sw1, port: Ethernet10', 'switch: sw1, port: there')
        .replace('switch: sw1, port: Ethernet11', 'switch: sw1, port: Ethernet10')
        .replace('switch: sw1, port: there', 'switch: sw1, port: Ethernet11'),
    );
    const plan = await site.plan();
    assert.deepEqual(
      [plan.refusals, plan.warnings.filter(({ code }) => code === 'lldp-unverified')],
      [[], []],
    );
    assert.deepEqual((await site.with((one) => one.discover())).differences, []);
  });
});
