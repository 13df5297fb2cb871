/** What is somebody else's, as it has to stand on each switch: as it was, but for what he does himself. */
import type { VirtualSwitch } from '../../src/drivers/virtual-switch.ts';
import { foreignSections } from './foreign.ts';

export class ForeignWatch {
  readonly #switches: ReadonlyMap<string, VirtualSwitch>;
  readonly #expected: Map<string, string>;
  readonly #moved: string[] = [];

  /** From now on nothing moves unseen. */
  constructor(switches: ReadonlyMap<string, VirtualSwitch>) {
    this.#switches = switches;
    this.#expected = new Map([...switches.keys()].map((hostname) => [hostname, this.#foreign(hostname)]));
  }

  /** In words, on every switch what has moved and nobody of those who may had moved it; told once. */
  moved(): readonly string[] {
    for (const hostname of this.#switches.keys()) this.#look(hostname);
    return this.#moved.splice(0);
  }

  /** What happens now may move it on that switch. */
  allowing(hostname: string, act: () => void): void {
    this.#look(hostname);
    act();
    this.#expected.set(hostname, this.#foreign(hostname));
  }

  /** The same for every switch: a timer of one of them has run out, and puts back whatever was configured since. */
  allowingAll(act: () => void): void {
    for (const hostname of this.#switches.keys()) this.#look(hostname);
    act();
    for (const hostname of this.#switches.keys()) this.#expected.set(hostname, this.#foreign(hostname));
  }

  /** What was not saved goes with the power. */
  async losing(hostname: string, act: () => Promise<void>): Promise<void> {
    this.#look(hostname);
    const restarted = act();
    this.#expected.set(hostname, this.#foreign(hostname));
    await restarted;
  }

  #foreign(hostname: string): string {
    return foreignSections(this.#switches.get(hostname)?.runningConfig() ?? '');
  }

  #look(hostname: string): void {
    const expected = this.#expected.get(hostname) ?? '';
    const is = this.#foreign(hostname);
    if (is === expected) return;
    this.#moved.push(`${hostname}: foreign configuration moved:\n${differing(expected, is)}`);
    this.#expected.set(hostname, is);
  }
}

/** Lines that only one of two texts has. */
export function differing(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const gone = a.filter((line) => !b.includes(line)).map((line) => `- ${line}`);
  const come = b.filter((line) => !a.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...come].slice(0, 20).join('\n') || '(the same lines in another order or number)';
}
