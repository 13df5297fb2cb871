import assert from 'node:assert/strict';
import { nextAfterError, nextAfterGuards, nextAfterJob } from '../../../src/cli/next/next-step.ts';
import { Place } from '../../../src/cli/next/place.ts';
import { errorCodes } from '../../../src/fabric/errors.ts';
import type { ErrorCode } from '../../../src/fabric/errors.ts';

function placeOf(site: string, args: readonly string[] = ['plan', site], options = {}): Place {
  const place = new Place(args, options);
  place.enter(site);
  return place;
}

describe('what to type next', () => {
  const place = placeOf('my site', ['apply', 'my site', '--yes']);

  it('is a command for every failure that is not one of typing', () => {
    for (const code of Object.keys(errorCodes) as ErrorCode[]) {
      const next = nextAfterError(code, place);
      if (code === 'usage') assert.equal(next, undefined, code);
      else assert.match(next?.commands.join('\n') ?? '', /^twinleaf /, code);
    }
  });

  it('is a new plan after a stale one, and pinning after an unknown host key', () => {
    assert.deepEqual(nextAfterError('plan-stale', place)?.commands, ["twinleaf plan 'my site'"]);
    assert.deepEqual(nextAfterError('host-key-unknown', place)?.commands, [
      "twinleaf trust 'my site'",
      "twinleaf apply 'my site' --yes",
    ]);
    assert.deepEqual(
      nextAfterError('unit-locked', place)?.commands[0],
      "twinleaf jobs list --site 'my site'",
    );
  });

  it('keeps the way to the site: lab, state directory, path', () => {
    const there = placeOf('.', ['plan'], { lab: true, state: '/tmp/it is here' });
    assert.deepEqual(nextAfterError('state-missing', there)?.commands, [
      "twinleaf recover . --lab --state '/tmp/it is here'",
    ]);
    assert.equal(
      there.onObject('jobs show', 'r-1'),
      "twinleaf jobs show r-1 --lab --state '/tmp/it is here'",
    );
  });

  it('names all flags at once that lift what refused', () => {
    assert.deepEqual(nextAfterGuards(['adopt', 'allow-outage'], placeOf('s')).commands, [
      'twinleaf plan s --adopt --allow-outage',
    ]);
    assert.deepEqual(nextAfterGuards(['allow-outage'], placeOf('s', ['rollback', 'r-1'])).commands, [
      'twinleaf rollback r-1 --allow-outage',
    ]);
  });

  const commands = (job: Parameters<typeof nextAfterJob>[0]) =>
    nextAfterJob(job, placeOf('.'))?.commands.map((command) => command.replace('twinleaf jobs ', ''));

  it('is resume or undo for a job that is half-applied or whose worker died', () => {
    assert.deepEqual(commands({ id: 'j', state: 'half-applied' }), ['resume j', 'undo j']);
    assert.deepEqual(commands({ id: 'j', state: 'running', isDead: true }), ['resume j', 'undo j']);
  });

  it('is retry for a job that failed or was cancelled, and a look first for one that went back', () => {
    const error = { code: 'connect-failed', message: 'x' };
    assert.deepEqual(commands({ id: 'j', state: 'failed', error }), ['retry j']);
    assert.deepEqual(commands({ id: 'j', state: 'cancelled' }), ['retry j']);
    assert.deepEqual(commands({ id: 'j', state: 'rolled-back' }), ['show j', 'retry j']);
    const interrupted = { code: 'rolled-back', cause: 'interrupted', message: '' };
    assert.deepEqual(commands({ id: 'j', state: 'rolled-back', error: interrupted }), ['retry j']);
    assert.deepEqual(commands({ id: 'j', state: 'rolled-back', error: { code: 'cancelled', message: '' } }), [
      'retry j',
    ]);
  });

  it('is a new plan for a job whose plan is stale, which no retry can help', () => {
    const error = { code: 'plan-stale', message: 'x' };
    assert.deepEqual(commands({ id: 'j', state: 'failed', error }), ['twinleaf plan .']);
  });

  it('is to watch what still waits or runs, and nothing after a success', () => {
    assert.deepEqual(commands({ id: 'j', state: 'queued' }), ['watch j', 'retry j']);
    assert.equal(commands({ id: 'j', state: 'succeeded' }), undefined);
  });

  it('copes with a code that a newer Twinleaf wrote', () => {
    assert.deepEqual(commands({ id: 'j', state: 'failed', error: { code: 'new', message: '' } }), [
      'retry j',
    ]);
  });
});
