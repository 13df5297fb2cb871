import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { App } from '../../src/cli/context.ts';
import type { Plan } from '../../src/fabric/plan/plan.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { UseCases } from '../../src/engine/use-cases.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a use case that the test does not expect answers. */
async function unexpected(): Promise<never> {
  return Promise.reject(new Error('the command asked for more than the test expects'));
}

/** A site of which only some use cases answer. */
export function siteWith(some: Partial<UseCases>): UseCases {
  return {
    isLab: false,
    stateDirectory: '/nowhere',
    readSite: unexpected,
    render: unexpected,
    readHostKeys: unexpected,
    pinHostKeys: unexpected,
    plan: unexpected,
    readPlanFile: unexpected,
    apply: unexpected,
    planRollback: unexpected,
    pursue: unexpected,
    settle: unexpected,
    cancel: unexpected,
    work: unexpected,
    verify: unexpected,
    drift: unexpected,
    discover: unexpected,
    recover: unexpected,
    store: unexpected,
    storeToLookAt: unexpected,
    close: async () => Promise.resolve(),
    ...some,
  };
}

/** A site that plans this. */
export function siteThatPlans(plan: Plan, some: Partial<UseCases> = {}): UseCases {
  return siteWith({ plan: async () => Promise.resolve(plan), ...some });
}

/** Runs the command line in this process; stdin is no terminal unless an answer is given. */
export async function typed(
  args: readonly string[],
  site: UseCases = siteWith({}),
  answer?: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const app: App = {
    openSite: () => site,
    diffConfigurations: () => [],
    virtualSwitchKinds: () => new Map(),
    labFilePath: () => '/nowhere/lab.json',
    labStateDirectory: () => '/nowhere/lab',
  };
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  if (answer !== undefined) stdin.write(`${answer}\n`);
  const streams = { stdin: Object.assign(stdin, { isTTY: answer !== undefined }), stdout, stderr, env };
  const code = await runCommandLine(args, streams, async () => Promise.resolve(app));
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}
