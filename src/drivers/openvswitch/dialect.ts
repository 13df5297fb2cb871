/** The command line that the driver brings along: the shell below it, its two modes, its refusals. */
import type { CliDialect } from '../driver.ts';
import { loadLines, startLoader } from './agent/program.ts';

const homeMode = 'ovs';

export const dialect: CliDialect = {
  modes: [
    { name: 'config', prompt: /^[^\r\n]{1,128}\(ovs-config\)# ?$/, unless: [] },
    { name: homeMode, prompt: /^[^\r\n]{1,128}\(ovs\)# ?$/, unless: ['(ovs-config)'] },
    { name: 'shell', prompt: /^[^\r\n]{0,128}[#$] ?$/, unless: ['(ovs)', '(ovs-config)'] },
  ],
  ways: [
    { from: 'shell', to: homeMode, command: startLoader },
    { from: 'config', to: homeMode, command: 'end' },
  ],
  homeMode,
  onOpen: loadLines,
  refusals: [/^% /m, /^Traceback \(most recent call last\)/m, /^-?\w*sh: /m],
  notRefusals: [],
  noise: [],
  // There is none; a mark that no output begins with.
  pager: { text: /^\x00$/, answer: '' },
  passwordPrompt: /^\[sudo\] password for \S+: ?$/,
  terminalColumns: 32767,
};
