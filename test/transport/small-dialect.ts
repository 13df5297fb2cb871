/** A dialect for the scripted switch: prompts after the table of the vendor's reference, few modes. */
import type { CliDialect } from '../../src/transport/cli-dialect.ts';

export const smallDialect: CliDialect = {
  modes: [
    { name: 'session', prompt: /^[\w.\-@()/: ]{1,63}\(config-s-[\w.\-@/:+]{1,80}\)#\s?$/, unless: [] },
    {
      name: 'config',
      prompt: /^[\w.\-@()/: ]{1,63}\(config[\w.\-@/:+]{0,63}\)#\s?$/,
      unless: ['(config-s-'],
    },
    { name: 'privileged', prompt: /^[\w.\-@()/: ]{1,63}#\s?$/, unless: ['(config'] },
    { name: 'exec', prompt: /^[\w.\-@()/: ]{1,63}>\s?$/, unless: ['(config'] },
  ],
  ways: [
    { from: 'exec', to: 'privileged', command: 'enable', asksPassword: true },
    { from: 'privileged', to: 'exec', command: 'disable' },
    { from: 'privileged', to: 'config', command: 'configure' },
    { from: 'config', to: 'privileged', command: 'end' },
    { from: 'session', to: 'privileged', command: 'end' },
  ],
  homeMode: 'privileged',
  onOpen: ['terminal length 0'],
  refusals: [/^% ?Invalid input/im, /^% ?Bad secret/im, /not found/i],
  notRefusals: [/not found in current VLAN/],
  noise: [/^[A-Z][a-z]{2} +\d+ [\d:]+ \S+ \w+: %[A-Z]+-\d-[A-Z_]+: /],
  pager: { text: /^ ?--More-- ?/, answer: ' ' },
  passwordPrompt: /^[Pp]assword: ?$/,
  terminalColumns: 32767,
};
