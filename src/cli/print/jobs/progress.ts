/** What happens while it happens: one line a unit that is redrawn, or plain lines where nobody watches. */
import type { Progress } from '../../../engine/use-cases.ts';
import type { Terminal } from '../../terminal.ts';
import { stepWords } from './job-words.ts';
import { printable } from '../printable.ts';

/** Shows a journal entry as it happens. */
export type ShowProgress = (progress: Progress) => void;

/** Redraws on a terminal; elsewhere a line per finished step, so that a log stays a log. */
export function progressOn(terminal: Terminal): ShowProgress {
  return terminal.canRedraw ? redrawn(terminal) : plain(terminal);
}

function plain(terminal: Terminal): ShowProgress {
  return (progress) => {
    if (progress.phase !== 'started') terminal.note(`${clock(progress.at)} ${line(progress)}`);
  };
}

function redrawn(terminal: Terminal): ShowProgress {
  const lines = new Map<string, string>();
  return (progress) => {
    lines.set(progress.unit, line(progress));
    terminal.redraw([...lines.values()]);
  };
}

function line(progress: Progress): string {
  return printable(`${progress.unit}  ${stepWords(progress)}`);
}

/** The time of day of an ISO 8601 moment, UTC. */
function clock(at: string): string {
  return at.slice(11, 19);
}
