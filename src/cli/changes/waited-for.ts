/** While switches are read: who has not answered, once that takes longer than it should. */
import { counted } from '../print/layout.ts';
import { printable } from '../print/printable.ts';
import type { Terminal } from '../terminal.ts';

/** A switch that answers at all does so sooner. */
const usualMs = 3_000;
/** Names in one line before the others are only counted. */
const namesShown = 8;

/** Does the work, and says whom it waits for each time that the usual time has passed. */
export async function sayingWhoIsWaitedFor<Value>(
  terminal: Pick<Terminal, 'note'>,
  work: (onWaiting: (hostnames: readonly string[]) => void) => Promise<Value>,
): Promise<Value> {
  let waitedFor: readonly string[] = [];
  let said = '';
  const timer = setInterval(() => {
    const words = waitingWords(waitedFor);
    if (waitedFor.length > 0 && words !== said) terminal.note(words);
    said = words;
  }, usualMs);
  try {
    return await work((hostnames) => {
      waitedFor = hostnames;
    });
  } finally {
    clearInterval(timer);
  }
}

/** `Waiting for sw3, sw4.` */
export function waitingWords(hostnames: readonly string[]): string {
  const names = hostnames.slice(0, namesShown).map(printable).join(', ');
  const more = hostnames.length - namesShown;
  return `Waiting for ${names}${more > 0 ? ` and ${counted(more, 'more switch', 'more switches')}` : ''}.`;
}
