/** Switches that run a change and could not save it, which nobody would notice before they start again. */
import type { Progress } from '../../engine/use-cases.ts';
import type { Warning } from '../../fabric/errors.ts';

export class OwedSaves {
  readonly #why = new Map<string, string>();

  /** Takes every step of the run; the last attempt of a switch counts. */
  note({ step, phase, message, switch: hostname }: Progress): void {
    if (step !== 'save' || hostname === undefined || phase === 'started') return;
    if (phase === 'failed') this.#why.set(hostname, message);
    else this.#why.delete(hostname);
  }

  warnings(): readonly Warning[] {
    return [...this.#why].map(([hostname, why]) => ({
      code: 'save-owed',
      message: `${hostname}: runs what its startup configuration does not have; its next change saves it, or somebody on the switch: ${why}`,
    }));
  }
}
