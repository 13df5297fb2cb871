import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ciSite } from './ci-site.ts';
import type { CiSite } from './ci-site.ts';

interface GithubStep {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface GithubWorkflow {
  readonly jobs: Readonly<
    Record<string, { readonly env?: Readonly<Record<string, string>>; readonly steps: readonly GithubStep[] }>
  >;
}
interface GitlabJob {
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
}

const github = parse(readFileSync('examples/ci/github-actions.yml', 'utf8')) as GithubWorkflow;
const gitlab = parse(readFileSync('examples/ci/gitlab-ci.yml', 'utf8')) as Readonly<
  Record<string, GitlabJob>
>;

/** The only actions that need no trust in a stranger. */
const official = ['actions/checkout', 'actions/setup-node', 'actions/upload-artifact', 'actions/cache'];

/** What a build server gives to a job: the code of its first failing step, and what it printed and kept. */
interface JobEnded {
  readonly code: number;
  readonly output: string;
  readonly summary: string;
  readonly kept: readonly string[];
}

/** Runs a job of the workflow step by step; a step with `uses` is what the build server itself does. */
function githubJob(site: CiSite, name: string): JobEnded {
  const [envFile, summaryFile] = [join(site.folder, '.env-file'), join(site.folder, '.summary')];
  for (const file of [envFile, summaryFile]) writeFileSync(file, '');
  const kept: string[] = [];
  let [code, output] = [0, ''];
  const job = github.jobs[name];
  assert.ok(job !== undefined, name);
  for (const step of job.steps) {
    if (code !== 0 && step.if !== 'always()') continue;
    if (step.uses?.startsWith('actions/upload-artifact@') === true) {
      kept.push(
        ...(step.with?.['path'] ?? '')
          .split('\n')
          .filter((file) => file !== '' && existsSync(join(site.folder, file))),
      );
    }
    if (step.run === undefined) continue;
    const given = Object.fromEntries(
      readFileSync(envFile, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const script = join(site.folder, '.git', 'step.sh');
    writeFileSync(script, step.run);
    const ended = site.run(script, ['bash', '-e'], {
      ...given,
      GITHUB_ENV: envFile,
      GITHUB_STEP_SUMMARY: summaryFile,
    });
    output += ended.output;
    if (code === 0) code = ended.code ?? -1;
  }
  const summary = readFileSync(summaryFile, 'utf8');
  for (const file of [envFile, summaryFile]) rmSync(file);
  return { code, output, summary, kept };
}

/** Runs a job of the pipeline as the shell executor does: all lines in one shell, then the others in another. */
function gitlabJob(site: CiSite, name: string): JobEnded {
  const job = gitlab[name];
  assert.ok(job !== undefined, name);
  const shell = ['bash', '-eo', 'pipefail', '-c'];
  const { code, output } = site.run(job.script.join('\n'), shell);
  const after = job.after_script === undefined ? '' : site.run(job.after_script.join('\n'), shell).output;
  const { paths = [], reports } = job.artifacts ?? {};
  const kept = [...paths, ...(reports === undefined ? [] : [reports.junit])];
  const summary = paths.map((file) => read(site, file)).join('');
  return {
    code: code ?? -1,
    output: output + after,
    summary,
    kept: kept.filter((file) => existsSync(join(site.folder, file))),
  };
}

function read(site: CiSite, file: string): string {
  const path = join(site.folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

for (const [title, job] of [
  ['the GitHub Actions workflow', githubJob],
  ['the GitLab pipeline', gitlabJob],
] as const) {
  describe(title, function () {
    this.timeout(900_000);
    let site: CiSite | undefined;

    /** A job in a fresh checkout: nothing of an earlier job lies about. */
    function start(name: string): JobEnded {
      assert.ok(site !== undefined);
      for (const file of ['plan.md', 'plan.xml']) rmSync(join(site.folder, file), { force: true });
      return job(site, name);
    }
    before(async () => {
      site = await ciSite();
    });
    after(async () => {
      await site?.end();
    });

    it('validates, plans, and applies on merge exactly what was planned', () => {
      assert.equal(start('validate').code, 0);
      const planned = start('plan');
      assert.equal(planned.code, 0, planned.output);
      assert.match(planned.summary, /^<!-- twinleaf plan -->\n### Plan for site1: changes\n/);
      assert.deepEqual(planned.kept.toSorted(), ['plan.md', 'plan.xml']);
      assert.ok(site !== undefined);
      assert.match(read(site, 'plan.xml'), /<testsuite name="rack1" tests="2" failures="0"/);
      const applied = start('apply');
      assert.equal(applied.code, 0, applied.output);
      assert.match(applied.output, /1 of 1 unit applied and verified[^]*Verify: \d+ ok/);
    });

    it('fails a second apply of the same plan, which is stale by then', () => {
      const again = start('apply');
      assert.equal(again.code, 1, again.output);
      assert.match(again.output, /plan-stale[^]*twinleaf plan site/);
    });

    it('applies nothing that was not planned', () => {
      site?.commit((yaml) => yaml.replace('lacpRate: fast', 'lacpRate: slow'));
      const applied = start('apply');
      assert.equal(applied.code, 1, applied.output);
      assert.match(applied.output, /no plan was made for this content of the site/);
    });

    it('fails the check of a plan that a guard refuses, and shows which flag lifts it', () => {
      site?.commit((yaml) => yaml.slice(0, yaml.indexOf('  - name: linux\n')));
      assert.equal(start('validate').code, 0);
      const planned = start('plan');
      assert.equal(planned.code, 1, planned.output);
      assert.match(planned.summary, /: refused\n[^]*<code>&#45;&#45;allow&#45;removals<\/code>/);
      assert.ok(site !== undefined);
      assert.match(read(site, 'plan.xml'), /<failure [^>]*type="guard-allow-removals"/);
    });

    it('fails the check of a site with a mistake, and says where it is', () => {
      site?.commit((yaml) => yaml.replace('vlanRanges:', 'vlanRange:'));
      const validated = start('validate');
      assert.equal(validated.code, 1);
      assert.match(validated.output, /site\.yaml:\d+:\d+: .*vlanRange/);
      const planned = start('plan');
      assert.equal(planned.code, 1);
      assert.match(planned.summary, /### No plan: \d+ problem/);
      assert.deepEqual(planned.kept, ['plan.md']);
    });
  });
}

describe('the examples of continuous integration', () => {
  it('use official actions only, and no secret but those that a repository keeps', () => {
    const steps = Object.values(github.jobs).flatMap((job) => job.steps);
    for (const { uses } of steps)
      if (uses !== undefined) assert.ok(official.includes(uses.split('@')[0] ?? ''), uses);
    const expressions = readFileSync('examples/ci/github-actions.yml', 'utf8').matchAll(
      /\$\{\{ *([\w.]+) *\}\}/g,
    );
    for (const [, expression = ''] of expressions) assert.match(expression, /^(secrets|vars)\.[A-Z_]+$/);
    // A value that is put into a script by the build server could be a command; none is.
    for (const { run = '' } of steps) assert.doesNotMatch(run, /\$\{\{/);
  });
});
