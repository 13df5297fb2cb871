/** Ctrl-C: says so once, lets the current step end, and never tears down what is being written. */
import { setMaxListeners } from 'node:events';
import { TwinleafError } from '../fabric/errors.ts';

export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  readonly end: () => void;
}

/** Ctrl-C, a polite kill, and a terminal that went away. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that fires at the first SIGINT, SIGTERM or SIGHUP. Later ones only repeat what is being waited for:
 * a process that is killed between two lines of a change leaves a switch in doubt.
 */
export function onInterruption(note: (isRepeated: boolean) => void): Interruption {
  const controller = new AbortController();
  // Every switch of a site listens; that is many and no leak.
  setMaxListeners(0, controller.signal);
  const interrupt = (): void => {
    note(controller.signal.aborted);
    controller.abort();
  };
  for (const name of signals) process.on(name, interrupt);
  const end = (): void => {
    for (const name of signals) process.off(name, interrupt);
  };
  return { signal: controller.signal, end };
}

/** The result, or `interrupted` as soon as the signal fires; for work that may be dropped anywhere. */
export async function unlessInterrupted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  const { interrupted, forget } = whenInterrupted(signal);
  try {
    return await Promise.race([
      work,
      interrupted.then(() => {
        throw new TwinleafError('interrupted', 'interrupted; nothing was changed');
      }),
    ]);
  } finally {
    forget();
  }
}

/** A promise that settles when the signal fires, and a way to stop listening. */
export function whenInterrupted(signal: AbortSignal): { interrupted: Promise<void>; forget: () => void } {
  let settle = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => {
    settle = resolve;
  });
  if (signal.aborted) settle();
  else signal.addEventListener('abort', settle, { once: true });
  return {
    interrupted,
    forget: () => {
      signal.removeEventListener('abort', settle);
    },
  };
}
