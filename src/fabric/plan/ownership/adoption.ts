/**
 * What stands in the way of a first claim: an object that a plan wants and Twinleaf does not own yet, although the
 * switch already uses it. It stops the plan until `--adopt` takes it over.
 */
import type { DesiredSwitch } from '../../desired/desired-switch.ts';
import { isMarkOf, owners } from '../../model/mark.ts';
import { ownedObjects, type OwnedObject, type Ownership } from '../../model/ownership.ts';
import type { RunningFacts } from '../../model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../remediation/config-tree.ts';
import { findSection } from '../../remediation/config-tree.ts';
import { isUntouched } from '../../remediation/target-tree.ts';
import type { OperatingSystem } from '../operating-system.ts';
import type { Adoption } from '../plan.ts';

/** One switch as it is, before a plan claims more of it. */
export interface ClaimedSwitch {
  readonly hostname: string;
  readonly os: OperatingSystem;
  readonly running: ConfigTree;
  readonly facts: RunningFacts;
  /** MACs learnt on ports that are up, by port; empty where the state was not read. */
  readonly learntMacs: ReadonlyMap<string, readonly string[]>;
  /** MACs that may be learnt on a port because they belong to the endpoint that is cabled to it. */
  readonly expectedMacs: ReadonlyMap<string, readonly string[]>;
  /** What is wanted, with the marks it will bear. */
  readonly desired: DesiredSwitch;
}

/** Everything in `after` and not in `before` that the switch already uses for something else. */
export function adoptions(claimed: ClaimedSwitch, before: Ownership, after: Ownership): readonly Adoption[] {
  const had = new Set(ownedObjects(before).map(objectKey));
  return ownedObjects(after)
    .filter((object) => !had.has(objectKey(object)))
    .flatMap((object) => [...inTheWay(claimed, object), ...inSomebodysUse(claimed, object)]);
}

function inTheWay(claimed: ClaimedSwitch, object: OwnedObject): readonly Adoption[] {
  if (isReleased(claimed.facts, object) || bearsOwnMark(claimed, object)) return [];
  return claimed.os.sectionsOf(object).flatMap((header) => {
    const section = findSection(claimed.running, header);
    if (section === undefined) return [];
    if (object.kind === 'port' && isUntouched(section, claimed.running, claimed.os.rules)) return [];
    return [
      {
        switch: claimed.hostname,
        section: header,
        lines: linesBelow(section, 1),
        message: `${claimed.hostname}: '${header}' already exists and is not Twinleaf's`,
      },
    ];
  });
}

function inSomebodysUse(claimed: ClaimedSwitch, object: OwnedObject): readonly Adoption[] {
  if (object.kind !== 'port') return [];
  const expected = claimed.expectedMacs.get(object.port) ?? [];
  const strangers = (claimed.learntMacs.get(object.port) ?? []).filter((mac) => !expected.includes(mac));
  if (strangers.length === 0) return [];
  return [
    {
      switch: claimed.hostname,
      section: claimed.os.sectionsOf(object)[0] ?? object.port,
      lines: [],
      message: `${claimed.hostname}/${object.port} is up and has learnt ${strangers.slice(0, 3).join(', ')}: somebody uses it`,
    },
  ];
}

/** Left by an earlier plan: shut, empty, and free to be claimed again. */
function isReleased(facts: RunningFacts, object: OwnedObject): boolean {
  if (object.kind !== 'port') return false;
  const port = facts.ports.find((candidate) => candidate.id === object.port);
  return (
    port?.isShut === true && port.description !== undefined && isMarkOf(port.description, owners.released)
  );
}

/** Ours by its mark, although the store does not say so: made by a run whose end was never recorded. */
function bearsOwnMark(claimed: ClaimedSwitch, object: OwnedObject): boolean {
  const text = markedText(claimed.facts, object);
  return text !== undefined && text === wantedText(claimed.desired, object);
}

/** The text on the switch that would bear the mark of an object. */
function markedText(facts: RunningFacts, object: OwnedObject): string | undefined {
  switch (object.kind) {
    case 'vlan':
      return facts.vlans.find((vlan) => vlan.id === object.id)?.name;
    case 'port':
      return facts.ports.find((port) => port.id === object.port)?.description;
    case 'port-channel':
      return facts.portChannels.find((portChannel) => portChannel.id === object.id)?.description;
    case 'svi':
      return facts.vlans.find((vlan) => vlan.id === object.vlan)?.name;
    case 'pair-domain':
      return peerLinkMark(facts);
  }
}

/** The mark that the object will bear; a pair domain is known by that of its peer-link. */
function wantedText(desired: DesiredSwitch, object: OwnedObject): string | undefined {
  switch (object.kind) {
    case 'vlan':
      return desired.vlans.find((vlan) => vlan.id === object.id)?.name;
    case 'port':
      return desired.ports.find((port) => port.name === object.port)?.description;
    case 'port-channel':
      return desired.portChannels.find((portChannel) => portChannel.id === object.id)?.description;
    case 'svi':
      return desired.vlans.find((vlan) => vlan.id === object.vlan)?.name;
    case 'pair-domain':
      return wantedPeerLinkMark(desired);
  }
}

/** A port-channel bears it, or the ports themselves where the operating system bundles them. */
function peerLinkMark({ portChannels, ports }: RunningFacts): string | undefined {
  return [...portChannels, ...ports].find(({ description }) => description?.endsWith('/peer-link'))
    ?.description;
}

function wantedPeerLinkMark({ portChannels, ports }: DesiredSwitch): string | undefined {
  const isPeerLink = (role: string): boolean => role === 'peer-link' || role === 'system-peer-link';
  return [...portChannels, ...ports].find(({ role }) => isPeerLink(role))?.description;
}

function linesBelow(section: ConfigLine, depth: number): readonly string[] {
  return section.children.flatMap((line) => [
    '   '.repeat(depth) + line.text,
    ...linesBelow(line, depth + 1),
  ]);
}

function objectKey(object: OwnedObject): string {
  return JSON.stringify(object);
}
