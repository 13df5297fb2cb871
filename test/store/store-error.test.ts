import assert from 'node:assert/strict';
import { QueryFailedError } from 'typeorm';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { isBusy, isUnreachable, storeError } from '../../src/store/store-error.ts';

describe('what a failing database becomes', () => {
  const words = Object.assign(new Error('SQLITE_FULL: database or disk is full'), { code: 'SQLITE_FULL' });

  it('is an error with place and reason that does not drag the stored values along', () => {
    const found = storeError(
      new QueryFailedError('INSERT ...', ['a transcript'], words),
      '/site/store.sqlite',
    );
    assert.ok(found instanceof TwinleafError);
    assert.equal(found.code, 'store-failed');
    assert.deepEqual(found.details, {
      path: '/site/store.sqlite',
      reason: 'the disk is full (SQLITE_FULL: database or disk is full)',
    });
    assert.equal(found.cause, words);
  });

  it('leaves errors with a meaning of their own and faults of the program as they are', () => {
    for (const error of [new TwinleafError('unknown-object', 'no job x'), new TypeError('oops'), 'text']) {
      assert.equal(storeError(error, 'x'), error);
    }
  });

  it('tells a locked database from a broken one', () => {
    const busy = Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' });
    assert.equal(isBusy(busy), true);
    assert.equal(isBusy(new QueryFailedError('PRAGMA', [], busy)), true);
    assert.equal(isBusy(words), false);
    assert.equal(isBusy(new TypeError('oops')), false);
  });

  it('tells a server that is gone, by code or by words, from one that refuses', () => {
    const coded = (code: string) => Object.assign(new Error('words'), { code });
    for (const code of ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006']) {
      assert.equal(isUnreachable(coded(code)), true, code);
    }
    for (const code of ['23505', '53100', '28P01', '55P03', 'SQLITE_BUSY']) {
      assert.equal(isUnreachable(coded(code)), false, code);
    }
    assert.equal(isUnreachable(new Error('Connection terminated unexpectedly')), true);
    assert.equal(isUnreachable(new Error('Query read timeout')), true);
    assert.equal(isUnreachable(new TypeError('oops')), false);
    assert.equal(isUnreachable('ECONNRESET'), false);
  });

  it('says of a server that was tried at several addresses what each of them answered', () => {
    const refused = ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'].map(
      (words) => new Error(words),
    );
    const all = Object.assign(new AggregateError(refused, ''), { code: 'ECONNREFUSED' });
    const found = storeError(all, 'postgresql://localhost/twinleaf');
    assert.ok(found instanceof TwinleafError);
    assert.match(found.message, /cannot be reached \(.*::1:5432.*127\.0\.0\.1:5432\)/);
  });
});
