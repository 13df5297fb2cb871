/** Worked examples written as indented text blocks. */
import assert from 'node:assert/strict';
import type { ConfigRules } from '../../../src/fabric/remediation/config-rules.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../src/fabric/remediation/remediation.ts';
import { targetTree } from '../../../src/fabric/remediation/target-tree.ts';
import { eosLike } from './rules.ts';

export interface WorkedExample {
  readonly running: string;
  readonly intended: string;
  /** Headers of owned sections besides those of `intended`. */
  readonly owned?: readonly string[];
  readonly commands: string;
  readonly rules?: ConfigRules;
}

/** Asserts that the change from `running` towards `intended` is these commands. */
export function assertCommands({
  running,
  intended,
  owned = [],
  commands,
  rules = eosLike,
}: WorkedExample): void {
  const before = parseConfig(running, rules);
  const target = targetTree(before, parseConfig(intended, rules), owned, rules);
  assert.deepEqual(remediation(before, target, rules), block(commands));
}

/** Asserts the commands between two whole configurations. */
export function assertDifference({ running, intended, commands, rules = eosLike }: WorkedExample): void {
  const found = remediation(parseConfig(running, rules), parseConfig(intended, rules), rules);
  assert.deepEqual(found, block(commands));
}

/** The lines of a text block without the indentation that all of them have. */
export function block(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin));
}
