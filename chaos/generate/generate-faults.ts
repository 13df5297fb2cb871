/** What goes wrong meanwhile. */
import {
  isElsewhereKind,
  type ElsewhereFault,
  type Fault,
  type Point,
  type SecretName,
  type SwitchFault,
  type Victim,
} from '../history/faults.ts';
import type { Variant } from '../history/history.ts';
import { foreignEdits, type ForeignEdit } from '../lab/foreign-edits.ts';
import { storeMethods, type StoreDeath } from '../processes/orders.ts';
import type { Random } from '../random.ts';
import { portName, unitOf, type SiteModel } from '../site/site-model.ts';

/** Where everything of a history takes place. */
export interface Scene {
  readonly variant: Variant;
  readonly workers: number;
  readonly hasEnable: boolean;
  readonly universe: SiteModel;
  readonly hostnames: readonly string[];
}

export interface Occasion {
  /** How many requests the round has. */
  readonly requests: number;
  /** What was wanted before the round. */
  readonly site: SiteModel;
}

type FaultKind = Fault['kind'];

/** How often of a hundred or so. */
const usual: Readonly<Partial<Record<FaultKind, number>>> = {
  kill: 14,
  'kill-at-store': 14,
  signal: 9,
  'signal-at-store': 6,
  pause: 9,
  'cut-at-line': 7,
  'cut-at-byte': 4,
  'refuse-line': 8,
  'refuse-saves': 4,
  outage: 14,
  slow: 3,
  'break-secret': 8,
  'repeat-secret': 4,
  'foreign-edit': 12,
  meddle: 4,
};
const ofEnable: typeof usual = { 'echo-secret': 6 };
const ofSharing: typeof usual = { 'restart-redis': 5, 'flush-redis': 5, 'crash-postgres': 5 };

function kinds({ variant, hasEnable }: Scene): readonly FaultKind[] {
  const often = { ...usual, ...(hasEnable ? ofEnable : {}), ...(variant === 'shared' ? ofSharing : {}) };
  return (Object.entries(often) as readonly [FaultKind, number][]).flatMap(([kind, times]) =>
    Array.from({ length: times }, () => kind),
  );
}

/** One thing that goes wrong in a round. */
export function generateFault(random: Random, scene: Scene, { requests, site }: Occasion): Fault {
  const kind = random.pick(kinds(scene));
  const hostname = random.pick(scene.hostnames);
  const at = point(random, hostname);
  const whom = victim(random, scene, requests);
  return isElsewhereKind(kind)
    ? elsewhereFault(random, kind, at, whom)
    : switchFault(random, scene, { kind, hostname, at, site });
}

function elsewhereFault(
  random: Random,
  kind: ElsewhereFault['kind'],
  at: Point,
  whom: Victim,
): ElsewhereFault {
  switch (kind) {
    case 'kill':
      return { kind, victim: whom, at };
    case 'kill-at-store':
      return { kind, victim: whom, death: storeDeath(random, 'SIGKILL') };
    case 'signal':
      return { kind, victim: notRecovery(whom), at, signal: politeSignal(random) };
    case 'signal-at-store':
      return { kind, victim: notRecovery(whom), death: storeDeath(random, politeSignal(random)) };
    case 'pause':
      return { kind, victim: whom, at, forMs: random.between(2000, 5000) };
    case 'restart-redis':
    case 'flush-redis':
      return { kind, at };
    case 'crash-postgres':
      return { kind, at, forMs: random.between(0, 2500) };
  }
}

interface SwitchOccasion {
  readonly kind: SwitchFault['kind'];
  readonly hostname: string;
  readonly at: Point;
  readonly site: SiteModel;
}

function switchFault(random: Random, scene: Scene, { kind, hostname, at, site }: SwitchOccasion): Fault {
  switch (kind) {
    case 'cut-at-line':
      return { kind, at, moment: random.pick(['before', 'after'] as const) };
    case 'cut-at-byte': {
      const direction = random.pick(['to-switch', 'from-switch'] as const);
      return { kind, switch: hostname, direction, bytes: random.between(500, 60_000) };
    }
    case 'refuse-line':
      return { kind, at };
    case 'refuse-saves':
    case 'echo-secret':
      return { kind, switch: hostname };
    case 'outage':
      return { kind, at, losesPower: random.chance(0.4), forMs: random.between(100, 3500) };
    case 'slow':
      return { kind, switch: hostname, ms: random.between(2, 25) };
    case 'break-secret':
      return {
        kind,
        at,
        secret: secretName(random, scene),
        offset: random.between(1, 27),
        pauseMs: random.between(1, 60),
        isCut: random.chance(0.5),
      };
    case 'repeat-secret':
      return { kind, at, secret: secretName(random, scene) };
    case 'foreign-edit': {
      const edit = foreignEdit(random);
      return random.chance(0.7) ? { kind, at, switch: hostname, edit } : { kind, switch: hostname, edit };
    }
    case 'meddle': {
      const { driver } = unitOf(scene.universe, unitNameOf(scene.universe, hostname));
      const legs = site.servers.flatMap((server) => server.legs).filter((leg) => leg.switch === hostname);
      const { port } = legs.length === 0 ? { port: 1 } : random.pick(legs);
      return { kind, switch: hostname, port: portName(driver, port) };
    }
  }
}

/** What makes a change that somebody has just edited next to go back: refused, cut off or stopped soon after. */
export function companion(
  random: Random,
  scene: Scene,
  edit: Extract<Fault, { readonly kind: 'foreign-edit' }>,
  { requests }: Occasion,
): Fault {
  const { members } = unitOf(scene.universe, unitNameOf(scene.universe, edit.switch));
  const nth = (edit.at?.nth ?? 1) + random.between(1, 8);
  const at: Point = { switch: random.pick(members), nth, counting: 'changes' };
  const kind = random.pick(['refuse-line', 'cut-at-line', 'signal', 'kill'] as const);
  if (kind === 'refuse-line') return { kind, at };
  if (kind === 'cut-at-line') return { kind, at, moment: 'after' };
  const whom = notRecovery(victim(random, scene, requests));
  return kind === 'kill'
    ? { kind, victim: whom, at }
    : { kind, victim: whom, at, signal: politeSignal(random) };
}

function unitNameOf({ units }: SiteModel, hostname: string): string {
  return units.find(({ members }) => members.includes(hostname))?.name ?? '';
}

function secretName(random: Random, { hasEnable }: Scene): SecretName {
  return hasEnable && random.chance(0.5) ? 'enable' : 'password';
}

function foreignEdit(random: Random): ForeignEdit {
  return { what: random.pick(foreignEdits), number: random.between(1, 999), isSaved: random.chance(0.3) };
}

/**
 * Mostly while something is being changed: to bring up a small site takes some dozens of lines a switch, what comes
 * after that often less than ten.
 */
function point(random: Random, hostname: string): Point {
  if (random.chance(0.2)) return { switch: hostname, nth: random.between(1, 2), counting: 'after-commits' };
  return random.chance(0.7)
    ? { switch: hostname, nth: random.between(1, random.pick([8, 20, 45])), counting: 'changes' }
    : { switch: hostname, nth: random.between(1, random.pick([40, 110])), counting: 'lines' };
}

function victim(random: Random, { workers }: Scene, requests: number): Victim {
  if (random.chance(0.15)) return { kind: 'recovery' };
  if (workers > 0 && random.chance(0.8)) return { kind: 'worker', position: random.between(0, workers - 1) };
  return { kind: 'request', position: random.between(0, requests - 1) };
}

/** Whoever clears up is asked again until he has; being asked to stop would only make it longer. */
function notRecovery(whom: Victim): Victim {
  return whom.kind === 'recovery' ? { kind: 'request', position: 0 } : whom;
}

function politeSignal(random: Random): 'SIGINT' | 'SIGTERM' {
  return random.pick(['SIGINT', 'SIGTERM'] as const);
}

function storeDeath(random: Random, signal: StoreDeath['signal']): StoreDeath {
  const method = random.pick(['addStep', 'addStep', 'addStep', 'addStep', ...storeMethods] as const);
  const most = { addStep: 28, addExchanges: 15, moveJob: 2 }[method as string] ?? 1;
  const moment = random.pick(['before', 'after'] as const);
  return { method, nth: random.between(1, most), moment, signal };
}
