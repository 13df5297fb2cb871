/**
 * How OS10 changes: in a transaction, with every other session locked out of the configuration. Commands from
 * the OS10 User Guide, chapter CLI Basics.
 */
import type { ChangeMethod } from '../driver.ts';

export const change: ChangeMethod = {
  summary:
    'a transaction under a lock of the configuration; without a commit timer it is not put back by the switch itself but by computed negation',
  isCandidate: true,
  // A VLAN is refused to go in the transaction that changes a list it is in: `Range configuration conflict`.
  afterwards: [/^no interface vlan\d+$/],
  // No source says whether lines that are typed ahead are kept.
  batch: false,
  // The candidate is one for all sessions: without the lock a commit would take other people's lines with it.
  open: () => ['lock', 'start transaction', 'configure terminal'],
  difference: () => 'show diff candidate-configuration running-configuration',
  commit: () => ['end', 'commit', 'unlock'],
  abandon: () => ['discard', 'unlock'],
  save: 'write memory',
  // What a successful save prints is not documented; a failed one says so.
  saved: /^(?!.*(?:% ?Error|Error:))/is,
};
