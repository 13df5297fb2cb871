import assert from 'node:assert/strict';
import { QueryFailedError } from 'typeorm';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { isBusy, storeError } from '../../src/store/store-error.ts';

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
});
