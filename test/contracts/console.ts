/** Types at a virtual switch what the engine would type, without SSH in between. */
import { changeStages } from '../../src/fabric/plan/on-the-way/change-stages.ts';
import type { Driver } from '../../src/drivers/driver.ts';
import type {
  Surroundings,
  VirtualFaults,
  VirtualSession,
  VirtualSwitch,
  VirtualSwitchSetup,
} from '../../src/drivers/virtual-switch.ts';

/** A line that the switch refused, with its own words. */
export class RefusedLine extends Error {
  readonly line: string;

  constructor(line: string, output: string) {
    super(`refused "${line}": ${output.trim()}`);
    this.line = line;
  }
}

export const noFaults: VirtualFaults = { delayMs: () => 0, drops: () => false, refuses: () => false };

export const nothingAround: Surroundings = { neighbour: () => undefined, answers: () => false };

export interface ConsoleSetup extends Pick<VirtualSwitchSetup, 'schedule'> {
  readonly ports: readonly string[];
  readonly startup: string;
  readonly faults: VirtualFaults;
  readonly surroundings: Surroundings;
}

/** A virtual switch of that driver named `sw1`. */
export function virtualSwitch(driver: Driver, setup: ConsoleSetup): VirtualSwitch {
  return driver.virtual.create({
    hostname: 'sw1',
    systemMac: '02:00:00:00:00:01',
    username: 'admin',
    ...setup,
    now: () => Date.now(),
  });
}

/** One command line of a switch, in the mode where show commands are typed. */
export class Console {
  readonly #driver: Driver;
  readonly #session: VirtualSession;

  constructor(driver: Driver, one: VirtualSwitch) {
    this.#driver = driver;
    this.#session = one.openSession();
    this.enter(driver.dialect.homeMode);
    for (const line of driver.dialect.onOpen) this.type(line);
  }

  /** The mode of the prompt; throws an Error where no mode of the dialect, or more than one, fits it. */
  get mode(): string {
    const prompt = this.#session.prompt();
    const modes = this.#driver.dialect.modes.filter(
      (mode) => mode.prompt.test(prompt) && !mode.unless.some((text) => prompt.includes(text)),
    );
    const [only, ...others] = modes;
    if (only === undefined || others.length > 0) throw new Error(`prompt "${prompt}" is not one mode's`);
    return only.name;
  }

  /** Walks to a mode over the ways of the dialect. */
  enter(mode: string): void {
    for (let steps = 0; this.mode !== mode; steps += 1) {
      const way = this.#driver.dialect.ways.find(({ from, to }) => from === this.mode && to === mode);
      if (way === undefined || steps > 5) throw new Error(`no way from ${this.mode} to ${mode}`);
      this.type(way.command);
    }
  }

  /** Throws RefusedLine where the answer is a refusal by the dialect. */
  type(line: string): string {
    const { output } = this.#session.type(line);
    const { refusals, notRefusals } = this.#driver.dialect;
    const isRefused = output
      .split('\n')
      .some(
        (text) =>
          refusals.some((pattern) => pattern.test(text)) &&
          !notRefusals.some((pattern) => pattern.test(text)),
      );
    if (isRefused) throw new RefusedLine(line, output);
    return output;
  }

  typeAll(lines: readonly string[]): void {
    for (const line of lines) this.type(line);
  }

  /** A whole change, made permanent at once. */
  change(name: string, lines: readonly string[]): void {
    const { change, dialect } = this.#driver;
    for (const stage of changeStages(lines, change)) {
      this.typeAll([...change.open(name), ...stage, ...change.commit(name)]);
      this.enter(dialect.homeMode);
    }
  }

  end(): void {
    this.#session.end();
  }
}
