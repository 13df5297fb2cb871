/** Port-channels of ours that somebody else has put a port into: what is not ours is never changed and never removed. */
import type { Refusal, Warning } from '../../errors.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { RunningFacts } from '../../model/running-facts.ts';
import type { ConfigTree } from '../../remediation/config-tree.ts';
import { sectionText } from '../../remediation/format-config.ts';
import { idsWithout, joinedIds, writeIdList } from '../../remediation/lines/id-list.ts';
import { listed } from '../on-the-way/forwarding.ts';
import type { OperatingSystem } from '../operating-system.ts';
import { markedOwnership } from './marked-state.ts';

/** What is ours before and after a plan. */
interface Owned {
  readonly before: Ownership;
  readonly after: Ownership;
}

/**
 * A refusal for every port that is nobody's of ours and is in a port-channel that goes: the switch would take the
 * port out of it, and what was not ours is left as it was.
 */
export function foreignMembers(
  hostname: string,
  facts: RunningFacts,
  { before, after }: Owned,
): readonly Refusal[] {
  const going = new Set(before.portChannels.filter((id) => !after.portChannels.includes(id)));
  return membersOfOthers(facts, { before, after }, going).map(({ port, portChannel }) => ({
    code: 'foreign-member' as const,
    message: `${wordsFor(hostname, port, portChannel)}, which is to be removed`,
    hint: 'take the port out of it first; Twinleaf changes no port of somebody else',
  }));
}

/** A switch before and after a plan. */
interface ChangedSwitch {
  readonly hostname: string;
  readonly os: OperatingSystem;
  readonly running: ConfigTree;
  /** Of the running configuration. */
  readonly facts: RunningFacts;
  readonly target: ConfigTree;
}

/**
 * A warning for every port that is nobody's of ours and is in a port-channel that stays and changes. No line is typed
 * on the port: whoever put it there has it follow the port-channel, and is to know where that leads.
 */
export function followingMembers(
  { hostname, os, running, facts, target }: ChangedSwitch,
  owned: Owned,
): readonly Warning[] {
  const members = membersOfOthers(facts, owned, new Set(owned.after.portChannels));
  if (members.length === 0) return [];
  const factsAfter = os.readFacts(target);
  return members.flatMap(({ port, portChannel }) => {
    const text = followedText(os, running, { facts, portChannel });
    if (followedText(os, target, { facts: factsAfter, portChannel }) === text) return [];
    const where = wordsFor(hostname, port, portChannel);
    const moves = vlanMoves(facts, factsAfter, portChannel);
    return [{ code: 'foreign-member-follows', message: `${where} and follows what changes there${moves}` }];
  });
}

interface MemberOfOthers {
  readonly port: string;
  readonly portChannel: number;
}

function membersOfOthers(
  facts: RunningFacts,
  { before, after }: Owned,
  portChannels: ReadonlySet<number>,
): readonly MemberOfOthers[] {
  if (portChannels.size === 0) return [];
  const known = new Set([...before.ports, ...after.ports]);
  const others = facts.ports.flatMap(({ id: port, portChannel }) =>
    portChannel === undefined || !portChannels.has(portChannel) || known.has(port)
      ? []
      : [{ port, portChannel }],
  );
  if (others.length === 0) return [];
  const marked = new Set(markedOwnership(facts).ports);
  return others.filter(({ port }) => !marked.has(port));
}

function wordsFor(hostname: string, port: string, portChannel: number): string {
  return `${hostname}: ${port}, which is not Twinleaf's, is in port-channel ${String(portChannel)}`;
}

/** The lines of a port-channel other than its description, which no member follows. */
function followedText(
  os: OperatingSystem,
  tree: ConfigTree,
  { facts, portChannel: id }: { readonly facts: RunningFacts; readonly portChannel: number },
): string {
  const description = facts.portChannels.find((one) => one.id === id)?.description;
  const lines = sectionText(tree, os.sectionsOf({ kind: 'port-channel', id }), os.rules).split('\n');
  return lines.filter((line) => description === undefined || !line.endsWith(` ${description}`)).join('\n');
}

/** In words, which VLANs come and go on a port-channel; empty where none does. */
function vlanMoves(running: RunningFacts, target: RunningFacts, id: number): string {
  const [was = [], becomes = []] = [running, target].map(({ portChannels }) =>
    portChannels.flatMap((one) => (one.id === id ? joinedIds(listed(one)) : [])),
  );
  const [gained, lost] = [writeIdList(idsWithout(becomes, was)), writeIdList(idsWithout(was, becomes))];
  const moves = [
    ...(gained === '' ? [] : [`it gets VLANs ${gained}`]),
    ...(lost === '' ? [] : [`it loses VLANs ${lost}`]),
  ];
  return moves.length === 0 ? '' : `: ${moves.join(', ')}`;
}
