/** Warnings, one paragraph each. */
import type { Warning } from '../../fabric/errors.ts';
import { wrapped } from './layout.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** Names that share one warning before the others are only counted. */
const namesShown = 8;

/** What is said of several owners alike, said once. */
export interface GroupedWarning {
  readonly code: string;
  /** The owners, as far as there is room, and what is said of them. */
  readonly text: string;
}

/** `warning mlag-one-leg: ...`, in the order given; what is said of several owners alike is said once. */
export function warningLines(warnings: readonly Warning[], paint: Paint): string {
  return groupedWarnings(warnings)
    .map(({ code, text }) => wrapped(printable(text), `${paint.warning('warning')} ${code}:`, '  '))
    .join('\n');
}

/** In the order in which each was said first. */
export function groupedWarnings(warnings: readonly Warning[]): readonly GroupedWarning[] {
  const groups = new Map<
    string,
    { readonly code: string; readonly said: string; readonly owners: string[] }
  >();
  for (const { code, message } of warnings) {
    const [owner, said] = splitOwner(message);
    const key = `${code} ${said}`;
    const group = groups.get(key) ?? { code, said, owners: [] };
    if (owner !== undefined) group.owners.push(owner);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ code, said, owners }) => ({ code, text: named(owners) + said }));
}

/** `esx01/bond0: text` speaks of one owner; other messages of none. */
function splitOwner(message: string): readonly [string | undefined, string] {
  const [, owner, said] = /^(\S+): (.+)$/s.exec(message) ?? [];
  return owner === undefined || said === undefined ? [undefined, message] : [owner, said];
}

function named(owners: readonly string[]): string {
  if (owners.length === 0) return '';
  const more = owners.length > namesShown ? ` and ${String(owners.length - namesShown)} more` : '';
  return `${owners.slice(0, namesShown).join(', ')}${more}: `;
}
