/**
 * Input: the running configuration and what it shall become, as canonical trees, and the rules of the operating
 * system. Output: the lines to type. One law: typed into `running`, they give `target`; so computed again they
 * are none, and computed with the arguments exchanged they are the way back.
 */
import type { ConfigRules } from './config-rules.ts';
import type { ConfigTree } from './config-tree.ts';
import { ruleBook } from './lines/rule-book.ts';
import { differences, type Difference } from './steps/differences.ts';
import { RelianceIndex } from './steps/reliance.ts';
import { edits } from './steps/section-steps.ts';
import { orderedSteps, type Block } from './steps/step-order.ts';
import { typedLines } from './steps/typed-lines.ts';

/**
 * The lines that turn `running` into `target`, each indented as deep as the section it is typed in. What a line
 * needs is there before it; what is taken away is named by nothing any more; otherwise in the order of the
 * configuration, removals last. Throws `order-cycle` where no such order exists, and `command-not-printable`.
 */
export function remediation(running: ConfigTree, target: ConfigTree, rules: ConfigRules): readonly string[] {
  const book = ruleBook(rules);
  const found = differences(running, target, { scope: book.top, book });
  const reliance = new RelianceIndex(namesOf(found));
  const changes = edits(found, {
    path: [],
    scope: book.top,
    book,
    reliance,
    follows: [],
    running: [],
    target: [],
  });
  const blocks = changes.map(({ steps, difference }): Block => {
    const { before, after } = difference;
    return before && after ? { steps, changes: after.text } : { steps };
  });
  return typedLines(orderedSteps(blocks), book);
}

function namesOf(found: readonly Difference[]): ReadonlySet<string> {
  return new Set(
    found.flatMap(({ before, after }) => [before, after].flatMap((line) => (line ? [line.text] : []))),
  );
}
