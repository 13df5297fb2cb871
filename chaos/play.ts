/** Plays a history: starts its site, lets everything happen, leads it to an end, and looks. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Timing } from '../src/engine/timing.ts';
import { answerFaults, jobEndFaults } from './checks/job-ends.ts';
import { forwardingFaults } from './checks/forwarding.ts';
import { interleavings } from './checks/interleaving.ts';
import { leaks } from './checks/secrets.ts';
import { Truth, type UnitTruth } from './checks/truth.ts';
import type { History, Round } from './history.ts';
import { startChaosLab, type ChaosLab } from './lab/chaos-lab.ts';
import { foreignSections } from './lab/foreign.ts';
import { Office } from './office.ts';
import type { Crew } from './processes/crew.ts';
import type { InspectedJob, Inspection } from './processes/orders.ts';
import { Random } from './random.ts';
import { courseOf } from './course.ts';
import { embeddedStack, type Stack } from './stacks/stack.ts';

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
  /** Where something broke: the journals and every change line that was typed, by time. */
  readonly course: readonly string[];
}

/** Plays it with the processes of that crew. `startStack`: for histories with shared store and queue. */
export async function play(
  history: History,
  crew: Crew,
  startStack: (directory: string) => Promise<Stack> = (directory) =>
    Promise.resolve(embeddedStack(directory)),
): Promise<Played> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-chaos-'));
  const secret = plantedSecret(history.seed);
  const hasProxies = history.rounds.some(({ faults }) => faults.some(({ kind }) => kind === 'cut-at-byte'));
  const lab = await startChaosLab({ universe: history.universe, secret, directory, hasProxies });
  const stack = await startStack(directory);
  const office = new Office({ history, lab, stack, crew, directory, timing });
  try {
    return await new Play(history, lab, stack, office, secret).all();
  } finally {
    await office.close();
    await lab.stop();
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** Long enough that no half of it is anywhere by chance. */
function plantedSecret(seed: number): string {
  const random = new Random(seed ^ 0x5ec7e7);
  return Array.from({ length: 28 }, () => letters[random.between(0, letters.length - 1)]).join('');
}

class Play {
  readonly #history: History;
  readonly #lab: ChaosLab;
  readonly #stack: Stack;
  readonly #office: Office;
  readonly #secret: string;
  readonly #truth = new Truth();
  readonly #faults: string[] = [];
  #jobs: readonly InspectedJob[] = [];
  readonly #foreign: ReadonlyMap<string, string>;

  constructor(history: History, lab: ChaosLab, stack: Stack, office: Office, secret: string) {
    this.#history = history;
    this.#lab = lab;
    this.#stack = stack;
    this.#office = office;
    this.#secret = secret;
    this.#foreign = foreignOf(lab);
  }

  async all(): Promise<Played> {
    await this.#office.open();
    for (const round of this.#history.rounds) {
      await this.#round(round);
      // What follows a broken promise says nothing new.
      if (this.#faults.length > 0) return this.#played();
    }
    await this.#end();
    return this.#played();
  }

  #played(): Played {
    const isBroken = this.#faults.length > 0;
    return {
      faults: this.#faults,
      log: this.#office.log,
      course: isBroken ? courseOf(this.#lab.record.lines, this.#jobs) : [],
    };
  }

  async #round(round: Round): Promise<void> {
    const before = this.#lab.running();
    const { ends, inspection } = await this.#office.play(round, this.#truth.newestRun);
    if (inspection === undefined) {
      this.#say(`round ${String(round.number)}`, ['the store cannot be read']);
      return;
    }
    this.#say(`round ${String(round.number)}`, [
      ...answerFaults(ends, inspection.jobs),
      ...jobEndFaults(inspection.jobs),
      ...this.#switchFaults(this.#truths(inspection), before),
    ]);
  }

  /** Everything that went wrong is over: the last site has to be in force now, and to be so for good. */
  async #end(): Promise<void> {
    const last = this.#history.rounds
      .flatMap(({ requests }) => requests)
      .findLast((request) => request.kind === 'apply');
    if (last?.kind !== 'apply') return;
    const before = this.#lab.running();
    const refusal = await this.#office.applyAtLast(last.site);
    if (refusal !== undefined) this.#say('at last', [refusal]);
    const inspection = await this.#office.inspect(last.site);
    if (inspection === undefined) {
      this.#say('at last', ['the store cannot be read']);
      return;
    }
    const truths = this.#truths(inspection);
    const inForce = { site: last.site, vlans: newestVlans(inspection) };
    this.#say('at last', [
      ...jobEndFaults(inspection.jobs),
      ...this.#switchFaults(truths, before),
      ...this.#history.universe.units.flatMap(({ name }) =>
        forwardingFaults(this.#lab, this.#history.universe, name, inForce),
      ),
      ...inspection.refusals.map((text) => `a plan of what is in force is refused: ${text}`),
      ...inspection.commands.map((command) => `a plan of what is in force would change ${command}`),
      ...inspection.permutedCommands.map(
        (command) => `in another order the same site would change ${command}`,
      ),
      ...interleavings(this.#lab.record.lines),
      ...(await this.#leaks(inspection)),
    ]);
  }

  #say(when: string, faults: readonly string[]): void {
    this.#faults.push(...faults.slice(0, 12).map((fault) => `${when}: ${fault}`));
  }

  #truths({ jobs }: Inspection): readonly UnitTruth[] {
    this.#jobs = jobs;
    const units = this.#history.universe.units.map(({ name }) => name);
    return this.#truth.advance(units, jobs, (job) => this.#office.wantedOf(job.requestedBy));
  }

  #switchFaults(truths: readonly UnitTruth[], before: ReadonlyMap<string, string>): readonly string[] {
    const { universe } = this.#history;
    const now = this.#lab.running();
    const foreign = foreignOf(this.#lab);
    const moved = [...foreign].filter(([hostname, text]) => text !== this.#foreign.get(hostname));
    return [
      ...moved.map(
        ([hostname, text]) =>
          `${hostname}: foreign configuration moved:\n${differing(this.#foreign.get(hostname) ?? '', text)}`,
      ),
      ...truths.flatMap(({ unit, inForce, isChanged }) => {
        const members = universe.units.find(({ name }) => name === unit)?.members ?? [];
        const touched = isChanged
          ? []
          : members.filter((hostname) => now.get(hostname) !== before.get(hostname));
        return [
          ...touched.map(
            (hostname) =>
              `${hostname} differs from before though no job succeeded:\n${differing(before.get(hostname) ?? '', now.get(hostname) ?? '')}`,
          ),
          ...forwardingFaults(this.#lab, universe, unit, inForce),
        ];
      }),
    ];
  }

  async #leaks(inspection: Inspection): Promise<readonly string[]> {
    const places = new Map<string, string | Buffer>(await this.#stack.contents());
    places.set('a transcript', inspection.transcripts);
    places.set('a plan', inspection.plans);
    places.set('the output of a process', this.#office.output);
    places.set('an answer', this.#office.log.join('\n'));
    return leaks(this.#secret, places);
  }
}

function foreignOf(lab: ChaosLab): ReadonlyMap<string, string> {
  return new Map([...lab.running()].map(([hostname, text]) => [hostname, foreignSections(text)]));
}

function newestVlans({ jobs }: Inspection): Readonly<Record<string, number>> {
  const ordered = jobs.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return Object.assign({}, ...ordered.map(({ vlans }) => vlans)) as Readonly<Record<string, number>>;
}

/** Lines that only one of two texts has. */
function differing(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const gone = a.filter((line) => !b.includes(line)).map((line) => `- ${line}`);
  const come = b.filter((line) => !a.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...come].slice(0, 20).join('\n') || '(the same lines in another order or number)';
}
