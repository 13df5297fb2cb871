/**
 * The command line of NX-OS: prompts, modes, refusals. Prompts and failure texts as in scrapli's NX-OS
 * definition, netmiko's `cisco_nxos.py` and ansible-collections/cisco.nxos `plugins/terminal/nxos.py`.
 */
import type { CliDialect } from '../driver.ts';

/** The mode in which show commands are typed. */
const homeMode = 'privileged';

const ownModes = ['(config-s)', '(config-s-', '(config-dual-stage', '(config-tcl'];

export const dialect: CliDialect = {
  modes: [
    { name: 'dual-stage', prompt: /^[\w.-]{1,63}\(config-dual-stage[\w.\-@/:+]{0,32}\)#\s?$/, unless: [] },
    { name: 'session', prompt: /^[\w.-]{1,63}\(config-s(?:-[\w.\-@/:]{0,32})?\)#\s?$/, unless: [] },
    { name: 'config', prompt: /^[\w.-]{1,63}\(conf[\w.\-@/:+]{0,32}\)#\s?$/, unless: ownModes },
    { name: homeMode, prompt: /^[\w.-]{1,63}#\s?$/, unless: [] },
    { name: 'exec', prompt: /^[\w.-]{1,63}>\s?$/, unless: [] },
    // Taken out of service on purpose: no way leads from here, so nothing is changed.
    {
      name: 'maintenance',
      prompt: /^[\w.-]{1,63}\(maint-mode\)(?:\(conf[\w.\-@/:+]{0,32}\))?[#>]\s?$/,
      unless: [],
    },
  ],
  ways: [
    { from: 'exec', to: homeMode, command: 'enable', asksPassword: true },
    { from: homeMode, to: 'exec', command: 'disable' },
    { from: 'config', to: homeMode, command: 'end' },
    { from: 'session', to: homeMode, command: 'abort' },
    { from: 'dual-stage', to: homeMode, command: 'abort' },
  ],
  homeMode,
  onOpen: ['terminal length 0', 'terminal width 511', 'terminal dont-ask'],
  refusals: [
    // With a blank: `%STP-2-...` and `%$ VDC-1 %$` are log lines.
    /^% \S/,
    /^ERROR: /i,
    /^syntax error\b/i,
    /^unknown command\b/i,
    /^user not present\b/i,
    /^cannot apply non-existing acl policy to interface/i,
    /^Cannot apply ACL to an interface that is a port-channel member/i,
    /^Duplicate sequence number/i,
    /^No corresponding \S+ configured/i,
    /please specify sequence number$/i,
    /sufficient free entries are not available in tcam bank/i,
    /^command failed: /i,
    /^Rollback failed\b/i,
    /^commit verification failed/i,
    /^Failed\. err=/i,
  ],
  notRefusals: [],
  noise: [
    // `2024 Jan  1 10:00:00 leaf-a %$ VDC-1 %$ stp: text`, or with `%STP-2-NAME: text`.
    /^\d{4} [A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)? \S+ (?:%\$ VDC-\d+ %\$ .*|%[A-Z0-9_]+-\d-[A-Z0-9_]+: .*)$/,
  ],
  pager: { text: /^ ?--More-- ?/, answer: ' ' },
  passwordPrompt: /^[Pp]assword: ?$/,
  terminalColumns: 511,
};
