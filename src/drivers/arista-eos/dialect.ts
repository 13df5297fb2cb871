/**
 * The command line of EOS: prompts, modes, refusals. Prompts and failure texts as in scrapli's EOS
 * definition, netmiko's `arista.py` and ansible-collections/arista.eos `plugins/terminal/eos.py`.
 */
import type { CliDialect } from '../driver.ts';

/** The mode in which show commands are typed. */
const homeMode = 'privileged';

export const dialect: CliDialect = {
  modes: [
    // A session's name is cut to its first six characters in the prompt: only `(config-s-` is relied on.
    { name: 'session', prompt: /^[\w.\-@()/:]{1,63}\(config-s-[\w.\-@/:+]{1,80}\)#\s?$/, unless: [] },
    { name: 'config', prompt: /^[\w.\-@()/:]{1,63}\(config[\w.\-@/:+]{0,63}\)#\s?$/, unless: ['(config-s-'] },
    // On a chassis with two supervisors the name is followed by `(s1)` or `(s2)`.
    { name: homeMode, prompt: /^[\w.\-@()/:]{1,63}#\s?$/, unless: ['(config'] },
    { name: 'exec', prompt: /^[\w.\-@()/:]{1,63}>\s?$/, unless: ['(config'] },
    { name: 'bash', prompt: /^\[[\w.\-@()/: ]{1,63}~\]\$\s?$/, unless: [] },
  ],
  ways: [
    { from: 'exec', to: homeMode, command: 'enable', asksPassword: true },
    { from: homeMode, to: 'exec', command: 'disable' },
    { from: 'config', to: homeMode, command: 'end' },
    { from: 'session', to: homeMode, command: 'end' },
  ],
  homeMode,
  onOpen: ['terminal length 0', 'terminal width 32767'],
  refusals: [
    /^% ?Invalid input/im,
    /^% ?Ambiguous command/im,
    /^% ?Incomplete command/im,
    /^% ?Error/im,
    /^% ?Cannot commit/im,
    /^% ?Unavailable command/im,
    /^% ?Duplicate sequence number/im,
    /^% ?Cannot change mode/im,
    /^% ?Subnet \S+ overlaps/im,
    /^% ?VLAN \d+ is already mapped to VNI/im,
    /^% ?Bad secret/im,
    /^% ?User not present/im,
    /^% ?(?:Authorization denied|Access denied)/im,
    /^% ?More than \d+ OSPF instance/im,
    // Only a session's own words; the lists of sessions have the same word in a cell or in quotes.
    /^[^"{]*(?:pendingCommitTimer|pending commit timer)/im,
    /^%? ?Maximum number of pending sessions has been reached/im,
    /returned error code: ?\d+/i,
    /connection timed out/i,
    /^%.* not found/im,
  ],
  notRefusals: [
    // Said about a static MAC address; the command has worked.
    /not found in current VLAN/i,
    // The list of sessions as a table.
    /^\s*\S+ +pendingCommitTimer\b/,
  ],
  noise: [
    // Logging to the terminal: `Jun  3 10:21:07 leaf-a Lacp: %LACP-5-...: text`, with a year on some releases.
    /^[A-Z][a-z]{2} +\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d+)? \S+ [\w-]+: (?:\d+: )?%[A-Z0-9_]+-\d-[A-Z0-9_]+: .*$/,
  ],
  pager: { text: /^ ?--More-- ?/, answer: ' ' },
  passwordPrompt: /^[Pp]assword: ?$/,
  terminalColumns: 32767,
};
