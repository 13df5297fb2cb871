/** Saved plans: what `plan --out` wrote and `apply` takes. */
import { TwinleafError } from '../../fabric/errors.ts';
import { sha256 } from '../../fabric/plan/binding.ts';
import type { Plan } from '../../fabric/plan/plan.ts';
import { textIfPresent } from './site-files.ts';

/** The plan with a digest of what it says, by which an edited file is told from the plan that was shown. */
export function sealed(plan: Plan): Plan {
  return { ...plan, digest: digestOf(plan) };
}

/** Two plans that say the same have the same digest, whenever they were made. */
function digestOf(plan: Plan): string {
  return sha256(JSON.stringify({ ...plan, id: '', createdAt: '', digest: '' }));
}

/**
 * Throws `plan-unreadable` for anything that is no plan of this version or was edited, `file-error` for a
 * missing file.
 */
export async function readPlanFile(file: string): Promise<Plan> {
  const text = await textIfPresent(file);
  if (text === undefined) throw new TwinleafError('file-error', `${file}: there is no such file`);
  const value = parsed(file, text);
  if (!isPlan(value)) {
    throw new TwinleafError('plan-unreadable', `${file} is not a plan of this version of Twinleaf`, {
      hint: 'make it again with `twinleaf plan --out`',
    });
  }
  if (value.digest !== digestOf(value)) {
    throw new TwinleafError('plan-unreadable', `${file} is not what \`twinleaf plan\` wrote: it was edited`, {
      hint: 'a plan is never edited; change the site and make a new one',
    });
  }
  return value;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TwinleafError('plan-unreadable', `${file} is no JSON`, {}, error);
  }
}

/** Every key that a plan has must be there; its format number stands for the shape behind them. */
function isPlan(value: unknown): value is Plan {
  const keys = ['id', 'fabric', 'units', 'waivers', 'refusals', 'allocations', 'facts', 'lags', 'warnings'];
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 1 &&
    keys.every((key) => key in value)
  );
}
