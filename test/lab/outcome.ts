/** What an apply has led to, in whichever lab. */
import assert from 'node:assert/strict';
import type { JobResult } from '../../src/engine/use-cases.ts';
import type { Check } from '../../src/fabric/verify/check.ts';
import { eventually } from './eventually.ts';
import type { SiteWithLab } from './site-with-lab.ts';

type Site = Pick<SiteWithLab<unknown>, 'with'>;

/** One unit was changed and is as intended; where it is not, what went wrong is said. */
export function assertSucceeded({ jobs }: { readonly jobs: readonly JobResult[] }): void {
  assert.deepEqual(
    jobs.map(({ state, error }) => [state, error?.message]),
    [['succeeded', undefined]],
  );
}

/** What `verify` finds that is not as intended. */
export async function complaints(site: Site) {
  const checks = await site.with((one) => one.verify());
  return checks.filter(({ state }) => state !== 'ok').map(shown);
}

/** Bonds between real switches and servers find each other again some seconds after a change. */
export async function untilVerified(site: Site): Promise<void> {
  await eventually(async () => {
    assert.deepEqual(await complaints(site), []);
  });
}

function shown({ switch: hostname, check, subject, state }: Check) {
  return [hostname, check, subject, state] as const;
}
