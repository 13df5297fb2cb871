/** The lines of a plan that would break a law of the way, as reasons not to make it. */
import type { Refusal } from '../../errors.ts';
import { unsafeLines, type SafetyTraits, type SwitchState, type UnsafeLine } from './unsafe-lines.ts';

/** A change of one switch and the way back from it. */
export interface ChangeThereAndBack {
  readonly hostname: string;
  readonly running: SwitchState;
  readonly target: SwitchState;
  readonly commands: readonly string[];
  readonly wayBack: readonly string[];
}

/** One refusal per law and port, first those of the change, then those of its way back. No waiver lifts them. */
export function unsafeRefusals(change: ChangeThereAndBack, os: SafetyTraits): readonly Refusal[] {
  const { hostname, running, target, commands, wayBack } = change;
  return [
    ...unsafeLines(running, target, commands, os).map((unsafe) => refusal(hostname, unsafe)),
    ...unsafeLines(target, running, wayBack, os).map((unsafe) => refusal(`${hostname}, way back`, unsafe)),
  ];
}

const laws = {
  'no-leak': 'no VLAN leaks on the way',
  'not-opened-early': 'no port is opened before it is what it is to be',
  'vlans-first': 'VLANs exist before they are allowed',
  arrives: 'the lines lead to what is intended',
} as const;

function refusal(where: string, { line, text, law, message }: UnsafeLine): Refusal {
  return {
    code: 'change-unsafe',
    message: `${where}: after line ${String(line)} "${text}", ${message} (${laws[law]})`,
    hint: 'make the change in two steps, such as shutting the port first; a template of the site may be the cause',
  };
}
