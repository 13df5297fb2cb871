/** A switch that cannot be read: its own unit is left alone for it, and nobody else. */
import { TwinleafError, type ErrorCode } from '../../fabric/errors.ts';
import type { UnreadSwitch } from '../../fabric/plan/plan.ts';
import { forEachSwitch } from './switch-access.ts';
import { UnreadError } from './unread-error.ts';

/** Errors that speak of one switch and say nothing of the others. */
const ofOneSwitch: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'connect-failed',
  'host-key-unknown',
  'host-key-changed',
  'auth-failed',
  'secret-missing',
  'no-privilege',
  'wrong-device',
  'device-timeout',
  'session-lost',
  'line-rejected',
  'output-unreadable',
]);

/** What was learnt of the switches that answered, and why the others did not. */
export interface Answers<Value> {
  /** In the order of the switches that were asked. */
  readonly read: readonly Value[];
  readonly unread: readonly UnreadSwitch[];
}

export interface AskedSwitch {
  readonly hostname: string;
  /** Its switch pair, or its own name. */
  readonly unit: string;
}

export interface AskingOptions {
  /** Told which switches have not answered yet: first all, then fewer and fewer. */
  readonly onWaiting?: (hostnames: readonly string[]) => void;
  /** Whether that is enough to go on with, by default any answer; if not, UnreadError is thrown. */
  readonly isEnough?: (unread: readonly UnreadSwitch[]) => boolean;
}

/**
 * Asks every switch. After all have ended, throws an error that is not about one switch, and UnreadError where what
 * was read is not enough.
 */
export async function askSwitches<Asked extends AskedSwitch, Value>(
  switches: readonly Asked[],
  ask: (one: Asked) => Promise<Value>,
  options: AskingOptions = {},
): Promise<Answers<Value>> {
  const waiting = new Set(switches.map(({ hostname }) => hostname));
  const tell = (): void => options.onWaiting?.([...waiting]);
  tell();
  type Answer = { readonly value: Value } | { readonly one: Asked; readonly error: TwinleafError };
  const answers = await forEachSwitch(switches, async (one): Promise<Answer> => {
    try {
      return { value: await ask(one) };
    } catch (error) {
      if (error instanceof TwinleafError && ofOneSwitch.has(error.code)) return { one, error };
      throw error;
    } finally {
      waiting.delete(one.hostname);
      tell();
    }
  });
  const failures = answers.flatMap((answer) => ('error' in answer ? [answer] : []));
  const unread = failures.map(({ one, error }) => unreadSwitch(one, error));
  const isEnough = options.isEnough?.(unread) ?? unread.length < switches.length;
  const [first, ...others] = unread;
  const [failure] = failures;
  if (first !== undefined && failure !== undefined && !isEnough) {
    throw new UnreadError([first, ...others], failure.error);
  }
  return { read: answers.flatMap((answer) => ('value' in answer ? [answer.value] : [])), unread };
}

/** How switches are looked at without a change. */
export interface LookOptions extends Pick<AskingOptions, 'onWaiting'> {
  /**
   * Told of each switch that could not be read, while the others are looked at; absent: UnreadError is thrown, as it
   * is where no switch could be read.
   */
  readonly onUnread?: (one: UnreadSwitch) => void;
}

/** The answers, in order; what does not answer is told to `onUnread`, or thrown where there is none. */
export async function lookAtSwitches<Asked extends AskedSwitch, Value>(
  switches: readonly Asked[],
  look: (one: Asked) => Promise<Value>,
  { onUnread, ...asking }: LookOptions = {},
): Promise<readonly Value[]> {
  const isEnough = onUnread === undefined ? { isEnough: () => false } : {};
  const { read, unread } = await askSwitches(switches, look, { ...asking, ...isEnough });
  for (const one of unread) onUnread?.(one);
  return read;
}

/** Not every error names the switch: a missing secret is one of the site. */
function unreadSwitch(
  { unit, hostname }: AskedSwitch,
  { code, message, details }: TwinleafError,
): UnreadSwitch {
  const { command, output, hint } = details;
  return {
    unit,
    switch: hostname,
    code,
    message: message.startsWith(`${hostname}: `) ? message : `${hostname}: ${message}`,
    ...(command === undefined ? {} : { command }),
    ...(output === undefined ? {} : { output }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The units of these switches, each once, in order. */
export function unitsOf(switches: readonly { readonly unit: string }[]): readonly string[] {
  return [...new Set(switches.map(({ unit }) => unit))];
}
