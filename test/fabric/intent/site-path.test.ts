import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatSitePath, parseSitePath } from '../../../src/fabric/intent/site-path.ts';

describe('site path', () => {
  it('writes keys with dots and indexes in brackets', () => {
    assert.equal(
      formatSitePath(['servers', 0, 'interfaces', 1, 'switch']),
      'servers[0].interfaces[1].switch',
    );
  });

  it('writes a key that is no plain word in quotes', () => {
    assert.equal(formatSitePath(['credentials', 'a.b', 'agent']), 'credentials["a.b"].agent');
  });

  it('is empty for the site itself', () => {
    assert.equal(formatSitePath([]), '');
    assert.deepEqual(parseSitePath(''), []);
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat(1000))), (path) => {
        assert.deepEqual(parseSitePath(formatSitePath(path)), path);
      }),
    );
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.ok(Array.isArray(parseSitePath(text)));
      }),
    );
  });
});
