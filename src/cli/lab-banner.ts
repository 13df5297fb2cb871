/** The first line of everything that goes to virtual switches. */
import type { Context } from './context.ts';

/** Printed before anything else where the command has `--lab`; on stderr where stdout belongs to a program. */
export function printLabBanner(context: Context, stdout: 'text' | 'raw' = 'text'): void {
  if (context.options.lab !== true) return;
  const { terminal } = context;
  if (stdout === 'raw' || terminal.isJson) terminal.note(line(terminal.notePaint.warning));
  else terminal.print(line(terminal.paint.warning));
}

function line(warning: (text: string) => string): string {
  return `${warning('LAB')}  virtual switches on this machine; nothing else is touched`;
}
