/** The canonical text of a configuration, as `show running-configuration` prints it (SOURCES.md 5). */
import {
  emptyBody,
  isSameBody,
  sortedNodes,
  Configuration,
  type ConfigBody,
  type ConfigNode,
} from '../../../virtual/configuration.ts';

/** One space a level. */
const indent = ' ';

/** Every line: first those of the top level, then each section behind a `!` of its own. */
export function printedLines(configuration: Configuration): readonly string[] {
  const lines = sortedNodes(configuration.slots);
  return [
    ...lines.filter(({ body }) => body === undefined).map(({ text }) => text),
    ...lines.filter(({ body }) => body !== undefined).flatMap(sectionLines),
  ];
}

/** A section as it is printed, with the `!` before it. */
export function sectionLines({ text, body }: ConfigNode): readonly string[] {
  return ['!', text, ...bodyLines(body, indent)];
}

function bodyLines(body: ConfigBody | undefined, margin: string): readonly string[] {
  if (body === undefined) return [];
  return sortedNodes(body).flatMap((line) =>
    line.body === undefined
      ? [margin + line.text]
      : [`${margin}!`, margin + line.text, ...bodyLines(line.body, margin + indent)],
  );
}

/** The blocks of `candidate` with nothing but what `running` does not have; empty: nothing is new. */
export function newLines(candidate: Configuration, running: Configuration): readonly string[] {
  return printedLines(new Configuration(newBody(candidate.slots, running.slots)));
}

function newBody(candidate: ConfigBody, running: ConfigBody): ConfigBody {
  const fresh = new Map<string, ConfigNode>();
  for (const [slot, line] of candidate) {
    const present = running.get(slot);
    if (present?.text !== line.text) fresh.set(slot, line);
    else if (line.body !== undefined && !isSameBody(line.body, present.body)) {
      const body = newBody(line.body, present.body ?? emptyBody);
      if (body.size > 0) fresh.set(slot, { ...line, body });
    }
  }
  return fresh;
}
