/** What may be typed at a switch: a line, never two. */
import { SafetyError } from '../fabric/errors.ts';

/** C0 and C1 controls, DEL, and the separators that some line editors take for a newline. */
const control = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;

/**
 * Throws `command-not-printable` where a command holds a control character, which could end the line early.
 * `scrub` strikes secrets out of what the error says.
 */
export function mustBePrintable(hostname: string, command: string, scrub: (text: string) => string): void {
  const found = control.exec(command);
  if (found === null) return;
  const code = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const shown = scrub(JSON.stringify(command));
  throw new SafetyError(
    'command-not-printable',
    `${hostname}: ${shown} has the control character ${code} and was not sent`,
    { switch: hostname, command: shown, character: code },
  );
}
