/** What happens while it happens: a board that is redrawn on a terminal, or plain lines where nobody watches. */
import type { Progress } from '../../../engine/use-cases.ts';
import type { Terminal } from '../../terminal.ts';
import { ProgressBoard, progressLine } from './progress-board.ts';

/** Shows a journal entry as it happens. */
export type ShowProgress = (progress: Progress) => void;

/** Redraws on a terminal; elsewhere a line per finished step, so that a log stays a log. `units` is how many there are. */
export function progressOn(terminal: Terminal, units: number): ShowProgress {
  return terminal.canRedraw ? redrawn(terminal, units) : plainProgress(terminal);
}

/** A line per finished step. */
export function plainProgress(terminal: Terminal): ShowProgress {
  return (progress) => {
    if (progress.phase !== 'started') terminal.note(`${clock(progress.at)} ${progressLine(progress)}`);
  };
}

function redrawn(terminal: Terminal, units: number): ShowProgress {
  const board = new ProgressBoard(units);
  return (progress) => {
    const failure = board.take(progress);
    terminal.redraw(board.lines(terminal.rows), failure === undefined ? [] : [failure]);
  };
}

/** The time of day of an ISO 8601 moment, UTC. */
function clock(at: string): string {
  return at.slice(11, 19);
}
