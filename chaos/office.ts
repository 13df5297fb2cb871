/** Who asks and who works in a history: every request in a process of its own, and somebody who clears up. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Timing } from '../src/engine/timing.ts';
import { armFaults, prepareRound, type ArmedFaults } from './armed-faults.ts';
import { asked } from './asked.ts';
import { isSettledLater } from './checks/job-ends.ts';
import type { Requested } from './checks/requested.ts';
import type { NewestSuccess, Wanted } from './checks/truth.ts';
import { usualWaivers } from './generate/generate-requests.ts';
import type { Victim } from './history/faults.ts';
import { newestSite, type History, type Request, type Round } from './history/history.ts';
import type { ChaosLab } from './lab/chaos-lab.ts';
import type { Crew, End, Hand } from './processes/crew.ts';
import type { InspectedJob, Inspection, Order, Place } from './processes/orders.ts';
import { Random } from './random.ts';
import type { SiteModel } from './site/site-model.ts';
import { siteYaml } from './site/site-yaml.ts';
import type { Stack } from './stacks/stack.ts';

interface OfficeSetup {
  readonly history: History;
  readonly lab: ChaosLab;
  readonly stack: Stack;
  readonly crew: Crew;
  readonly directory: string;
  readonly timing: Partial<Timing>;
}

/** Nothing takes longer, even on a busy machine. */
const patienceMs = 150_000;
/** A dead worker is replaced, as a supervisor would. */
const replacedAfterMs = 150;

export class Office {
  readonly log: string[] = [];
  /** Every fault that came about, by name. */
  readonly cameAbout: string[] = [];
  output = '';
  readonly #setup: OfficeSetup;
  readonly #wanted = new Map<string, Wanted>();
  readonly #working = new Map<string, Hand>();
  readonly #workers: Promise<void>[] = [];
  readonly #started = Date.now();
  #armed: ArmedFaults | undefined;
  #files = 0;
  #isClosed = false;

  constructor(setup: OfficeSetup) {
    this.#setup = setup;
  }

  /** Starts those who take jobs. */
  async open(): Promise<void> {
    const { workers } = this.#setup.history;
    const file = await this.#written(this.#setup.history.universe);
    for (let position = 0; position < workers; position += 1) {
      this.#workers.push(this.#supervise({ kind: 'worker', position }, file));
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const hand of this.#working.values()) hand.stop();
    await Promise.all(this.#workers);
  }

  /** What the request of that name wanted. */
  wantedOf(requestedBy: string): Wanted {
    return this.#wanted.get(requestedBy);
  }

  /** What is over before anybody asks for anything. */
  prepare(round: Round): void {
    this.#say(`round ${String(round.number)}`);
    prepareRound(this.#setup.lab, round, this.#noteFault);
  }

  /** Everything of the round at once, then everything to its end; what the store says then, if it says anything. */
  async play(
    round: Round,
    newest: NewestSuccess | undefined,
  ): Promise<{ readonly requested: readonly Requested[]; readonly inspection: Inspection | undefined }> {
    const { lab, stack } = this.#setup;
    // Cables follow the newest description, as somebody in the room plugs them.
    const site = newestSite(round.requests);
    if (site !== undefined) lab.cable(site);
    this.#armed = armFaults(lab, round, {
      handOf: (victim) => this.#working.get(nameOf(victim)),
      stack,
      onFault: this.#noteFault,
    });
    const requested = await Promise.all(
      round.requests.map((request, position) => this.#request(round, request, position, newest)),
    );
    await this.#armed.lift();
    const inspection = await this.#settled(round.wayOut);
    this.#armed = undefined;
    return { requested, inspection };
  }

  /** What store and planning say; with a site also what a plan of it, in this order and another, would do. */
  async inspect(site?: SiteModel): Promise<Inspection | undefined> {
    const file = await this.#written(site ?? this.#setup.history.universe);
    const permuted = site === undefined ? {} : { permuted: await this.#written(site, 0x9e37) };
    const end = await this.#order('inspector', file, { kind: 'inspect', ...permuted });
    if (end.kind === 'inspection') return end.inspection;
    this.#say(`inspection: ${JSON.stringify(end)}`);
    return undefined;
  }

  /** Applies once more with nothing in the way; in words why it did not come to success. */
  async applyAtLast(site: SiteModel): Promise<string | undefined> {
    let last = '';
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const name = `last-${String(attempt)}`;
      this.#wanted.set(name, { site });
      const end = await this.#order(name, await this.#written(site), {
        kind: 'apply',
        waivers: usualWaivers,
      });
      if (end.kind === 'jobs' && end.jobs.every(({ state }) => state === 'succeeded')) return undefined;
      last = JSON.stringify(end);
      await this.#settled('resume');
    }
    return `applying once more does not succeed: ${last}`;
  }

  async #request(
    round: Round,
    request: Request,
    position: number,
    newest: NewestSuccess | undefined,
  ): Promise<Requested> {
    await pause(request.afterMs);
    const name = `round${String(round.number)}-request${String(position + 1)}`;
    const { lab, directory, history } = this.#setup;
    const what = await asked(request, {
      newest,
      jobs: async () => (await this.inspect())?.jobs ?? [],
      planFile: (file) => path.join(directory, file),
    });
    if (what === undefined) return { request, name, end: { kind: 'done' }, changesTyped: 0 };
    if (what.wanted !== undefined) this.#wanted.set(name, what.wanted);
    const file = await this.#written(what.site ?? history.universe, what.permutedBy);
    const before = lab.record.changes;
    const end = await this.#order(name, file, what.order, { kind: 'request', position });
    return { request, name, end, changesTyped: lab.record.changes - before };
  }

  readonly #noteFault = (name: string): void => {
    this.cameAbout.push(name);
  };

  /** Until no job is anywhere but at an end, or for as long as that may take. */
  async #settled(wayOut: 'resume' | 'undo'): Promise<Inspection | undefined> {
    const until = Date.now() + 60_000;
    for (;;) {
      const inspection = await this.inspect();
      const jobs = inspection?.jobs ?? [];
      const open = jobs.filter(({ state }) => state === 'queued' || state === 'running');
      const half = jobs.filter((job) => job.state === 'half-applied' && !isSettledLater(job, jobs));
      if (open.length === 0 && half.length === 0) return inspection;
      if (Date.now() > until) return inspection;
      await this.#lead(open, half, wayOut);
    }
  }

  async #lead(
    open: readonly InspectedJob[],
    half: readonly InspectedJob[],
    wayOut: 'resume' | 'undo',
  ): Promise<void> {
    const victim: Victim = { kind: 'recovery' };
    const file = await this.#written(this.#setup.history.universe);
    const isShared = this.#setup.history.workers > 0;
    if (!isShared) await this.#order('recovery', file, { kind: 'settle' }, victim);
    const running = open.filter(({ state }) => state === 'running');
    const queued = open.filter(({ state }) => state === 'queued');
    // Whoever asked for these is dead, and nobody else works: they are asked for once more.
    for (const { id } of isShared || running.length > 0 ? [] : queued) {
      await this.#order('recovery', file, { kind: 'pursue', job: id, goal: 'apply' }, victim);
    }
    if (open.length === 0) {
      for (const { id } of half)
        await this.#order('recovery', file, { kind: 'pursue', job: id, goal: wayOut }, victim);
    }
    await pause(200);
  }

  async #supervise(victim: Victim, file: string): Promise<void> {
    while (!this.#isClosed) {
      await this.#order(nameOf(victim), file, { kind: 'work' }, victim);
      await pause(replacedAfterMs);
    }
  }

  async #order(name: string, file: string, order: Order, victim?: Victim): Promise<End> {
    const { crew, directory, stack, timing } = this.#setup;
    const hand = await crew.take();
    const key = victim === undefined ? name : nameOf(victim);
    this.#working.set(key, hand);
    const place: Place = { path: file, stateDirectory: directory, timing, environment: stack.environment };
    const death = victim === undefined ? undefined : this.#armed?.deathOf(victim);
    const message = { place, requestedBy: name, order, ...(death === undefined ? {} : { death }) };
    const end = await hand.obey(message, order.kind === 'work' ? 10 * patienceMs : patienceMs);
    if (this.#working.get(key) === hand) this.#working.delete(key);
    if (end.kind === 'hangs') await hand.gone();
    this.output += hand.takeOutput();
    crew.giveBack(hand);
    if (order.kind !== 'inspect') this.#say(`${name} ${order.kind}: ${JSON.stringify(end)}`);
    return end;
  }

  async #written(site: SiteModel, permutedBy?: number): Promise<string> {
    this.#files += 1;
    const file = path.join(this.#setup.directory, `site-${String(this.#files)}.yaml`);
    await writeFile(file, siteYaml(site, permutedBy === undefined ? undefined : new Random(permutedBy)));
    return file;
  }

  #say(text: string): void {
    this.log.push(`${String(Date.now() - this.#started)} ms ${text}`);
  }
}

function nameOf(victim: Victim): string {
  return victim.kind === 'recovery' ? 'recovery' : `${victim.kind}-${String(victim.position)}`;
}
