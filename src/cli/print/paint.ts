/** Colours by meaning, or none of them. */
import pc from 'picocolors';

export interface Paint {
  readonly title: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Colours, or the text as it is. */
export function paint(isColoured: boolean): Paint {
  const colours = pc.createColors(isColoured);
  return {
    title: colours.bold,
    added: colours.green,
    removed: colours.red,
    warning: colours.yellow,
    faint: colours.dim,
  };
}

/** Whether to colour: `--no-color` and NO_COLOR switch off, then FORCE_COLOR on, then it takes a terminal. */
export function isColoured(isAllowed: boolean, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (!isAllowed || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}
