/** Histories out of a seed. */
import { waivers as allWaivers, type Waiver } from '../src/fabric/plan/plan.ts';
import type { Fault, History, Point, Request, Round, Variant, Victim } from './history.ts';
import { storeMethods } from './processes/orders.ts';
import { Random } from './random.ts';
import { edited } from './site/edits.ts';
import { generateSite } from './site/generate-site.ts';
import type { SiteModel } from './site/site-model.ts';

/** Everything but taking over what is not ours, which no history may do. */
export const usualWaivers: readonly Waiver[] = allWaivers.filter((waiver) => waiver !== 'adopt');

/** The same seed and variant give the same history. */
export function generateHistory(seed: number, variant: Variant): History {
  const random = new Random(seed * 2 + (variant === 'shared' ? 1 : 0));
  const { universe, first } = generateSite(random.fork());
  const workers = variant === 'shared' ? random.between(1, 3) : 0;
  const scene: Scene = {
    variant,
    workers,
    universe,
    hostnames: universe.units.flatMap(({ members }) => members),
  };
  const rounds: Round[] = [];
  let site = first;
  const count = random.between(1, 3);
  for (let number = 1; number <= count; number += 1) {
    const { round, after } = generateRound(random.fork(), scene, site, number);
    rounds.push(round);
    site = after;
  }
  return { seed, variant, workers, universe, rounds };
}

interface Scene {
  readonly variant: Variant;
  readonly workers: number;
  readonly universe: SiteModel;
  readonly hostnames: readonly string[];
}

function generateRound(
  random: Random,
  scene: Scene,
  before: SiteModel,
  number: number,
): { readonly round: Round; readonly after: SiteModel } {
  const requests: Request[] = [];
  let site = before;
  const count = random.pick([1, 1, 1, 1, 2, 3]);
  for (let position = 0; position < count; position += 1) {
    const request = generateRequest(random, scene.universe, site, {
      isFirst: number === 1 && position === 0,
      position,
    });
    requests.push(request);
    if (request.kind === 'apply') site = request.site;
  }
  const faults = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, (_, at) => ({
    ...generateFault(random, scene, requests.length),
    number: at + 1,
  }));
  const wayOut = random.pick(['resume', 'undo'] as const);
  return { round: { number, requests, faults, wayOut }, after: site };
}

function generateRequest(
  random: Random,
  universe: SiteModel,
  site: SiteModel,
  { isFirst, position }: { readonly isFirst: boolean; readonly position: number },
): Request {
  const afterMs = position === 0 ? 0 : random.between(0, 600);
  const waivers = random.chance(0.9) ? usualWaivers : [];
  if (isFirst) return { kind: 'apply', words: 'apply the first site', site, waivers, afterMs };
  const what = random.pick([
    'edit',
    'edit',
    'edit',
    'edit',
    'edit',
    'again',
    'permuted',
    'rollback',
    'cancel',
  ] as const);
  if (what === 'rollback') return { kind: 'rollback', words: 'roll back the newest run', afterMs };
  if (what === 'cancel' && position > 0) return { kind: 'cancel', words: 'cancel the newest job', afterMs };
  if (what === 'again') return { kind: 'apply', words: 'apply the same again', site, waivers, afterMs };
  const permutedBy = random.between(0, 2 ** 31);
  if (what === 'permuted')
    return { kind: 'apply', words: 'apply the same in another order', site, permutedBy, waivers, afterMs };
  const next = edited(random, site, universe);
  return { kind: 'apply', words: next.words, site: next.site, waivers, afterMs };
}

type FaultKind = Fault['kind'];

const usual: readonly FaultKind[] = [
  'kill',
  'kill',
  'kill',
  'kill-at-store',
  'kill-at-store',
  'kill-at-store',
  'pause',
  'pause',
  'cut-at-line',
  'cut-at-line',
  'cut-at-byte',
  'refuse-line',
  'refuse-line',
  'refuse-saves',
  'outage',
  'outage',
  'slow',
];

function generateFault(random: Random, scene: Scene, requests: number): Fault {
  const kind = random.pick<FaultKind>(
    scene.variant === 'shared' ? [...usual, 'restart-redis', 'flush-redis'] : usual,
  );
  const hostname = random.pick(scene.hostnames);
  const at = point(random, hostname);
  const whom = victim(random, scene, requests);
  switch (kind) {
    case 'kill':
      return { kind, victim: whom, at };
    case 'kill-at-store':
      return { kind, victim: whom, death: storeDeath(random) };
    case 'pause':
      return { kind, victim: whom, at, forMs: random.between(2000, 5000) };
    case 'cut-at-line':
      return { kind, at, moment: random.pick(['before', 'after'] as const) };
    case 'cut-at-byte':
      return {
        kind,
        switch: hostname,
        direction: random.pick(['to-switch', 'from-switch'] as const),
        bytes: random.between(500, 60_000),
      };
    case 'refuse-line':
      return { kind, at };
    case 'refuse-saves':
      return { kind, switch: hostname };
    case 'outage':
      return { kind, at, losesPower: random.chance(0.4), forMs: random.between(100, 3500) };
    case 'slow':
      return { kind, switch: hostname, ms: random.between(2, 25) };
    case 'restart-redis':
    case 'flush-redis':
      return { kind, at };
  }
}

/** Mostly while something is being changed; a change of a small site is some dozens of lines. */
function point(random: Random, hostname: string): Point {
  return random.chance(0.7)
    ? { switch: hostname, nth: random.between(1, 45), counting: 'changes' }
    : { switch: hostname, nth: random.between(1, 110), counting: 'lines' };
}

function victim(random: Random, { workers }: Scene, requests: number): Victim {
  if (random.chance(0.15)) return { kind: 'recovery' };
  if (workers > 0 && random.chance(0.8)) return { kind: 'worker', position: random.between(0, workers - 1) };
  return { kind: 'request', position: random.between(0, requests - 1) };
}

function storeDeath(random: Random) {
  const method = random.pick(['addStep', 'addStep', 'addStep', 'addStep', ...storeMethods] as const);
  const most = { addStep: 28, addExchanges: 15, moveJob: 2 }[method as string] ?? 1;
  return { method, nth: random.between(1, most), moment: random.pick(['before', 'after'] as const) };
}
