/** Switch pairs: two different switches of one driver, in one pair each, that can be made a pair. */
import { type Finding, shown } from '../finding.ts';
import type { WrittenSwitchPair } from '../schema/switch-schema.ts';
import type { SitePath } from '../site-path.ts';
import type { Entry } from '../written-site.ts';
import { type Check, type CheckContext, traitsOf } from './check-context.ts';

/** Members that cannot be a pair. */
export const checkMembers: Check = (context) => {
  const findings: Finding[] = [];
  const pairs = new Map<string, SitePath>();
  for (const entry of context.site.switchPairs.all) {
    findings.push(...checkCouple(entry, context));
    for (const [index, hostname] of [...new Set(entry.value.members)].entries()) {
      const path = [...entry.path, 'members', index];
      const first = pairs.get(hostname);
      if (first === undefined) {
        pairs.set(hostname, path);
        continue;
      }
      const message = `switch ${shown(hostname)} is in another pair already`;
      findings.push({
        code: 'bad-pair',
        path,
        message,
        other: first,
        hint: 'a switch is in one pair at most',
      });
    }
  }
  return findings;
};

function checkCouple({ value, path }: Entry<WrittenSwitchPair>, context: CheckContext): Finding[] {
  const members = [...path, 'members'];
  const [one, two] = value.members;
  if (one === two) {
    const message = `the pair ${shown(value.name)} has ${shown(one)} as both members`;
    return [{ code: 'bad-pair', path: [...members, 1], message, hint: 'name two different switches' }];
  }
  return [
    ...value.members.flatMap((hostname, index) => checkStack(hostname, [...members, index], context)),
    ...checkDrivers(value, members, context),
  ];
}

function checkStack(hostname: string, path: SitePath, { switches }: CheckContext): Finding[] {
  const member = switches.get(hostname);
  if (member?.value.stack !== true) return [];
  const message = `${shown(hostname)} is a stack, so it can't be in a pair`;
  const hint = 'a stack is one switch already: connect servers to it alone';
  return [{ code: 'bad-pair', path, message, other: [...member.path, 'stack'], hint }];
}

function checkDrivers(
  { name, members }: WrittenSwitchPair,
  path: SitePath,
  context: CheckContext,
): Finding[] {
  const drivers = members.map((hostname) => traitsOf(context, hostname)?.name);
  const [one, two] = drivers;
  if (one === undefined || two === undefined || one === two) return [];
  const kinds = `${members[0]} has ${one}, ${members[1]} has ${two}`;
  const message = `the members of ${shown(name)} have different drivers: ${kinds}`;
  return [{ code: 'bad-pair', path, message, hint: 'both members run one operating system' }];
}

/** System MACs that two pairs share: servers would take them for one LACP system. */
export const checkSystemMacs: Check = ({ site }) => {
  const findings: Finding[] = [];
  const owners = new Map<string, Entry<WrittenSwitchPair>>();
  for (const entry of site.switchPairs.all) {
    const { systemMac } = entry.value;
    if (systemMac === undefined) continue;
    const first = owners.get(systemMac);
    if (first === undefined) {
      owners.set(systemMac, entry);
      continue;
    }
    findings.push({
      code: 'duplicate-system-mac',
      path: [...entry.path, 'systemMac'],
      message: `${systemMac} is the system MAC of pair ${shown(first.value.name)} already`,
      other: [...first.path, 'systemMac'],
      hint: 'leave it out to have one derived from the names',
    });
  }
  return findings;
};
