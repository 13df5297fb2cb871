/** Plays a history: starts its site, lets everything happen, leads it to an end, and looks. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Timing } from '../src/engine/timing.ts';
import { forwardingFaults } from './checks/forwarding.ts';
import { interleavings } from './checks/interleaving.ts';
import { interruptionFaults } from './checks/interruptions.ts';
import { answerFaults, jobEndFaults } from './checks/job-ends.ts';
import { refusalFaults, type Requested } from './checks/requested.ts';
import { savedPlans, savedPlanFaults } from './checks/saved-plans.ts';
import { leaks } from './checks/secrets.ts';
import { Truth, type UnitTruth } from './checks/truth.ts';
import { limitFaults } from './checks/units-at-once.ts';
import { courseOf } from './course.ts';
import { isDecision, newestSite, type History, type Round } from './history/history.ts';
import { startChaosLab, type ChaosLab, type Secrets } from './lab/chaos-lab.ts';
import { differing } from './lab/foreign-watch.ts';
import { ownSections } from './lab/foreign.ts';
import { Office } from './office.ts';
import type { Crew } from './processes/crew.ts';
import type { InspectedJob, Inspection } from './processes/orders.ts';
import { Random } from './random.ts';
import { embeddedStack, type StartStack, type Stack } from './stacks/stack.ts';

/** Short where a real network needs minutes; the lab converges at once. */
const timing: Partial<Timing> = {
  verifyMs: 1500,
  pollMs: 50,
  firstTimerSeconds: 6,
  secondTimerSeconds: 4,
  leaseMs: 2000,
  reachAgainMs: 1500,
};

export interface Played {
  /** In words, every promise that was not kept; empty: all were. */
  readonly faults: readonly string[];
  /** What everybody was told, one line each. */
  readonly log: readonly string[];
  /** Every fault that came about, by name. */
  readonly cameAbout: readonly string[];
  /** Where something broke: the journals and every change line that was typed, by time. */
  readonly course: readonly string[];
}

/** Plays it with the processes of that crew. `startStack`: for histories with shared store and queue. */
export async function play(
  history: History,
  crew: Crew,
  startStack: StartStack = (directory) => Promise.resolve(embeddedStack(directory)),
): Promise<Played> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-chaos-'));
  const kinds = new Set(history.rounds.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
  const secrets = plantedSecrets(history);
  const hasProxies = kinds.has('cut-at-byte');
  const lab = await startChaosLab({ universe: history.universe, secrets, directory, hasProxies });
  const stack = await startStack(directory, { mayCrash: kinds.has('crash-postgres') });
  const office = new Office({ history, lab, stack, crew, directory, timing });
  try {
    return await new Play({ history, lab, stack, office, directory }).all();
  } finally {
    await office.close();
    await lab.stop();
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** Long enough that no half of one is anywhere by chance. */
function plantedSecrets({ seed, hasEnable }: History): Secrets {
  const random = new Random(seed ^ 0x5ec7e7);
  const secret = (): string =>
    Array.from({ length: 28 }, () => letters[random.between(0, letters.length - 1)]).join('');
  const password = secret();
  return hasEnable ? { password, enable: secret() } : { password };
}

interface Scenery {
  readonly history: History;
  readonly lab: ChaosLab;
  readonly stack: Stack;
  readonly office: Office;
  readonly directory: string;
}

class Play {
  readonly #scenery: Scenery;
  readonly #truth = new Truth();
  readonly #faults: string[] = [];
  /** How many units at once, by who asked. */
  readonly #limits = new Map<string, number>();
  /** Units that have lost with the power what they owed a save: what they are in, the next change will tell. */
  readonly #unknown = new Set<string>();
  #jobs: readonly InspectedJob[] = [];

  constructor(scenery: Scenery) {
    this.#scenery = scenery;
  }

  async all(): Promise<Played> {
    const { office, history } = this.#scenery;
    await office.open();
    for (const round of history.rounds) {
      await this.#round(round);
      // What follows a broken promise says nothing new.
      if (this.#faults.length > 0) return this.#played();
    }
    await this.#end();
    return this.#played();
  }

  #played(): Played {
    const { office, lab } = this.#scenery;
    const isBroken = this.#faults.length > 0;
    return {
      faults: this.#faults,
      log: office.log,
      cameAbout: office.cameAbout,
      course: isBroken ? courseOf(lab.record.lines, this.#jobs) : [],
    };
  }

  async #round(round: Round): Promise<void> {
    const { lab, office, history, directory } = this.#scenery;
    office.prepare(round);
    const before = lab.running();
    const owing = lab.owing();
    const { requested, inspection } = await office.play(round, this.#truth.newest);
    if (inspection === undefined) {
      this.#say(`round ${String(round.number)}`, ['the store cannot be read']);
      return;
    }
    const { jobs } = inspection;
    this.#noteLimits(requested);
    const truths = this.#truths(inspection);
    this.#noteLoss(owing, inspection);
    this.#say(`round ${String(round.number)}`, [
      ...answerFaults(
        requested.map(({ end }) => end),
        jobs,
        {
          areDecided: round.requests.some(({ kind }) => isDecision(kind)),
          isStoreAway: round.faults.some(({ kind }) => kind === 'crash-postgres'),
        },
      ),
      ...jobEndFaults(jobs),
      ...refusalFaults(requested),
      ...interruptionFaults(round, history.variant, requested, jobs),
      ...limitFaults(this.#limits, jobs),
      ...(await savedPlanFaults(directory, requested, jobs)),
      ...this.#switchFaults(truths, before),
    ]);
  }

  #noteLoss(owing: ReadonlySet<string>, { applied }: Inspection): void {
    const owed = applied.filter(({ saveOwed }) => saveOwed).map(({ hostname }) => hostname);
    for (const hostname of this.#scenery.lab.takeRestarted()) {
      if (!owing.has(hostname) && !owed.includes(hostname)) continue;
      const { units } = this.#scenery.history.universe;
      const unit = units.find(({ members }) => members.includes(hostname));
      if (unit !== undefined) this.#unknown.add(unit.name);
    }
  }

  #noteLimits(requested: readonly Requested[]): void {
    for (const { request, name } of requested) {
      const limit = 'maxUnavailable' in request ? request.maxUnavailable : undefined;
      if (limit !== undefined) this.#limits.set(name, limit);
    }
  }

  /** Everything that went wrong is over: the last site has to be in force now, and to be so for good. */
  async #end(): Promise<void> {
    const { lab, office, history } = this.#scenery;
    const site = newestSite(history.rounds.flatMap(({ requests }) => requests));
    if (site === undefined) return;
    const before = lab.running();
    const refusal = await office.applyAtLast(site);
    if (refusal !== undefined) this.#say('at last', [refusal]);
    const inspection = await office.inspect(site);
    if (inspection === undefined) {
      this.#say('at last', ['the store cannot be read']);
      return;
    }
    const truths = this.#truths(inspection);
    const inForce = { site, vlans: newestVlans(inspection) };
    this.#say('at last', [
      ...jobEndFaults(inspection.jobs),
      ...this.#switchFaults(truths, before),
      ...history.universe.units.flatMap(({ name }) => forwardingFaults(lab, history.universe, name, inForce)),
      ...inspection.refusals.map((text) => `a plan of what is in force is refused: ${text}`),
      ...inspection.commands.map((command) => `a plan of what is in force would change ${command}`),
      ...inspection.permutedCommands.map(
        (command) => `in another order the same site would change ${command}`,
      ),
      ...interleavings(lab.record.lines),
      ...(await this.#leaks(inspection)),
    ]);
  }

  #say(when: string, faults: readonly string[]): void {
    this.#faults.push(...faults.slice(0, 12).map((fault) => `${when}: ${fault}`));
  }

  #truths({ jobs }: Inspection): readonly UnitTruth[] {
    const { history, office } = this.#scenery;
    this.#jobs = jobs;
    const units = history.universe.units.map(({ name }) => name);
    const truths = this.#truth.advance(units, jobs, (job) => office.wantedOf(job.requestedBy));
    for (const { unit, isChanged } of truths) if (isChanged) this.#unknown.delete(unit);
    return truths;
  }

  #switchFaults(truths: readonly UnitTruth[], before: ReadonlyMap<string, string>): readonly string[] {
    const { lab, history } = this.#scenery;
    const { universe } = history;
    const now = lab.running();
    return [
      ...lab.foreign.moved(),
      ...truths.flatMap(({ unit, inForce, isChanged }) => {
        if (this.#unknown.has(unit)) return [];
        const members = universe.units.find(({ name }) => name === unit)?.members ?? [];
        return [
          ...(isChanged ? [] : members.flatMap((hostname) => touched(hostname, before, now))),
          ...forwardingFaults(lab, universe, unit, inForce),
        ];
      }),
    ];
  }

  async #leaks(inspection: Inspection): Promise<readonly string[]> {
    const { stack, office, lab, directory } = this.#scenery;
    const places = new Map<string, string | Buffer>(await stack.contents());
    for (const [name, text] of await savedPlans(directory)) places.set(name, text);
    places.set('a transcript', inspection.transcripts);
    places.set('a plan', inspection.plans);
    places.set('the output of a process', office.output);
    places.set('an answer', office.log.join('\n'));
    const { password, enable } = lab.secrets;
    const url = stack.environment['DATABASE_URL'];
    const ofDatabase = url === undefined ? undefined : new URL(url).password;
    return [password, enable, ofDatabase].flatMap((secret = '') =>
      secret === '' ? [] : leaks(secret, places),
    );
  }
}

/** In words, what of ours is no longer what it was. */
function touched(
  hostname: string,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly string[] {
  const [was, is] = [before, now].map((texts) => ownSections(texts.get(hostname) ?? ''));
  if (was === is) return [];
  return [`${hostname} differs from before though no job succeeded:\n${differing(was ?? '', is ?? '')}`];
}

function newestVlans({ jobs }: Inspection): Readonly<Record<string, number>> {
  const ordered = jobs.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return Object.assign({}, ...ordered.map(({ vlans }) => vlans)) as Readonly<Record<string, number>>;
}
