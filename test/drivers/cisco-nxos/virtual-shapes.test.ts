import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { at, switchOf, type Rig } from '../virtual-rig.ts';
import { configure, quiet, rig, rows, shown } from './virtual-rig.ts';

const captures = join(import.meta.dirname, '../../../../shared/data/show-outputs/cisco_nxos');

function capture(context: Mocha.Context, file: string): string {
  if (!existsSync(captures)) {
    if (context.test) context.test.title += ' (skipped: no ../shared/data here)';
    context.skip();
  }
  return readFileSync(join(captures, file), 'utf8');
}

/** Every field that the switch under test has is a field of the real one, of the same type. */
function assertShape(real: unknown, own: unknown): void {
  assert.ok(typeof real === 'object' && real !== null && typeof own === 'object' && own !== null);
  for (const [key, value] of Object.entries(own)) {
    const other = at(real, key);
    assert.notEqual(other, undefined, `the real switch has no ${key}`);
    if (!key.startsWith('TABLE_')) assert.equal(typeof value, typeof other, key);
  }
}

const server: PlannedHost = {
  name: 'srv-17',
  speaksLldp: true,
  ports: [{ at: { switch: 'leaf-a', port: 'Ethernet1/1' }, mac: '52:54:00:00:00:01', bond: 0 }],
};

function pair(): Rig {
  const made = rig({ hosts: [server] });
  for (const [hostname, own, peer] of [
    ['leaf-a', 11, 12],
    ['leaf-b', 12, 11],
  ] as const) {
    configure(
      switchOf(made, hostname),
      [
        'feature lacp\nfeature vpc\nfeature lldp\nvlan 10\nvpc domain 101',
        `peer-keepalive destination 192.0.2.${peer} source 192.0.2.${own}`,
        'interface port-channel1000\nswitchport mode trunk\nvpc peer-link',
        'interface Ethernet1/7-8\nchannel-group 1000 force mode active',
        'interface port-channel11\nswitchport access vlan 10\nvpc 11',
        'interface Ethernet1/1\nchannel-group 11 force mode active',
      ].join('\n'),
    );
  }
  return made;
}

/** Sections by their first line, their lines sorted: where a line stands differs from release to release. */
function blocks(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n').map((one) => one.trimEnd())) {
    if (line === '' || line.startsWith('!')) continue;
    if (!line.startsWith(' ')) {
      lines = [];
      found.set(line, lines);
    } else lines.push(line);
  }
  return new Map([...found].map(([header, body]) => [header, body.sort()]));
}

describe('the output of a virtual NX-OS switch beside real captures', () => {
  it('prints a real configuration as the real switch printed it', function () {
    const real = capture(this, 'show_running-config_exclude_security/suzieq_nxos_leaf01.txt');
    const printed = blocks(switchOf(rig({ startup: { 'leaf-a': real } })).runningConfig());
    const expected = new Map(
      [...blocks(real)].filter(([header]) => !/^interface Ethernet1\/(?:9|\d\d)$/.test(header)),
    );
    assert.deepEqual([...printed.keys()].sort(), [...expected.keys()].sort());
    for (const [header, lines] of expected) assert.deepEqual(printed.get(header), lines, header);
  });

  it('keeps the order of the real sections', function () {
    const real = capture(this, 'show_running-config_exclude_security/suzieq_nxos_leaf01.txt');
    const headers = (text: string): readonly string[] =>
      [...blocks(text).keys()].filter((header) =>
        /^(?:feature|vlan|vrf|vpc|interface (?:Vlan|port|nve|mgmt|loop)|router)/.test(header),
      );
    assert.deepEqual(headers(switchOf(rig({ startup: { 'leaf-a': real } })).runningConfig()), headers(real));
  });

  const commands: Readonly<Record<string, { readonly file: string; readonly table?: string }>> = {
    'show vpc': { file: 'show_vpc/suzieq_nxos_leaf01.json', table: 'vpc' },
    'show vpc role': { file: 'show_vpc_role/suzieq_nxos_leaf01.json' },
    'show vpc peer-keepalive': { file: 'show_vpc_peer-keepalive/suzieq_nxos_leaf01.json' },
    'show version': { file: 'show_version/suzieq_nxos_leaf01.json' },
    'show vlan brief': { file: 'show_vlan_brief/suzieq_nxos_leaf01.json', table: 'vlanbriefxbrief' },
    'show lldp neighbors': { file: 'show_lldp_neighbors/suzieq_nxos_leaf01.json', table: 'nbor' },
    'show mac address-table': {
      file: 'show_mac_address-table/suzieq_nxos_leaf01.json',
      table: 'mac_address',
    },
  };
  for (const [command, { file, table }] of Object.entries(commands)) {
    it(`has the fields of \`${command}\` with their types`, function () {
      const real: unknown = JSON.parse(capture(this, file));
      const made = pair();
      made.world.hosts.get('srv-17')?.setTalking(true);
      const own = shown(switchOf(made), command);
      assertShape(real, own);
      if (table === undefined) return;
      const [realRow] = rows(real, table);
      const ownRows = rows(own, table);
      assert.ok(ownRows.length > 0);
      for (const row of ownRows) assertShape(realRow, row);
    });
  }

  it('has the labels of `show vpc` as the real table has them', function () {
    const labels = (text: string): readonly string[] =>
      [...text.matchAll(/^(\w[^:\n]*?) +: /gm)].map(([, label = '']) => label);
    const real = labels(capture(this, 'show_vpc/cisco_nxos_show_vpc.raw'));
    const own = labels(
      quiet(switchOf(rig({ startup: { 'leaf-a': 'feature vpc\nvpc domain 101\n' } }))).type('show vpc')
        .output,
    );
    for (const label of own) {
      const isLater = /^(?:Operational Layer3|Virtual-peerlink|Type-2 consistency status)/.test(label);
      assert.ok(isLater || real.includes(label), label);
    }
  });
});
