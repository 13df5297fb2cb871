/** The journal of a job: every step and every exchange goes to the store as it happens, and to whoever watches. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { Exchange } from '../../transport/cli-session.ts';
import type { JobError, StepName, Store, StoredExchange } from '../store.ts';
import type { Progress } from '../use-cases.ts';

export interface Journal {
  /** Writes a step; the promise settles once it is in the store. */
  note(step: StepName, phase: Progress['phase'], message: string, hostname?: string): Promise<void>;
  /** Runs the work as a step: started, then done with the message it gives, or failed. */
  step<Value>(
    step: StepName,
    hostname: string | undefined,
    what: string,
    work: () => Promise<Value>,
  ): Promise<Value>;
  /** Keeps an exchange; `flush` writes what was kept. */
  recorder(hostname: string): (exchange: Exchange) => void;
  flush(): Promise<void>;
}

interface JournalOptions {
  readonly store: Store;
  readonly job: string;
  readonly unit: string;
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
}

/** The journal of one job. */
export function openJournal({ store, job, unit, now, onProgress }: JournalOptions): Journal {
  let kept: StoredExchange[] = [];
  const flush = async (): Promise<void> => {
    const exchanges = kept;
    kept = [];
    if (exchanges.length > 0) await store.addExchanges(job, exchanges);
  };
  const note: Journal['note'] = async (step, phase, message, hostname) => {
    const entry = {
      step,
      phase,
      message,
      at: now().toISOString(),
      ...(hostname === undefined ? {} : { switch: hostname }),
    };
    await flush();
    await store.addStep(job, entry);
    onProgress({ ...entry, job, unit });
  };
  return {
    note,
    flush,
    step: async (step, hostname, what, work) => {
      await note(step, 'started', what, hostname);
      try {
        const value = await work();
        await note(step, 'done', what, hostname);
        return value;
      } catch (error) {
        await note(step, 'failed', errorText(error), hostname);
        throw error;
      }
    },
    recorder: (hostname) => (exchange) => {
      kept.push({ ...exchange, switch: hostname, at: now().toISOString() });
    },
  };
}

/** An error in one line, with the device's own words, once. */
export function errorText(error: unknown): string {
  const { message, output = '' } = jobError(error);
  const words = output.trim();
  return message.includes(words) ? message : `${message}: ${words}`;
}

/** An error as it is kept with a job: its code, and for devices the switch, the command and its words. */
export function jobError(error: unknown): JobError {
  if (!(error instanceof TwinleafError)) {
    return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
  }
  const { switch: hostname, command, output, hint } = error.details;
  return {
    code: error.code,
    message: error.message,
    ...(error.code === 'rolled-back' && error.cause instanceof TwinleafError
      ? { cause: error.cause.code }
      : {}),
    ...(hostname === undefined ? {} : { switch: hostname }),
    ...(command === undefined ? {} : { command }),
    ...(output === undefined ? {} : { output }),
    ...(hint === undefined ? {} : { hint }),
  };
}
