/** Somebody else at the consoles of the switches, who knows nothing of Twinleaf. */
import type { VirtualSession, VirtualSwitch } from '../../src/drivers/virtual-switch.ts';
import type { DriverName } from '../site/site-model.ts';
import { foreignLines, meddlingLines, typeAll, type ForeignEdit } from './foreign-edits.ts';
import type { ForeignWatch } from './foreign-watch.ts';

export interface Console {
  readonly virtual: VirtualSwitch;
  readonly driver: DriverName;
  /** A session of which nobody keeps a record. */
  readonly open: () => VirtualSession;
}

export class Somebody {
  readonly #consoles: ReadonlyMap<string, Console>;
  readonly #foreign: ForeignWatch;
  readonly #enable: string | undefined;

  constructor(consoles: ReadonlyMap<string, Console>, foreign: ForeignWatch, enable: string | undefined) {
    this.#consoles = consoles;
    this.#foreign = foreign;
    this.#enable = enable;
  }

  /** Changes what is his; a switch that somebody has locked refuses. */
  edits(hostname: string, edit: ForeignEdit): void {
    const console = this.#consoles.get(hostname);
    if (console === undefined) return;
    this.#foreign.allowing(hostname, () => {
      typeAll(console.open(), foreignLines(console.driver, edit), this.#enable);
    });
  }

  /** Adds a line to a port, where it bears our mark. */
  meddles(hostname: string, port: string): void {
    const console = this.#consoles.get(hostname);
    if (console === undefined || !isMarked(console.virtual.runningConfig(), port)) return;
    typeAll(console.open(), meddlingLines(port), this.#enable);
  }
}

/** Whether the section of the port has a description of ours. */
function isMarked(running: string, port: string): boolean {
  const lines = running.split('\n');
  const from = lines.findIndex((line) => line.trimEnd() === `interface ${port}`);
  if (from === -1) return false;
  const length = lines.slice(from + 1).findIndex((line) => !/^[ \t]/.test(line));
  return lines.slice(from + 1, from + 1 + length).some((line) => line.includes('description tl:'));
}
