/** `show running-config` and its kin, and the configuration sessions. */
import { mostPending, type Candidate } from '../cli/candidates.ts';
import { matchingSections, type ShowAnswer } from '../cli/output-filters.ts';
import { canonicalLines, sectionLines, separatedBlocks } from '../config/canonical-text.ts';
import type { ConfigBody, Configuration } from '../../../virtual/configuration.ts';
import { unifiedHunks } from '../config/line-diff.ts';
import { column, type ShowContext, type ShowRule } from './show-rule.ts';
import { model, version } from './show-system.ts';

export const configurationRules: readonly ShowRule[] = [
  { syntax: 'show running-config', isPrivileged: true, answer: showRunning },
  { syntax: 'show running-config interfaces <interfaces>', isPrivileged: true, answer: showInterfaces },
  { syntax: 'show running-config section <text>', isPrivileged: true, answer: showSection },
  { syntax: 'show running-config diffs', isPrivileged: true, answer: showUnsaved },
  { syntax: 'show startup-config', isPrivileged: true, answer: showStartup },
  { syntax: 'show configuration sessions', answer: showSessions },
  { syntax: 'show configuration sessions detail', answer: showSessionsDetail },
  { syntax: 'show session-config', isPrivileged: true, answer: showCandidate },
  { syntax: 'show session-config diffs', isPrivileged: true, answer: showCandidateDiffs },
  { syntax: 'show session-config named <word> diffs', isPrivileged: true, answer: showNamedDiffs },
];

/** The whole text of a configuration as the command prints it. */
export function configurationText(
  command: string,
  hostname: string,
  config: Configuration,
): readonly string[] {
  const header = [
    `! Command: ${command}`,
    `! device: ${hostname} (${model}, EOS-${version})`,
    '!',
    `! boot system flash:/${model}.swi`,
    '!',
  ];
  return [...header, ...canonicalLines(config), 'end'];
}

function showRunning({ device, running }: ShowContext): ShowAnswer {
  const text = configurationText('show running-config', device.facts.hostname, running);
  return { text, data: { header: text.slice(0, 1), cmds: asCommands(running.slots) } };
}

/** The tree of commands: a line without a section is null. */
function asCommands(body: ConfigBody): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...body.values()].map((node) => [
      node.text,
      node.body === undefined ? null : { comments: [], cmds: asCommands(node.body) },
    ]),
  );
}

function showInterfaces({ running }: ShowContext, [names = '']: readonly string[]): ShowAnswer {
  const nodes = names.split(',').map((name) => running.get([], `interface ${name}`));
  return { text: nodes.flatMap((node) => (node === undefined ? [] : sectionLines(node))) };
}

function showSection({ running }: ShowContext, [pattern = '']: readonly string[]): ShowAnswer | string {
  try {
    const expression = new RegExp(pattern, 'i');
    return { text: matchingSections(canonicalLines(running), expression) };
  } catch (error) {
    if (error instanceof SyntaxError) return '% Invalid input';
    throw error;
  }
}

function showStartup({ device, startup }: ShowContext): ShowAnswer {
  return { text: configurationText('show startup-config', device.facts.hostname, startup) };
}

function showUnsaved({ running, startup }: ShowContext): ShowAnswer {
  return diffs('flash:/startup-config', startup, 'system:/running-config', running);
}

function showCandidate({ device, candidate }: ShowContext): ShowAnswer | string {
  if (candidate === undefined) return '% Not currently in a configuration session';
  return { text: configurationText('show session-config', device.facts.hostname, candidate.working) };
}

function showCandidateDiffs(context: ShowContext): ShowAnswer | string {
  return context.candidate === undefined
    ? '% Not currently in a configuration session'
    : candidateDiffs(context, context.candidate);
}

function showNamedDiffs(context: ShowContext, [name = '']: readonly string[]): ShowAnswer | string {
  const candidate = context.candidates.get(name);
  return candidate === undefined ? `% Session ${name} does not exist` : candidateDiffs(context, candidate);
}

function candidateDiffs({ running }: ShowContext, candidate: Candidate): ShowAnswer {
  return diffs(
    'system:/running-config',
    running,
    `session:/${candidate.name}-session-config`,
    candidate.working,
  );
}

/** Two header lines and the hunks; nothing at all where both are equal. */
function diffs(fromName: string, from: Configuration, toName: string, to: Configuration): ShowAnswer {
  const hunks = unifiedHunks(separatedBlocks(from), separatedBlocks(to));
  return { text: hunks.length === 0 ? [] : [`--- ${fromName}`, `+++ ${toName}`, ...hunks] };
}

function showSessions(context: ShowContext): ShowAnswer {
  return sessions(context, false);
}

function showSessionsDetail(context: ShowContext): ShowAnswer {
  return sessions(context, true);
}

function sessions(context: ShowContext, isDetailed: boolean): ShowAnswer {
  const { candidates, candidate, username } = context;
  const current = (one: Candidate): string => (one === candidate ? '*' : ' ');
  const text = [
    'Maximum number of completed sessions: 1',
    `Maximum number of pending sessions: ${mostPending}`,
    '',
    '  Name                             State                User       Terminal',
    '- -------------------------------- -------------------- ---------- --------',
    ...candidates.all.map((one) =>
      `${current(one)} ${column(one.name, 32)} ${column(one.state, 20)} ${column(username, 10)}`.trimEnd(),
    ),
  ];
  const described = candidates.all.map((one) => [one.name, describe(context, one, isDetailed)] as const);
  const data = { maxSavedSessions: 1, maxOpenSessions: mostPending, sessions: Object.fromEntries(described) };
  return { text, data };
}

function describe(
  context: ShowContext,
  one: Candidate,
  isDetailed: boolean,
): Readonly<Record<string, unknown>> {
  const timer =
    isDetailed && one.revertAt !== undefined ? { commitBy: (one.revertAt - context.bootedAt) / 1000 } : {};
  const commitUser = one.state === 'pending' ? '' : context.username;
  return { state: one.state, commitUser, description: '', instances: {}, ...timer };
}
