import assert from 'node:assert/strict';
import { cutOffScrubber, scrubber, secretsOf } from '../../src/transport/secrets.ts';

const target = { hostname: 'sw1', host: '192.0.2.11', port: 22, username: 'admin', loopbackOnly: false };

describe('secrets in a text', () => {
  it('are struck out wherever they stand when they are long', () => {
    assert.equal(scrubber(['sw0rdfish'])('xsw0rdfishy sw0rdfish'), 'x<secret>y <secret>');
  });

  it('are struck out as words when they are short, so that names stay names', () => {
    const scrub = scrubber(['leaf']);
    assert.equal(
      scrub('Password:leaf\n"leaf" leaf1 leaf-a myleaf'),
      'Password:<secret>\n"<secret>" leaf1 leaf-a myleaf',
    );
  });

  it('may hold any character', () => {
    assert.equal(scrubber(['a.*+?^${}()|[]\\/-b'])('x a.*+?^${}()|[]\\/-b x axxb'), 'x <secret> x axxb');
    assert.equal(scrubber(['$1'])('set $1 now'), 'set <secret> now');
  });

  it('are struck out whole when one begins with another', () => {
    assert.equal(scrubber(['sw0rdfish', 'sw0rdfish-2'])('sw0rdfish-2'), '<secret>');
  });

  it('are struck out at the end of a text that was cut off within one of them', () => {
    const scrub = cutOffScrubber(['sw0rdfish', 'leaf']);
    assert.equal(scrub('password sw0rdfish, password sw0rdf'), 'password <secret>, password <secret>');
    assert.equal(scrub('password sw0rdfis'), 'password <secret>');
    assert.equal(scrub('answers'), 'answers');
    assert.equal(scrub('password sw0rdfish'), 'password <secret>');
  });

  it('leave a text alone where there are none', () => {
    assert.equal(scrubber([])('text'), 'text');
  });

  it('are the password, the passphrase and the enable secret', () => {
    assert.deepEqual(
      secretsOf({ ...target, authentication: { kind: 'password', password: 'one' }, enablePassword: 'two' }),
      ['one', 'two'],
    );
    assert.deepEqual(
      secretsOf({ ...target, authentication: { kind: 'key', privateKey: 'k', passphrase: 'three' } }),
      ['three'],
    );
    assert.deepEqual(secretsOf({ ...target, authentication: { kind: 'agent', socket: '/run/a' } }), []);
    assert.deepEqual(
      secretsOf({ ...target, authentication: { kind: 'password', password: '' }, enablePassword: '' }),
      [],
    );
  });
});
