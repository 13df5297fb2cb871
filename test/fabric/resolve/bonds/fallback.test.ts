import assert from 'node:assert/strict';
import type { DriverTraits, FallbackClaim } from '../../../../src/fabric/model/driver-traits.ts';
import type { ConnectionIntent, EndpointIntent } from '../../../../src/fabric/model/intent.ts';
import { eosLike } from '../../driver-traits.ts';
import {
  connection,
  externalSystem,
  group,
  leaf,
  network,
  pair,
  server,
  type SiteParts,
} from '../../intent-builder.ts';
import { driversWith, problemsOf, resolved } from '../resolved.ts';

interface Case {
  readonly claim: FallbackClaim;
  readonly safe?: boolean;
  readonly connection?: Partial<ConnectionIntent>;
  readonly endpoint?: Partial<EndpointIntent>;
  readonly fallbackNetwork?: boolean;
}

function drivers({ claim, safe = true, fallbackNetwork = false }: Case) {
  const traits = {
    claim,
    safeInSteadyState: safe,
    evidence: 'document',
    why: 'because.',
    source: 'a test',
  } as const;
  const other = { ...traits, claim: 'guaranteed', safeInSteadyState: true, why: 'of another kind' } as const;
  const driver: DriverTraits = { ...eosLike, fallbackNetwork, fallback: { mlag: traits, lag: other } };
  return driversWith(driver);
}

function parts(given: Case): SiteParts {
  return {
    switches: [leaf('sw1'), leaf('sw2')],
    pairs: [pair('rack1', ['sw1', 'sw2'])],
    endpoints: [server('srv', ['sw2/Ethernet10', 'sw1/Ethernet9', 'sw1/Ethernet10'], given.endpoint)],
    networks: [network('boot', 100), network('install', 101)],
    groups: [group('g', ['srv'], [connection('boot', given.connection)])],
  };
}

function fallback(given: Case) {
  const found = resolved(parts(given), [], drivers(given));
  return { ...found.attachments[0]?.fallback, warnings: found.warnings.map(({ code }) => code) };
}

const onUnequal = ['unequal-legs'];

describe('fallback auto', () => {
  const cases: readonly (readonly [FallbackClaim, boolean, boolean, boolean, readonly string[]])[] = [
    // claim, safe, provisioning, on, warnings
    ['guaranteed', true, false, true, []],
    ['by-asymmetry', true, false, true, []],
    ['guaranteed', false, false, false, ['fallback-off']],
    ['by-asymmetry', false, false, false, ['fallback-off']],
    ['guaranteed', false, true, true, ['provisioning-on']],
    ['by-asymmetry', false, true, true, ['provisioning-on']],
    ['by-asymmetry', true, true, true, []],
    ['best-effort', true, false, false, ['fallback-off']],
    ['best-effort', false, true, false, ['fallback-off']],
    ['impossible', true, false, false, ['fallback-off']],
    ['impossible', true, true, false, ['fallback-off']],
  ];
  for (const [claim, safe, provisioning, enabled, warnings] of cases) {
    const condition = `${claim}, ${safe ? 'safe' : 'not safe'}${provisioning ? ', in provisioning' : ''}`;
    it(`is ${enabled ? 'on' : 'off'} where the driver declares it ${condition}`, () => {
      const found = fallback({ claim, safe, endpoint: { provisioning } });
      assert.equal(found.enabled, enabled);
      assert.deepEqual(found.warnings, [...warnings, ...onUnequal].sort());
    });
  }

  it('names the port with the lowest index, the claim and the reason', () => {
    const found = fallback({ claim: 'guaranteed' });
    assert.deepEqual(found.port, { switch: 'sw1', port: 'Ethernet10' });
    assert.equal(
      found.why,
      'on: without LACP from the server, #0 sw1/Ethernet10 comes up (guaranteed); because',
    );
  });

  it('says what it means for a network boot where it is off', () => {
    assert.match(
      fallback({ claim: 'best-effort' }).why ?? '',
      /^off: .*best-effort.*until srv speaks LACP the bond has no link, and a network boot \(PXE\) over it fails$/,
    );
  });

  it('is off without an untagged network, with a warning of its own', () => {
    const found = fallback({ claim: 'guaranteed', connection: { tagged: true } });
    assert.equal(found.enabled, false);
    assert.deepEqual(found.warnings, ['no-native-network', ...onUnequal]);
  });

  it('takes the claim for a LAG on one switch and the one for an MLAG on a pair', () => {
    const given: Case = { claim: 'impossible' };
    const found = resolved(
      { ...parts(given), endpoints: [server('srv', ['sw1/Ethernet1', 'sw1/Ethernet2'])] },
      [],
      drivers(given),
    );
    assert.equal(found.attachments[0]?.fallback?.enabled, true);
    assert.match(found.attachments[0].fallback.why, /of another kind$/);
  });
});

describe('fallback first', () => {
  for (const claim of ['guaranteed', 'by-asymmetry', 'best-effort'] as const) {
    it(`is on where the driver declares it ${claim}`, () => {
      const found = fallback({ claim, connection: { fallback: 'first' } });
      assert.equal(found.enabled, true);
      assert.equal(found.setting, 'first');
      assert.match(found.why ?? '', new RegExp(`\\(${claim}\\)`));
    });
  }

  it('is refused where the driver declares it impossible', () => {
    const given: Case = { claim: 'impossible', connection: { fallback: 'first' } };
    assert.deepEqual(problemsOf(parts(given), [], drivers(given)), [
      'fallback-impossible endpointGroups[0].connections[0].fallback: srv/bond0: arista-eos cannot choose the port of an MLAG that comes up without LACP: because',
    ]);
  });

  it('is refused without an untagged network', () => {
    const given: Case = { claim: 'guaranteed', connection: { fallback: 'first', tagged: true } };
    const [problem] = problemsOf(parts(given), [], drivers(given));
    assert.match(problem ?? '', /^fallback-impossible .*needs an untagged network/);
  });
});

describe('fallback any and none', () => {
  it('any is on even where the port cannot be chosen', () => {
    assert.equal(fallback({ claim: 'impossible', connection: { fallback: 'any' } }).enabled, true);
  });

  it('any reminds of provisioning where it is not safe', () => {
    const found = fallback({
      claim: 'best-effort',
      safe: false,
      connection: { fallback: 'any' },
      endpoint: { provisioning: true },
    });
    assert.deepEqual(found.warnings, ['provisioning-on', ...onUnequal]);
  });

  it('none is off without a warning', () => {
    const found = fallback({ claim: 'guaranteed', connection: { fallback: 'none' } });
    assert.equal(found.enabled, false);
    assert.deepEqual(found.warnings, onUnequal);
  });
});

describe('fallbackNetwork', () => {
  it('may always name the untagged network', () => {
    const found = fallback({ claim: 'guaranteed', connection: { fallbackNetwork: 'boot' } });
    assert.equal(found.enabled, true);
    assert.equal(found.network, undefined);
  });

  it('is the untagged network also where the host has a smaller MTU on it', () => {
    const found = fallback({ claim: 'guaranteed', connection: { fallbackNetwork: 'boot', mtuBytes: 1500 } });
    assert.equal(found.network, undefined);
  });

  it('needs a capability of the driver for another one', () => {
    const given: Case = { claim: 'guaranteed', connection: { fallbackNetwork: 'install' } };
    const [problem] = problemsOf(parts(given), [], drivers(given));
    assert.match(
      problem ?? '',
      /^fallback-impossible endpointGroups\[0\]\.connections\[0\]\.fallbackNetwork: .*here boot$/,
    );
    const found = fallback({ ...given, fallbackNetwork: true });
    assert.deepEqual(found.network, { name: 'install', vlan: 101, mtuBytes: 9000 });
  });
});

describe('fallback of others than servers with a bond', () => {
  it('draws no warning for an external system', () => {
    const given: Case = { claim: 'impossible' };
    const found = resolved(
      {
        ...parts(given),
        endpoints: [externalSystem('array1', ['sw1/Ethernet1', 'sw2/Ethernet1'])],
        groups: [group('g', [], [connection('boot')], { externalSystems: ['array1'] })],
      },
      [],
      drivers(given),
    );
    assert.equal(found.attachments[0]?.endpointKind, 'external-system');
    assert.equal(found.attachments[0].fallback?.enabled, false);
    assert.deepEqual(found.warnings, []);
  });

  it('is absent on ports without a LAG', () => {
    const given: Case = { claim: 'guaranteed', connection: { redundancy: { mode: 'active-backup' } } };
    assert.equal(resolved(parts(given), [], drivers(given)).attachments[0]?.fallback, undefined);
  });
});
