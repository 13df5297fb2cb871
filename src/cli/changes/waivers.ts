/** The flags that lift one guard each, on `plan` and on `apply PATH`. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { waivers } from '../../fabric/plan/plan.ts';
import type { Waiver } from '../../fabric/plan/plan.ts';

const meanings: Readonly<Record<Waiver, string>> = {
  adopt: 'take over ports, VLANs and port-channels that are not ours',
  'allow-removals': 'take away groups, networks or pairs that were applied',
  'accept-index-moves': 'accept that port indexes of a server in use change',
  'allow-outage': 'accept that a server loses every leg for a moment',
  'no-lldp-check': 'do not compare the neighbours that switches see with the site',
  'save-foreign': 'save although somebody else has unsaved changes',
};

const options = waivers.map((waiver) => ({ waiver, option: new Option(`--${waiver}`, meanings[waiver]) }));

/** Adds every waiver to a command. */
export function withWaivers(command: Command): Command {
  for (const { option } of options) command.addOption(option);
  return command;
}

/** The waivers given on a command line, in the order of the contract. */
export function givenWaivers(command: Command): readonly Waiver[] {
  return options
    .filter(({ option }) => command.getOptionValue(option.attributeName()) === !option.negate)
    .map(({ waiver }) => waiver);
}
