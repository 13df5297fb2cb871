/** `show running-config` and its kin, checkpoints and commits. */
import type { ShowAnswer } from './output-filters.ts';
import { sectionLines } from '../config/canonical-text.ts';
import {
  sortedNodes,
  type ConfigBody,
  type ConfigNode,
  type Configuration,
} from '../../../virtual/configuration.ts';
import { rollbackPatch } from '../config/rollback-patch.ts';
import { modernRelease } from '../grammar/features.ts';
import { dateText, type ShowContext, type ShowRule } from './show-rule.ts';

export const configurationRules: readonly ShowRule[] = [
  {
    syntax: 'show running-config',
    answer: (context) => printed(context, 'running-config', context.device.running),
  },
  {
    syntax: 'show startup-config',
    answer: (context) => printed(context, 'startup-config', context.device.startup),
  },
  { syntax: 'show running-config interface <interfaces>', answer: showInterfaces },
  { syntax: 'show running-config vlan', answer: (context) => showSections(context, 'vlan', /^vlan /) },
  { syntax: 'show running-config vpc', feature: 'vpc', answer: showVpc },
  { syntax: 'show checkpoint summary', answer: showCheckpoints },
  { syntax: 'show checkpoint <name>', answer: showCheckpoint },
  { syntax: 'show diff rollback-patch checkpoint <name> running-config', answer: showPatch },
  { syntax: 'show diff rollback-patch running-config checkpoint <name>', answer: showReversePatch },
  { syntax: 'show configuration', since: modernRelease, answer: showBuffer },
  { syntax: 'show configuration commit list', since: modernRelease, answer: showCommits },
  {
    syntax: 'show configuration commit changes <1000000001-1999999999>',
    since: modernRelease,
    answer: showCommit,
  },
];

function header({ device }: ShowContext, command: string): readonly string[] {
  return [
    '',
    `!Command: show ${command}`,
    `!Running configuration last done at: ${dateText(device.changedAt)}`,
    `!Time: ${dateText(device.now())}`,
    '',
  ];
}

function printed(context: ShowContext, command: string, config: Configuration): ShowAnswer {
  return { text: [...header(context, command), ...context.device.text(config), ''] };
}

function someNodes(context: ShowContext, command: string, nodes: readonly ConfigNode[]): ShowAnswer {
  const [version = ''] = context.device.text(context.device.running);
  const lines = nodes.flatMap((node) => [...sectionLines(node), '']);
  return { text: [...header(context, `running-config ${command}`), version, '', ...lines] };
}

function showInterfaces(context: ShowContext, [names = '']: readonly string[]): ShowAnswer {
  const nodes = names.split(',').map((name) => context.device.running.get([], `interface ${name}`));
  return someNodes(
    context,
    `interface ${names}`,
    nodes.filter((node) => node !== undefined),
  );
}

function showSections(context: ShowContext, command: string, pattern: RegExp): ShowAnswer {
  const nodes = sortedNodes(context.device.running.slots).filter(({ text }) => pattern.test(text));
  return someNodes(context, command, nodes);
}

/** The domain, and of every interface only the lines that belong to a vPC. */
function showVpc(context: ShowContext): ShowAnswer {
  const isOfVpc = ({ feature }: ConfigNode): boolean => feature === 'vpc';
  const nodes = sortedNodes(context.device.running.slots).flatMap((node) => {
    if (isOfVpc(node) || node.text === 'feature vpc') return [node];
    const body: ConfigBody = new Map([...(node.body ?? [])].filter(([, inner]) => isOfVpc(inner)));
    return body.size === 0 ? [] : [{ ...node, body }];
  });
  return someNodes(context, 'vpc', nodes);
}

function showBuffer({ buffered }: ShowContext): ShowAnswer | string {
  return buffered === undefined ? "% Invalid command at '^' marker." : { text: buffered };
}

function showCommits({ device }: ShowContext): ShowAnswer {
  const rows = device.commits.all.map(({ id, user }) => `${id}   ${user}`);
  return { text: ['CommitID     User', '------------------', ...rows] };
}

function showCommit({ device }: ShowContext, [id = '']: readonly string[]): ShowAnswer | string {
  const commit = device.commits.all.find((one) => one.id === Number(id));
  if (commit === undefined) return `ERROR: Commit ID ${id} does not exist`;
  return { text: rollbackPatch(commit.before.slots, commit.after.slots) };
}

function showCheckpoints({ device }: ShowContext): ShowAnswer {
  const named = [...device.checkpoints.keys()].flatMap((name, index) => [
    `${index + 1}) ${name}:`,
    `Created by ${device.setup.username}`,
    '',
  ]);
  return { text: ['User Checkpoint Summary', '-'.repeat(80), ...named] };
}

function showCheckpoint({ device }: ShowContext, [name = '']: readonly string[]): ShowAnswer | string {
  const config = device.checkpoints.get(name);
  if (config === undefined) return `ERROR: Checkpoint ${name} does not exist`;
  return { text: ['-'.repeat(80), `Name: ${name}`, '', ...device.text(config)] };
}

function showPatch(context: ShowContext, [name = '']: readonly string[]): ShowAnswer | string {
  const from = context.device.checkpoints.get(name);
  return from === undefined
    ? `ERROR: Checkpoint ${name} does not exist`
    : patch(from, context.device.running);
}

function showReversePatch(context: ShowContext, [name = '']: readonly string[]): ShowAnswer | string {
  const to = context.device.checkpoints.get(name);
  return to === undefined ? `ERROR: Checkpoint ${name} does not exist` : patch(context.device.running, to);
}

function patch(from: Configuration, to: Configuration): ShowAnswer {
  const lines = rollbackPatch(from.slots, to.slots);
  const body = lines.length === 0 ? ['Rollback Patch is Empty'] : ['!!', ...lines];
  return { text: ['Collecting Running-Config', '#Generating Rollback Patch', ...body] };
}
