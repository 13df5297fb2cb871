import assert from 'node:assert/strict';
import {
  exitCodeOfDifference,
  exitCodeOfError,
  exitCodeOfJobs,
  exitCodeBeside,
  exitCodeOfPlan,
} from '../../src/cli/exit-code.ts';
import { errorCodes, TwinleafError } from '../../src/fabric/errors.ts';
import type { ErrorCode } from '../../src/fabric/errors.ts';

describe('exit codes', () => {
  const special: Readonly<Record<string, number>> = {
    usage: 64,
    interrupted: 130,
    'half-applied': 4,
    'rollback-failed': 4,
  };

  it('is 1 for every error but those with a meaning of their own', () => {
    for (const code of Object.keys(errorCodes) as ErrorCode[]) {
      assert.equal(exitCodeOfError(new TwinleafError(code, 'x')), special[code] ?? 1, code);
    }
  });

  it('is 1 for a fault of Twinleaf itself', () => {
    assert.equal(exitCodeOfError(new RangeError('x')), 1);
  });

  it('is 4 for a plan without changes while a job on a unit has not ended', () => {
    const quiet = { refusals: [], units: [], warnings: [] };
    assert.equal(exitCodeOfPlan(quiet), 0);
    const warnings = [{ code: 'job-unfinished' as const, message: 'rack1: a job has not ended' }];
    assert.equal(exitCodeOfPlan({ ...quiet, warnings }), 4);
  });

  it('is 1 where a switch could not be read, whatever else there is, unless a person must look', () => {
    const unread = [
      { unit: 'rack2', switch: 'sw3', code: 'connect-failed' as const, message: 'sw3: no connection' },
    ];
    const quiet = { refusals: [], units: [], warnings: [], unread };
    assert.equal(exitCodeOfPlan(quiet), 1);
    const unit = { unit: 'rack1', dependsOn: [], switches: [] };
    assert.equal(exitCodeOfPlan({ ...quiet, units: [unit] }), 1);
    const warnings = [{ code: 'job-unfinished' as const, message: 'rack1: a job has not ended' }];
    assert.equal(exitCodeOfPlan({ ...quiet, warnings }), 4);
    assert.deepEqual(
      ([0, 1, 2, 4, 130] as const).map((code) => exitCodeBeside(code, unread)),
      [1, 1, 1, 4, 130],
    );
    assert.equal(exitCodeBeside(2, []), 2);
  });

  it('is 2 where something differs', () => {
    assert.equal(exitCodeOfDifference(true), 2);
    assert.equal(exitCodeOfDifference(false), 0);
  });

  it('is 4 as soon as one unit is half-applied, even when interrupted', () => {
    assert.equal(exitCodeOfJobs(['succeeded', 'half-applied', 'rolled-back'], true), 4);
  });

  it('is 130 where an interruption kept something from being done', () => {
    assert.equal(exitCodeOfJobs(['succeeded', 'cancelled'], true), 130);
    assert.equal(exitCodeOfJobs(['succeeded', 'cancelled'], false), 1);
  });

  it('is 0 when every job succeeded, and when there was none', () => {
    assert.equal(exitCodeOfJobs(['succeeded'], true), 0);
    assert.equal(exitCodeOfJobs([], false), 0);
  });
});
