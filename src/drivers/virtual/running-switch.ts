/** What a virtual switch is to its protocols and sessions, whatever operating system it has. */
import type { Surroundings, VirtualSwitchSetup } from '../virtual-switch.ts';
import { keptPerVersion, type Configuration } from './configuration.ts';

/** A switch as its neighbours can tell it from others. */
export interface CabledDevice {
  /** Physical ports, canonical, with that for management. */
  readonly ports: ReadonlySet<string>;
  readonly systemMac: string;
  readonly surroundings: Surroundings;
  readonly now: () => number;
}

/** The part behind all sessions that every operating system has. */
export abstract class RunningSwitch<Facts> implements Omit<CabledDevice, 'ports'> {
  readonly setup: VirtualSwitchSetup;
  readonly systemMac: string;
  readonly surroundings: Surroundings;
  readonly now: () => number;
  isAnnouncing = false;
  readonly #factsOf: (config: Configuration) => Facts;
  #bootedAt: number;
  #generation = 0;

  constructor(setup: VirtualSwitchSetup, readFacts: (config: Configuration) => Facts) {
    this.setup = setup;
    ({ systemMac: this.systemMac, surroundings: this.surroundings, now: this.now } = setup);
    this.#factsOf = keptPerVersion(readFacts);
    this.#bootedAt = setup.now();
  }

  abstract get running(): Configuration;

  /** What the running configuration says. */
  get facts(): Facts {
    return this.#factsOf(this.running);
  }

  /** Moment of the last start. */
  get bootedAt(): number {
    return this.#bootedAt;
  }

  /** Rises with every restart: sessions of an earlier one are dead. */
  get generation(): number {
    return this.#generation;
  }

  /** The switch has started again. */
  protected started(): void {
    this.#generation += 1;
    this.#bootedAt = this.now();
  }
}
