import assert from 'node:assert/strict';
import { disturbances, outages } from '../../../../src/fabric/plan/legs/blast-radius.ts';
import { connection, group, leaf, network, pair, server } from '../../intent-builder.ts';
import { resolved } from '../../resolve/resolved.ts';
import { planned, type PlannedWords } from '../legs.ts';

/** One pair (sw1, sw2), and the servers of one group with their cables. */
function rack(cables: Readonly<Record<string, readonly string[]>>) {
  return resolved({
    switches: [leaf('sw1'), leaf('sw2')],
    pairs: [pair('rack1', ['sw1', 'sw2'])],
    endpoints: Object.entries(cables).map(([name, at]) => server(name, at)),
    networks: [network('app', 120)],
    groups: [group('all', Object.keys(cables), [connection('app')])],
  });
}

/** `server before>during while step` of every entry. */
function radius(
  fabric: ReturnType<typeof rack>,
  switches: Readonly<Record<string, PlannedWords>>,
  cabledBefore: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const all = Object.entries(switches).map(([hostname, words]) => planned(hostname, words));
  return disturbances(fabric, all, cabledBefore).map(
    ({ server: name, legsBefore, legsDuring, step }) =>
      `${name} ${String(legsBefore)}>${String(legsDuring)} while ${step}`,
  );
}

const dual = { db01: ['sw1/Ethernet10', 'sw2/Ethernet10'] };

describe('the legs that a server loses on the way', () => {
  it('are those on the second member as well as on the first, one member at a time', () => {
    const words = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' shutdown'] };
    assert.deepEqual(radius(rack(dual), { sw1: words, sw2: words }, dual), [
      'db01 2>1 while sw1: Ethernet10',
      'db01 2>1 while sw2: Ethernet10',
    ]);
  });

  it('are none where no line stops a port', () => {
    const words = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' allowed 10,20'] };
    assert.deepEqual(radius(rack(dual), { sw1: words, sw2: words }, dual), []);
  });

  it('are none on ports that are claimed only now', () => {
    const words = { ports: {}, after: ['Ethernet10'], commands: ['port Ethernet10', ' join 31'] };
    assert.deepEqual(radius(rack(dual), { sw1: words, sw2: words }, {}), []);
  });

  it('are those that it moves away from, on either member', () => {
    const words = {
      ports: { Ethernet10: 31 },
      after: ['Ethernet20'],
      commands: ['port Ethernet10', ' shutdown', ' no join 31', 'port Ethernet20', ' join 31'],
    };
    const moved = rack({ db01: ['sw1/Ethernet20', 'sw2/Ethernet20'] });
    assert.deepEqual(radius(moved, { sw1: words, sw2: words }, dual), [
      'db01 2>1 while sw1: Ethernet10',
      'db01 2>1 while sw2: Ethernet10',
    ]);
  });

  it('leave none where the leg that stays stops while the other is given up', () => {
    const fabric = rack({ db01: ['sw2/Ethernet10'] });
    const sw1 = { ports: { Ethernet10: 31 }, after: [], commands: ['port Ethernet10', ' shutdown'] };
    const sw2 = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' no both'] };
    assert.deepEqual(radius(fabric, { sw1, sw2 }, dual), [
      'db01 2>1 while sw1: Ethernet10',
      // Whichever member comes first: the leg on sw1 is gone by then, or will be.
      'db01 2>0 while sw2: Ethernet10',
    ]);
  });

  it('are all of a LAG that becomes one over both members, since its system-id changes', () => {
    const cables = { db01: ['sw1/Ethernet10', 'sw1/Ethernet11'] };
    const fabric = rack({ db01: [...cables.db01, 'sw2/Ethernet10'] });
    const sw1 = { ports: { Ethernet10: 1, Ethernet11: 1 }, commands: ['bond 1', ' both'], mlags: [1] };
    const sw2 = { ports: {}, after: ['Ethernet10'], commands: ['port Ethernet10', ' join 1'], mlags: [1] };
    assert.deepEqual(radius(fabric, { sw1, sw2 }, cables), ['db01 2>0 while sw1: Ethernet10, Ethernet11']);
  });

  it('are those on one member while the two differ in what has to be equal', () => {
    const words = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' native 10'], mlags: [31] };
    assert.deepEqual(radius(rack(dual), { sw1: words, sw2: words }, dual), [
      'db01 2>1 while sw1: Ethernet10',
      'db01 2>1 while sw2: Ethernet10',
    ]);
  });

  it('are on both members where one stops while the other has given up the bond', () => {
    const both = ['bond 31', ' native 10', 'port Ethernet10', ' shutdown'];
    const words = { ports: { Ethernet10: 31 }, commands: both, mlags: [31] };
    assert.deepEqual(radius(rack(dual), { sw1: words, sw2: words }, dual), [
      'db01 2>0 while sw1: Ethernet10, sw2/Ethernet10',
      'db01 2>0 while sw2: Ethernet10, sw1/Ethernet10',
    ]);
  });

  it('are on one where the line that stops the bond is the one that makes the members alike again', () => {
    const words = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' mode trunk'], mlags: [31] };
    assert.deepEqual(radius(rack(dual), { sw1: words, sw2: words }, dual), [
      'db01 2>1 while sw1: Ethernet10',
      'db01 2>1 while sw2: Ethernet10',
    ]);
  });

  it('are more on the other member where it is that one that gives up the bond', () => {
    const cables = { db01: ['sw1/Ethernet10', 'sw2/Ethernet10', 'sw2/Ethernet11'] };
    const sw1 = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' native 10'], mlags: [31] };
    const sw2 = { ports: { Ethernet10: 31, Ethernet11: 31 }, mlags: [31] };
    assert.deepEqual(radius(rack(cables), { sw1, sw2 }, cables), [
      'db01 3>1 while sw1: sw2/Ethernet10, sw2/Ethernet11',
    ]);
  });

  it('are known by the ports where the server has another name now', () => {
    const words = { ports: { Ethernet10: 31 }, commands: ['bond 31', ' shutdown'] };
    const fabric = rack({ db09: dual.db01 });
    assert.deepEqual(radius(fabric, { sw1: words, sw2: { ports: words.ports } }, dual), [
      'db09 2>1 while sw1: Ethernet10',
    ]);
  });

  it('are those it had under its former name where it moved with it', () => {
    const words = {
      ports: { Ethernet10: 31 },
      after: ['Ethernet20'],
      commands: ['port Ethernet10', ' shutdown', 'port Ethernet20', ' join 31'],
    };
    const moved = resolved({
      switches: [leaf('sw1'), leaf('sw2')],
      pairs: [pair('rack1', ['sw1', 'sw2'])],
      endpoints: [server('db09', ['sw1/Ethernet20', 'sw2/Ethernet20'], { renamedFrom: 'db01' })],
      networks: [network('app', 120)],
      groups: [group('all', ['db09'], [connection('app')])],
    });
    assert.deepEqual(radius(moved, { sw1: words, sw2: words }, dual), [
      'db09 2>1 while sw1: Ethernet10',
      'db09 2>1 while sw2: Ethernet10',
    ]);
  });

  it('are not those of a server that no group names any more: that is a removal', () => {
    const words = { ports: { Ethernet10: 31 }, after: [], commands: ['port Ethernet10', ' shutdown'] };
    const fabric = rack({ other: ['sw1/Ethernet1', 'sw2/Ethernet1'] });
    assert.deepEqual(radius(fabric, { sw1: words, sw2: words }, dual), []);
  });
});

describe('the legs of a server on a switch that is not planned', () => {
  const words = { ports: { Ethernet10: null }, commands: ['port Ethernet10', ' shutdown'] };
  const spread = { db01: ['sw1/Ethernet10', 'sw9/Ethernet10'] };
  const fabric = resolved({
    switches: [leaf('sw1'), leaf('sw9')],
    endpoints: [server('db01', spread.db01)],
    networks: [network('app', 120), network('web', 121)],
    groups: [
      group(
        'all',
        ['db01'],
        [connection('app', { interfaces: [0] }), connection('web', { interfaces: [1] })],
      ),
    ],
  });
  const radiusWhere = (leg: 'in use' | 'free' | 'unknown') =>
    disturbances(fabric, [planned('sw1', words)], spread, () => leg).map(
      ({ legsBefore, legsDuring, step }) => `${String(legsBefore)}>${String(legsDuring)} while ${step}`,
    );

  it('count where they are in use, and not where they never were', () => {
    assert.deepEqual(radiusWhere('in use'), ['2>1 while sw1: Ethernet10']);
    assert.deepEqual(radiusWhere('free'), ['1>0 while sw1: Ethernet10']);
  });

  it('count as down where nobody knows, and are named', () => {
    assert.deepEqual(radiusWhere('unknown'), [
      '1>0 while sw1: Ethernet10, not counting sw9/Ethernet10, which could not be read',
    ]);
  });
});

describe('the legs that the servers of a pair lose while the pair itself changes', () => {
  const cables = { ...dual, lin01: ['sw1/Ethernet12'] };
  const ports = { Ethernet10: 31, Ethernet53: 1000, Ethernet54: 1000 };
  const sw2 = { ports, mlags: [31] };

  it('are those of bonds over both members when the domain gets another id', () => {
    const sw1 = { ports: { ...ports, Ethernet12: null }, commands: ['domain', ' domain-id 2'], mlags: [31] };
    assert.deepEqual(radius(rack(cables), { sw1, sw2 }, cables), ['db01 2>1 while sw1: Ethernet10']);
  });

  it('are on both members where a port moves while the peer gives up its bonds', () => {
    const sw1 = {
      ports: { ...ports, Ethernet12: null },
      commands: ['domain', ' domain-id 2', 'port Ethernet10', ' shutdown'],
      mlags: [31],
    };
    assert.deepEqual(radius(rack(cables), { sw1, sw2 }, cables), [
      'db01 2>0 while sw1: Ethernet10, sw2/Ethernet10',
    ]);
  });

  it('are the only leg of a server whose bond has legs on one member, whichever that is', () => {
    const lonely = { db01: ['sw2/Ethernet10'] };
    const sw1 = { ports: { ...ports, Ethernet10: 31 }, commands: ['domain', ' domain-id 2'], mlags: [31] };
    assert.deepEqual(radius(rack(lonely), { sw1, sw2 }, lonely), ['db01 1>0 while sw1: sw2/Ethernet10']);
  });

  it('are the same when the last port of the peer-link stops, and none while one is left', () => {
    const one = { ports, commands: ['port Ethernet53', ' shutdown'], mlags: [31] };
    const both = { ...one, commands: [...one.commands, 'port Ethernet54', ' shutdown'] };
    assert.deepEqual(radius(rack(dual), { sw1: one, sw2 }, dual), []);
    assert.deepEqual(radius(rack(dual), { sw1: both, sw2 }, dual), ['db01 2>1 while sw1: Ethernet10']);
  });

  it('are those of bonds that were over both members when the pair is split', () => {
    const split = resolved({
      switches: [leaf('sw1'), leaf('sw2')],
      endpoints: [server('db01', dual.db01)],
      networks: [network('app', 120)],
      groups: [group('all', ['db01'], [connection('app', { redundancy: { mode: 'active-backup' } })])],
    });
    const words = { ports, commands: ['bond 31', ' no both', 'no domain'] };
    assert.deepEqual(radius(split, { sw1: words, sw2: words }, dual), [
      'db01 2>1 while sw1: Ethernet10',
      'db01 2>1 while sw2: Ethernet10',
    ]);
  });
});

describe('a plan that leaves a server without a leg', () => {
  it('is refused for each of them, and for no other', () => {
    const entry = { legsBefore: 2, step: 'sw1: Ethernet10', seconds: null };
    const refusals = outages([
      { ...entry, server: 'db01', legsDuring: 1 },
      { ...entry, server: 'db02', legsDuring: 0 },
    ]);
    assert.deepEqual(
      refusals.map(({ code, message }) => [code, message]),
      [['guard-allow-outage', 'db02 loses its last leg at sw1: Ethernet10']],
    );
  });
});
