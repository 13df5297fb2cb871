/** Real output of OS10 switches that needs more than reading. */
import { capturesOf } from '../captures.ts';

/** The startup configuration in the capture, without the terminal log before it. */
export function capturedConfig(context: Mocha.Context): string {
  const path = 'show_running-configuration/napalm_dellos10_startup.txt';
  const text = capturesOf('dell_os10').capture(context, path);
  const command = 'show startup-configuration\n';
  return text.slice(text.indexOf(command) + command.length);
}
