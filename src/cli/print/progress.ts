/** What happens while it happens: one line a unit that is redrawn, or plain lines where nobody watches. */
import type { Progress } from '../../engine/use-cases.ts';
import type { Terminal } from '../terminal.ts';
import { stepWords } from './job-words.ts';
import { terminalColumns } from './layout.ts';
import { printable } from './printable.ts';

export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  /** Leaves what was shown last on the screen. */
  readonly end: () => void;
}

/** Redraws on a terminal; elsewhere a line per finished step, so that a log stays a log. */
export function progressOn(terminal: Terminal): ProgressDisplay {
  return terminal.canRedraw ? redrawn(terminal) : plain(terminal);
}

function plain(terminal: Terminal): ProgressDisplay {
  return {
    show: (progress) => {
      if (progress.phase !== 'started') terminal.note(`${clock(progress.at)} ${line(progress)}`);
    },
    end: () => undefined,
  };
}

function redrawn(terminal: Terminal): ProgressDisplay {
  const lines = new Map<string, string>();
  return {
    show: (progress) => {
      const up = lines.size === 0 ? '' : `\u001b[${String(lines.size)}A`;
      lines.set(progress.unit, line(progress).slice(0, terminalColumns));
      const drawn = [...lines.values()].map((text) => `\u001b[2K${text}\n`).join('');
      terminal.noteRaw(up + drawn);
    },
    end: () => undefined,
  };
}

function line(progress: Progress): string {
  return printable(`${progress.unit}  ${stepWords(progress)}`);
}

/** The time of day of an ISO 8601 moment, UTC. */
function clock(at: string): string {
  return at.slice(11, 19);
}
