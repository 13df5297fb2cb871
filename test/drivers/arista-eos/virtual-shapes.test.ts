import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { at, switchOf } from '../virtual-rig.ts';
import { rig, shown } from './virtual-rig.ts';

const captures = fileURLToPath(new URL('../../../../shared/data/show-outputs/arista_eos/', import.meta.url));

function capture(context: Mocha.Context, file: string): string {
  if (!existsSync(captures)) {
    context.test?.title.concat(' (no ../shared/data here)');
    context.skip();
  }
  return readFileSync(captures + file, 'utf8');
}

/** Fields that both have, with their types. */
function sharedTypes(real: object, own: object): readonly (readonly [string, string, string])[] {
  return Object.entries(real).flatMap(([key, value]) =>
    key in own ? [[key, typeof value, typeof at(own, key)] as const] : [],
  );
}

function assertShape(real: unknown, own: unknown, atLeast: readonly string[]): void {
  assert.ok(typeof real === 'object' && real !== null && typeof own === 'object' && own !== null);
  const shared = sharedTypes(real, own);
  for (const [key, realType, ownType] of shared) assert.equal(ownType, realType, key);
  for (const key of atLeast)
    assert.ok(
      shared.some(([name]) => name === key),
      key,
    );
}

describe('the output of a virtual EOS switch beside real captures', () => {
  it('prints a real configuration as the real switch printed it', function () {
    const real = capture(this, 'show_running-config_sanitized/suzieq_eos_leaf01.txt').trimEnd().split('\n');
    const made = rig({ startup: { sw1: real.join('\n') } });
    const body = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => !line.startsWith('! ') && !/^interface Ethernet[78]$/.test(line));
    const printed = switchOf(made).runningConfig().trimEnd().split('\n');
    const isBlank = (line: string, index: number, all: readonly string[]): boolean =>
      line === '!' && all[index - 1] === '!';
    assert.deepEqual(
      body(printed).filter((line, index, all) => !isBlank(line, index, all)),
      body(real).filter((line, index, all) => !isBlank(line, index, all)),
    );
  });

  it('has the fields of `show mlag detail` with their types', function () {
    const real: unknown = JSON.parse(capture(this, 'show_mlag_detail/suzieq_eos_leaf01.json'));
    const own = shown(switchOf(rig()), 'show mlag detail');
    assertShape(real, own, [
      'state',
      'negStatus',
      'peerLinkStatus',
      'localIntfStatus',
      'systemId',
      'configSanity',
      'mlagPorts',
    ]);
    assertShape(at(real, 'detail'), at(own, 'detail'), [
      'mlagState',
      'peerMlagState',
      'peerMacAddress',
      'udpHeartbeatAlive',
    ]);
    assert.deepEqual(
      Object.keys(at(own, 'mlagPorts') as object).sort(),
      Object.keys(at(real, 'mlagPorts') as object).sort(),
    );
  });

  it('has the fields of `show version` with their types', function () {
    const real: unknown = JSON.parse(capture(this, 'show_version/suzieq_eos_leaf01.json'));
    assertShape(real, shown(switchOf(rig()), 'show version'), [
      'uptime',
      'modelName',
      'version',
      'systemMacAddress',
    ]);
  });

  it('has the fields of `show vlan brief` with their types', function () {
    const real: unknown = JSON.parse(capture(this, 'show_vlan_brief/suzieq_eos_leaf01.json'));
    const own = shown(switchOf(rig()), 'show vlan brief');
    assertShape(at(real, 'vlans', '1'), at(own, 'vlans', '1'), ['name', 'status', 'interfaces', 'dynamic']);
  });

  it('has the fields of `show lldp neighbors detail` with their types', function () {
    const real: unknown = JSON.parse(capture(this, 'show_lldp_neighbors_detail/suzieq_eos_leaf01.json'));
    const own = shown(switchOf(rig()), 'show lldp neighbors detail');
    const first = (value: unknown, port: string): unknown =>
      at(value, 'lldpNeighbors', port, 'lldpNeighborInfo', '0');
    assertShape(first(real, 'Ethernet2'), first(own, 'Ethernet7'), [
      'systemName',
      'chassisId',
      'ttl',
      'neighborInterfaceInfo',
    ]);
    assert.equal(at(first(own, 'Ethernet7'), 'neighborInterfaceInfo', 'interfaceId'), '"Ethernet7"');
  });
});
