/** What may be typed at a switch: a line, never two. */
import { SafetyError } from '../fabric/errors.ts';

/** C0 and C1 controls, DEL, and the separators that some line editors take for a newline. */
const control = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;

/** Throws `command-not-printable` where a command holds a control character, which could end the line early. */
export function mustBePrintable(hostname: string, command: string): void {
  const found = control.exec(command);
  if (found === null) return;
  const code = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new SafetyError(
    'command-not-printable',
    `${hostname}: ${JSON.stringify(command)} has the control character ${code} and was not sent`,
    { switch: hostname, command: JSON.stringify(command), character: code },
  );
}
