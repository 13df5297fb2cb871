/** Histories out of a seed. */
import type { Fault } from '../history/faults.ts';
import type { History, Request, Round, Variant } from '../history/history.ts';
import { Random } from '../random.ts';
import { generateSite } from '../site/generate-site.ts';
import type { SiteModel } from '../site/site-model.ts';
import { companion, generateFault, type Occasion, type Scene } from './generate-faults.ts';
import { generateRequest, type SavedPlan } from './generate-requests.ts';

/** What people have written down so far. */
interface Desk {
  readonly site: SiteModel;
  readonly saved: SavedPlan | undefined;
}

/** The same seed and variant give the same history. */
export function generateHistory(seed: number, variant: Variant): History {
  const random = new Random(seed * 2 + (variant === 'shared' ? 1 : 0));
  const { universe, first } = generateSite(random.fork());
  const workers = variant === 'shared' ? random.between(1, 3) : 0;
  const hasEnable = random.chance(0.35);
  const hostnames = universe.units.flatMap(({ members }) => members);
  const scene: Scene = { variant, workers, hasEnable, universe, hostnames };
  const rounds: Round[] = [];
  let desk: Desk = { site: first, saved: undefined };
  const count = random.pick([1, 2, 2, 3, 3]);
  for (let number = 1; number <= count; number += 1) {
    const { round, after } = generateRound(random.fork(), scene, desk, number);
    rounds.push(round);
    desk = after;
  }
  return { seed, variant, workers, hasEnable, universe, rounds };
}

function generateRound(
  random: Random,
  scene: Scene,
  before: Desk,
  number: number,
): { readonly round: Round; readonly after: Desk } {
  const requests: Request[] = [];
  let desk = before;
  const count = random.pick([1, 1, 1, 1, 2, 3]);
  for (let position = 0; position < count; position += 1) {
    const request = generateRequest(random, scene.universe, desk, { round: number, position });
    requests.push(request);
    desk = deskAfter(desk, request);
  }
  const occasion = { requests: requests.length, site: before.site };
  const faults = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () =>
    generateFault(random, scene, occasion),
  )
    .flatMap((fault) => accompanied(random, scene, occasion, fault))
    .map((fault, at) => ({ ...fault, number: at + 1 }));
  const wayOut = random.pick(['resume', 'undo'] as const);
  return { round: { number, requests, faults, wayOut }, after: desk };
}

/** Who edits next to a change that comes to its end by itself sees nothing; half of them see more. */
function accompanied(random: Random, scene: Scene, occasion: Occasion, fault: Fault): readonly Fault[] {
  const isAlone = fault.kind !== 'foreign-edit' || fault.at === undefined || random.chance(0.5);
  return isAlone ? [fault] : [fault, companion(random, scene, fault, occasion)];
}

/** A plan is taken up once; whoever edits the site goes on from what was wanted last. */
function deskAfter({ site, saved }: Desk, request: Request): Desk {
  if (request.kind === 'save-plan') return { site, saved: { file: request.file, site: request.site } };
  if (request.kind === 'apply-plan') return { site: request.site, saved: undefined };
  return { site: request.kind === 'apply' ? request.site : site, saved };
}
