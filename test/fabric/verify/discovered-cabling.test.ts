import assert from 'node:assert/strict';
import { readIntent } from '../../../src/fabric/intent/read-intent.ts';
import { cablingYaml } from '../../../src/fabric/verify/cabling-yaml.ts';
import { discoverCabling, type DiscoveredCabling } from '../../../src/fabric/verify/discovered-cabling.ts';
import type { Hearing } from '../../../src/fabric/plan/cabling/hearing.ts';
import { cabling, fabric, hearing, mac, said } from '../plan/cabling/two-servers.ts';
import { testDrivers } from '../driver-traits.ts';

function discovered(sw1: Hearing, sw2 = hearing('sw2')): DiscoveredCabling {
  return discoverCabling(
    cabling,
    new Map([
      ['sw1', sw1],
      ['sw2', sw2],
    ]),
  );
}

describe('the cabling that switches see', () => {
  it('differs in nothing where it is what the site says; what is silent is no difference', () => {
    const { differences, interfaces, strangers } = discovered(hearing('sw1'));
    assert.deepEqual([differences, strangers], [[], []]);
    assert.deepEqual(
      interfaces.filter(({ isSeen }) => !isSeen).map(({ device }) => device),
      ['array1'],
    );
  });

  it('differs by each interface that is seen elsewhere, by its MAC', () => {
    const swapped = hearing('sw1', {
      neighbours: { Ethernet10: [said('esx02', mac(2, 1))], Ethernet11: [said('esx01', mac(1, 1))] },
    });
    assert.deepEqual(discovered(swapped).differences, [
      { device: 'esx01', mac: mac(1, 1), says: 'sw1/Ethernet10', seen: 'sw1/Ethernet11' },
      { device: 'esx02', mac: mac(2, 1), says: 'sw1/Ethernet11', seen: 'sw1/Ethernet10' },
    ]);
  });

  it('differs by a machine that is heard by its name where the site has nothing', () => {
    const more = hearing('sw1', { neighbours: { Ethernet12: [said('array1.example.net', 'e0a')] } });
    assert.deepEqual(discovered(more).differences, [
      { device: 'array1', says: 'sw1/Ethernet40', seen: 'sw1/Ethernet12' },
    ]);
  });

  it('takes the table of MACs where nothing is announced', () => {
    const learnt = hearing('sw1', { neighbours: { Ethernet10: [] }, learnt: { Ethernet12: [mac(1, 1)] } });
    assert.deepEqual(discovered(learnt).differences, [
      { device: 'esx01', mac: mac(1, 1), says: 'sw1/Ethernet10', seen: 'sw1/Ethernet12' },
    ]);
  });

  it('does not take the shared MAC of a bond for another interface', () => {
    const one = hearing('sw1', { neighbours: { Ethernet10: [] }, learnt: { Ethernet10: [mac(1, 1)] } });
    const other = hearing('sw2', { neighbours: { Ethernet10: [] }, learnt: { Ethernet10: [mac(1, 1)] } });
    const { differences, interfaces } = discovered(one, other);
    assert.deepEqual(differences, []);
    assert.ok(interfaces.filter(({ device }) => device === 'esx01').every(({ isSeen }) => isSeen));
  });

  it('differs where a stranger, or the wrong switch, is where something else should be', () => {
    const strange = hearing('sw1', {
      neighbours: { Ethernet40: [said('printer', 'eth0')], 'Ethernet53/1': [said('sw9', 'Ethernet1')] },
    });
    const { differences, strangers } = discovered(strange);
    assert.deepEqual(
      differences.map(({ device, says, heard }) => [device, says, heard?.device]),
      [
        ['array1', 'sw1/Ethernet40', 'printer'],
        ['sw2', 'sw1/Ethernet53/1', 'sw9'],
      ],
    );
    assert.equal(strangers.length, 2);
  });

  it('differs in nothing by a stranger where the site has no cable', () => {
    const { differences, strangers } = discovered(
      hearing('sw1', { neighbours: { Ethernet12: [said('spine1', 'Ethernet1')] } }),
    );
    assert.deepEqual(differences, []);
    assert.deepEqual(
      strangers.map(({ device }) => device),
      ['spine1'],
    );
  });

  it('differs by a second cable to the peer that the site does not name', () => {
    const more = hearing('sw1', { neighbours: { Ethernet12: [said('sw2', 'Ethernet12')] } });
    assert.deepEqual(discovered(more).differences, [{ device: 'sw2', seen: 'sw1/Ethernet12' }]);
  });

  it('names switches on which LLDP is not on', () => {
    assert.deepEqual(discovered(hearing('sw1', { speaksLldp: false })).deaf, ['sw1']);
  });
});

describe('discovered cabling as YAML', () => {
  const hostile = 'x\u001b[2J\nswitches: [{ hostname: evil }]\u2028# "';

  it('can be read as a part of a site, whatever a neighbour calls itself', () => {
    const text = cablingYaml(
      discovered(hearing('sw1', { neighbours: { Ethernet12: [said(hostile, hostile, hostile)] } })),
      fabric,
    );
    assert.match(text, /^[\n -~]*$/);
    const { problems } = readIntent([{ name: 'site.yaml', text }], testDrivers);
    assert.ok(problems.every(({ code }) => code !== 'yaml-syntax'));
    assert.doesNotMatch(text, /^switches/m);
    assert.match(text, /^# sw1\/Ethernet12: x\\u001b\[2J\\u000aswitches: /m);
  });

  it('says what is not seen', () => {
    assert.match(cablingYaml(discovered(hearing('sw1')), fabric), /Ethernet40 } # not seen/);
  });
});
