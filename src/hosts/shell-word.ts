/** Text on its way into a shell script: whatever it is, it stays one word, or a comment on one line. */
import { TwinleafError } from '../fabric/errors.ts';

/** C0, DEL and C1 controls and the two Unicode line ends. */
const control = /[\p{Cc}\u2028\u2029]/u;
/** What no shell takes for anything but itself, wherever it stands; `~` and `=` are left to quotes. */
const plain = /^[A-Za-z0-9_./:,@%+-]+$/;

/** The text as one word of a POSIX shell. Throws `command-not-printable` where it has a control character. */
export function shellWord(text: string): string {
  const checked = oneLine(text);
  return plain.test(checked) ? checked : `'${checked.replaceAll("'", `'\\''`)}'`;
}

/** A column of a database row set to a text, as one word: `external_ids:twinleaf='"a b"'`. */
export function columnWord(column: string, text: string): string {
  return `${column}=${shellWord(JSON.stringify(text))}`;
}

/** The text unchanged, for a comment. Throws `command-not-printable` where it could end the line. */
export function oneLine(text: string): string {
  if (!control.test(text)) return text;
  throw new TwinleafError('command-not-printable', `${JSON.stringify(text)} has a control character`);
}
