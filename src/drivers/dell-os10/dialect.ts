/**
 * The command line of OS10: prompts, modes, refusals. Prompts and failure texts as in the OS10 User Guide,
 * netmiko's `dell_os10_ssh.py` and ansible-collections/dellemc.os10 `plugins/terminal/os10.py`.
 */
import type { CliDialect } from '../driver.ts';

/** The mode in which show commands are typed. */
const homeMode = 'privileged';

export const dialect: CliDialect = {
  modes: [
    // Most modes begin with `conf-`, a few with `config-`; the mode of a transaction looks like any other.
    { name: 'config', prompt: /^[\w.\-@/:]{1,64}\(conf[^)\r\n]{0,48}\)#\s?$/, unless: [] },
    { name: homeMode, prompt: /^[\w.\-@/:]{1,64}#\s?$/, unless: ['(conf'] },
    { name: 'exec', prompt: /^[\w.\-@/:]{1,64}>\s?$/, unless: ['(conf'] },
    { name: 'bash', prompt: /^[\w.-]{1,64}@[\w.-]{1,64}:[\w./~-]{1,63}\$\s?$/, unless: [] },
  ],
  ways: [
    // Only where privilege levels are used; roles land in the privileged mode.
    { from: 'exec', to: homeMode, command: 'enable', asksPassword: true },
    { from: 'config', to: homeMode, command: 'end' },
  ],
  homeMode,
  onOpen: ['terminal length 0'],
  // No caret points at what is wrong: the words are all there is, after one blank or two.
  refusals: [
    /^\s*% ?Error/im,
    /^\s*Error:/m,
    /^\s*Syntax error:/im,
    /^\s*%? ?Incomplete command/im,
    /^\s*%? ?Ambiguous command/im,
    /^\s*%? ?Invalid input/im,
    /^\s*Command not found/im,
    /^\s*An invalid interface has been used for this command/im,
    /returned error code: ?\d+/i,
  ],
  notRefusals: [],
  // Log messages on the terminal: `<165>1 2024-01-01T10:00:00Z leaf-a dn_alm ...`.
  noise: [/^<\d{1,3}>1 .*$/],
  pager: { text: /^ ?--more--/i, answer: ' ' },
  passwordPrompt: /^[Pp]assword: ?$/,
  // There is no `terminal width`: the width of the terminal is all that keeps long lines in one piece.
  terminalColumns: 32767,
};
