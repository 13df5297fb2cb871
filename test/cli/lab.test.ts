import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { twinleaf } from './child.ts';
import { runningLab, started } from './running-lab.ts';
import type { RunningLab } from './running-lab.ts';

describe('twinleaf with a lab', function () {
  this.timeout(180_000);
  let lab: RunningLab | undefined;

  async function labWith(...faults: readonly string[]): Promise<RunningLab> {
    lab = await runningLab(...faults);
    return lab;
  }
  afterEach(async () => {
    await lab?.end();
  });

  it('keeps lab.json from other users, refuses a second lab, and takes the file away at the end', async () => {
    const { site, file, process } = await labWith();
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const second = await twinleaf(['lab', site]);
    assert.equal(second.code, 1);
    assert.match(second.stderr, /a lab is running for this site already/);
    process.kill('SIGTERM');
    const [code] = (await once(process, 'close')) as [number];
    assert.equal(code, 0);
    assert.equal(existsSync(file), false);
  });

  it('accepts no host key that was not pinned', async () => {
    const { site } = await labWith();
    const { code, stdout } = await twinleaf(['plan', site, '--lab', '--json']);
    assert.equal(code, 1);
    const { errors } = JSON.parse(stdout) as { errors: { code: string; switch: string }[] };
    assert.deepEqual([errors[0]?.code, errors[0]?.switch], ['host-key-unknown', 'leaf1']);
  });

  it('goes back on both members where a line is refused, and tells it in the switch’s own words', async () => {
    const { site } = await labWith('--refuse', 'leaf2=mlag 31');
    await twinleaf(['trust', site, '--lab', '--yes']);
    const { code, stdout } = await twinleaf(['apply', site, '--lab', '--yes', '--json']);
    assert.equal(code, 1);
    const { jobs, errors } = JSON.parse(stdout) as {
      jobs: { job: string; state: string }[];
      errors: { code: string; switch: string; command: string; output: string }[];
    };
    assert.equal(jobs[0]?.state, 'rolled-back');
    const [error] = errors;
    assert.equal(error?.code, 'rolled-back');
    assert.equal(error.switch, 'leaf2');
    assert.equal(error.command.trim(), 'mlag 31');
    assert.match(error.output, /^%/m);
    const story = await twinleaf(['jobs', 'show', jobs[0].job, '--site', site, '--lab']);
    assert.match(story.stdout, /FAILED sending the change[^]*put back what was there/);
    const failure = /leaf2: FAILED sending the change \(([^)]*)/.exec(story.stdout)?.[1] ?? '';
    assert.equal(failure.split('%').length, 2, 'the words of the switch are told once');
    assert.doesNotMatch(failure, /leaf2/);
    const watched = await twinleaf(['jobs', 'watch', jobs[0].job, '--site', site, '--lab', '--json']);
    assert.equal(watched.code, 1);
    const ended = JSON.parse(watched.stdout) as { jobs: { job: string }[] };
    assert.equal(ended.jobs[0]?.job, jobs[0].job);
  });

  it('sends exactly a saved plan, and refuses it once something has moved', async () => {
    const { site } = await labWith();
    const file = `${site}/plan.json`;
    await twinleaf(['trust', site, '--lab', '--yes']);
    assert.equal((await twinleaf(['plan', site, '--lab', '--out', file])).code, 2);
    const waived = await twinleaf(['apply', file, '--site', site, '--lab', '--yes', '--adopt']);
    assert.equal(waived.code, 64);
    assert.equal((await twinleaf(['apply', file, '--site', site, '--lab', '--yes'])).code, 0);
    assert.equal((await twinleaf(['verify', site, '--lab', '--strict'])).code, 0);
    const again = await twinleaf(['apply', file, '--site', site, '--lab', '--yes', '--json']);
    assert.equal(again.code, 1);
    assert.match(again.stdout, /"plan-stale"/);
  });

  it('notices a lost store, and rebuilds it from the marks on the switches', async () => {
    const { site } = await labWith();
    await twinleaf(['trust', site, '--lab', '--yes']);
    assert.equal((await twinleaf(['apply', site, '--lab', '--yes'])).code, 0);
    await rm(join(site, '.twinleaf', 'lab', 'store.sqlite'));
    const file = join(site, 'site.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('lacpRate: fast', 'lacpRate: slow'));
    const lost = await twinleaf(['apply', site, '--lab', '--yes', '--json']);
    assert.equal(lost.code, 1);
    assert.match(lost.stdout, /"state-missing"/);
    const recovered = await twinleaf(['recover', site, '--lab', '--json']);
    assert.equal(recovered.code, 0);
    assert.equal((JSON.parse(recovered.stdout) as { switches: unknown[] }).switches.length, 2);
    assert.equal((await twinleaf(['apply', site, '--lab', '--yes'])).code, 0);
  });

  it('ends with 130 at Ctrl-C, with the current step finished or taken back', async () => {
    const { site } = await labWith('--slow', 'leaf1=40', '--slow', 'leaf2=40');
    await twinleaf(['trust', site, '--lab', '--yes']);
    const child = started(['apply', site, '--lab', '--yes']);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('sent the change') && (said + text).includes('sent the change')) {
        child.kill('SIGINT');
        child.kill('SIGINT');
      }
      said += text;
    });
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 130, said);
    assert.match(said, /Interrupted: finishing the current step/);
    assert.match(said, /put back what was there/);
    const { code: planned } = await twinleaf(['plan', site, '--lab']);
    assert.equal(planned, 2);
  });
});
