/** What people ask for. */
import { waivers as allWaivers, type Waiver } from '../../src/fabric/plan/plan.ts';
import { decisions, type Request } from '../history/history.ts';
import type { Random } from '../random.ts';
import { edited } from '../site/edits.ts';
import type { SiteModel } from '../site/site-model.ts';

/** Everything but taking over what is not ours, which no history may do. */
export const usualWaivers: readonly Waiver[] = allWaivers.filter((waiver) => waiver !== 'adopt');

/** A plan that lies in a file and waits. */
export interface SavedPlan {
  readonly file: string;
  readonly site: SiteModel;
}

interface Place {
  readonly round: number;
  readonly position: number;
}

const wishes = [
  ...Array.from({ length: 6 }, () => 'edit' as const),
  'again',
  'permuted',
  'rollback',
  'rollback',
  'save-plan',
  'save-plan',
  'decide',
  'decide',
] as const;

/** The next thing that somebody asks for, with that site on the desk and maybe a plan in a file. */
export function generateRequest(
  random: Random,
  universe: SiteModel,
  { site, saved }: { readonly site: SiteModel; readonly saved: SavedPlan | undefined },
  { round, position }: Place,
): Request {
  const afterMs = position === 0 ? 0 : random.between(0, 600);
  const waivers = random.chance(0.9) ? usualWaivers : [];
  const limit = random.chance(0.25) ? { maxUnavailable: random.between(1, 2) } : {};
  const apply = { kind: 'apply', waivers, afterMs, ...limit } as const;
  if (round === 1 && position === 0) return { ...apply, words: 'apply the first site', site };
  if (saved !== undefined && random.chance(0.6)) {
    return { kind: 'apply-plan', words: `apply ${saved.file}`, afterMs, ...saved, ...limit };
  }
  const what = random.pick(wishes);
  switch (what) {
    case 'rollback': {
      const of = random.pick(['run', 'job'] as const);
      return { kind: 'rollback', of, words: `roll back the newest ${of}`, afterMs };
    }
    case 'decide': {
      const kind = random.pick(decisions);
      return { kind, words: `${kind} the newest job`, afterMs };
    }
    case 'again':
      return { ...apply, words: 'apply the same again', site };
    case 'permuted': {
      const permutedBy = random.between(0, 2 ** 31);
      return { ...apply, words: 'apply the same in another order', site, permutedBy };
    }
    case 'save-plan': {
      const { words, site: next } = edited(random, site, universe);
      const file = `plan-${String(round)}-${String(position + 1)}.json`;
      return {
        kind: 'save-plan',
        words: `${words}, planned into ${file}`,
        file,
        site: next,
        waivers,
        afterMs,
      };
    }
    case 'edit': {
      const { words, site: next } = edited(random, site, universe);
      return { ...apply, words, site: next };
    }
  }
}
