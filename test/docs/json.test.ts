import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, twinleaf } from '../cli/child.ts';
import { runningLab } from '../cli/running-lab.ts';
import type { RunningLab } from '../cli/running-lab.ts';

const page = readFileSync(join(root, 'docs/json.md'), 'utf8');

/** The example of a section, by words of its title. */
function documented(title: string): unknown {
  const section = page.split(/^## /m).find((text) => text.split('\n')[0]?.includes(title));
  const example = section?.match(/```json\n([^]*?)```/)?.[1];
  assert.ok(example !== undefined, `docs/json.md has no example of ${title}`);
  return JSON.parse(example);
}

/** Paths such as `jobs[].state` of every key in a document. */
function keysOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => keysOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...keysOf(inner, at)];
  });
}

/** The commands in an order in which each has something to say, with the sections that describe their documents. */
const story: readonly (readonly [args: string, ...sections: readonly string[]])[] = [
  ['validate SITE', 'validate`'],
  ['ports SITE', 'ports`'],
  ['render SITE', 'render`'],
  ['hosts SITE --format openvswitch', 'hosts`', 'Errors'],
  ['apply SITE --lab --yes', 'Errors'],
  ['trust SITE --lab --yes', 'trust`'],
  ['plan SITE --lab', 'plan`'],
  ['recover SITE --lab', 'Errors', 'recover`'],
  ['apply SITE --lab --yes', 'apply`', 'Errors'],
  ['verify SITE --lab', 'verify`'],
  ['drift SITE --lab', 'drift`'],
  ['discover SITE --lab', 'discover`'],
  ['jobs --site SITE --lab', 'jobs`'],
  ['jobs show JOB --site SITE --lab', 'jobs`', 'jobs show`'],
  ['jobs watch JOB --site SITE --lab', 'jobs`', 'jobs show`'],
  ['jobs cancel JOB --site SITE --lab --yes', 'Errors', 'jobs cancel`'],
  ['rollback JOB --site SITE --lab --yes', 'apply`', 'Errors'],
  ['rollback JOB --site SITE --lab --yes --allow-outage', 'apply`', 'Errors'],
];

describe('docs/json.md', function () {
  this.timeout(180_000);
  let lab: RunningLab;
  before(async () => {
    lab = await runningLab();
  });
  after(async () => {
    await lab.end();
  });

  it('describes every key of what the commands print', async () => {
    let job = '';
    for (const [typed, ...sections] of story) {
      const args = typed.replace('SITE', lab.site).replace('JOB', job).split(' ');
      const { stdout } = await twinleaf([...args, '--json']);
      const printed = JSON.parse(stdout) as { readonly jobs?: readonly { readonly job: string }[] };
      const known = new Set(sections.flatMap((title) => keysOf(documented(title))));
      assert.deepEqual(
        [...new Set(keysOf(printed))].filter((key) => !known.has(key)),
        [],
        typed,
      );
      job = job === '' ? (printed.jobs?.[0]?.job ?? '') : job;
    }
  });
});
