/** Warnings, one paragraph each. */
import type { Warning } from '../../fabric/errors.ts';
import { wrapped } from './layout.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** `warning mlag-one-leg: ...`, in the order given. */
export function warningLines(warnings: readonly Warning[], paint: Paint): string {
  return warnings
    .map(({ code, message }) => wrapped(printable(message), `${paint.warning('warning')} ${code}:`, '  '))
    .join('\n');
}
