/** What a parser throws about text it cannot read. */
import { DeviceError } from '../../../fabric/errors.ts';

/** DeviceError `output-unreadable` with the first words. */
export function unreadable(what: string, output: string): DeviceError {
  const words = output.trim().slice(0, 80);
  return new DeviceError('output-unreadable', `cannot read ${what}: ${words === '' ? 'no output' : words}`, {
    output,
  });
}
