/** What every command is given: its terminal, the global options, and the way to a site. */
import type { DiffConfigurations, UseCases } from '../engine/use-cases.ts';
import type { ExitCode } from './exit-code.ts';
import { unlessInterrupted } from './interruption.ts';
import type { Place } from './next/place.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly lab?: boolean;
  readonly state?: string;
  readonly site?: string;
  readonly color: boolean;
}

/** What the command line needs of `src/app.ts`, which is loaded only when a command needs it. */
export interface App {
  readonly openSite: (options: SiteOptions) => UseCases;
  readonly diffConfigurations: DiffConfigurations;
  readonly virtualSwitchKinds: () => Parameters<LabPlanOf>[1];
  readonly labFilePath: (stateDirectory: string) => string;
  readonly labStateDirectory: (stateDirectory: string) => string;
}

type LabPlanOf = typeof import('../lab/lab-plan.ts').labPlan;

export interface SiteOptions {
  readonly path: string;
  readonly stateDirectory?: string;
  readonly lab: boolean;
}

export interface Context {
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  /** Fires when the person wants to stop. */
  readonly signal: AbortSignal;
  /** What was typed, and at which site it is at work. */
  readonly place: Place;
  readonly env: NodeJS.ProcessEnv;
  readonly loadApp: () => Promise<App>;
}

/** The work of one command; given to commander wrapped, so that a command never sees commander's errors. */
export type Work = (context: Context) => Promise<ExitCode>;
/**
 * Remembers the work that a command line asks for; it is done after commander has ended. `whenInterrupted`
 * is said at Ctrl-C instead of the usual words.
 */
export type Choose = (work: Work, whenInterrupted?: string) => void;

/** Opens a site, does the work, and closes it whatever happens. */
export async function withSite<Value>(
  context: Context,
  path: string,
  work: (site: UseCases) => Promise<Value>,
): Promise<Value> {
  const { openSite } = await context.loadApp();
  context.place.enter(path);
  const { state, lab } = context.options;
  const site = openSite({
    path,
    lab: lab === true,
    // An empty variable in the environment means the default.
    ...(state === undefined || state === '' ? {} : { stateDirectory: state }),
  });
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}

/** `withSite` for work that changes nothing and may therefore be dropped at an interruption. */
export async function readingSite<Value>(
  context: Context,
  path: string,
  work: (site: UseCases) => Promise<Value>,
): Promise<Value> {
  return unlessInterrupted(context.signal, withSite(context, path, work));
}
