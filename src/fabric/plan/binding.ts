/** What a plan is bound to on a switch, and how to say what moved. */
import { createHash } from 'node:crypto';
import { compareText } from '../model/ids.ts';
import type { ConfigRules } from '../remediation/config-rules.ts';
import type { ConfigTree } from '../remediation/config-tree.ts';
import { formatConfig, sectionText } from '../remediation/format-config.ts';
import type { Binding } from './plan.ts';

/** The named sections' text and a hash of all the rest. */
export function bindingOf(running: ConfigTree, sections: readonly string[], rules: ConfigRules): Binding {
  return {
    sections: [...new Set(sections)].sort(compareText),
    text: sectionText(running, sections, rules),
    foreignHash: foreignHash(running, sections, rules),
  };
}

/** Of everything that is in none of the named sections. */
export function foreignHash(running: ConfigTree, sections: readonly string[], rules: ConfigRules): string {
  const named = new Set(sections);
  return sha256(
    formatConfig(
      running.filter((line) => !named.has(line.text)),
      rules,
    ),
  );
}

/** Lines of the bound sections that are not as they were, as `- old` and `+ new`; empty: nothing moved. */
export function movedLines(binding: Binding, running: ConfigTree, rules: ConfigRules): readonly string[] {
  const now = sectionText(running, binding.sections, rules);
  if (now === binding.text) return [];
  const before = new Set(linesWithSection(binding.text));
  const after = new Set(linesWithSection(now));
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ];
}

/** SHA-256 in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function linesWithSection(text: string): readonly string[] {
  let section = '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && line.trim() !== '!')
    .map((line) => {
      if (!line.startsWith(' ')) {
        section = line;
        return line;
      }
      return `${section} / ${line.trim()}`;
    });
}
