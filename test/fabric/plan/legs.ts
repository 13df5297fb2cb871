/** Planned switches in a few words, for tests of what servers lose on the way. */
import type { DesiredPortChannel } from '../../../src/fabric/desired/desired-switch.ts';
import { portChannelId } from '../../../src/fabric/model/ids.ts';
import { ownsNothing, type OwnedObject, type Ownership } from '../../../src/fabric/model/ownership.ts';
import type { RunningFacts } from '../../../src/fabric/model/running-facts.ts';
import type { PlannedLegs } from '../../../src/fabric/plan/legs/disturbed-ports.ts';
import type { OperatingSystem } from '../../../src/fabric/plan/operating-system.ts';
import { nxosLike } from '../driver-traits.ts';

/** Sections are `port NAME`, `bond N` and `domain`; a bond over both members has a line `both`. */
export const someSystem: OperatingSystem = {
  title: 'Some system',
  traits: nxosLike,
  rules: {
    layout: { indent: 1, ignored: [], continuations: [] },
    sections: [],
    lines: [],
    references: [],
    negation: 'no ',
  },
  sectionsOf,
  prerequisites: [],
  readFacts: () => noFacts,
  disruptive: [
    /^shutdown$/,
    /^(?:no )?both$/,
    /^(?:no )?join \d+$/,
    /^mode \S+$/,
    /^domain-id \d+$/,
    /^no (?:bond \d+|domain)$/,
  ],
  pairParameters: [/^native \d+$/, /^mode \S+$/],
  change: { isCandidate: true },
};

export const noFacts: RunningFacts = {
  vlans: [],
  ports: [],
  portChannels: [],
  svis: [],
  hasPairDomain: false,
};

function sectionsOf(object: OwnedObject): readonly string[] {
  switch (object.kind) {
    case 'port':
      return [`port ${object.port}`];
    case 'port-channel':
      return [`bond ${String(object.id)}`];
    case 'pair-domain':
      return ['domain'];
    case 'vlan':
    case 'svi':
      return [];
  }
}

export interface PlannedWords {
  /** Ports in use before, each with the bond that it is in or null; 1000 is the peer-link. */
  readonly ports: Readonly<Record<string, number | null>>;
  readonly commands?: readonly string[];
  /** Ports owned afterwards; the same by default. */
  readonly after?: readonly string[];
  /** Numbers of bonds over both members afterwards. */
  readonly mlags?: readonly number[];
}

/** A switch in use, whose plan has these lines. */
export function planned(hostname: string, words: PlannedWords): PlannedLegs {
  const { ports, commands = [], after = Object.keys(ports), mlags = [] } = words;
  const bonds = [...new Set(Object.values(ports).filter((bond) => bond !== null))];
  const before: Ownership = {
    ...ownsNothing,
    ports: Object.keys(ports),
    portChannels: bonds,
    pairDomain: bonds.includes(1000),
  };
  const desired = mlags.map((id): DesiredPortChannel => {
    return { id: portChannelId(id), description: '', role: 'mlag', members: [] };
  });
  return {
    plan: {
      switch: hostname,
      driver: nxosLike.name,
      commands,
      wayBack: [],
      disruptive: false,
      binding: { sections: [], text: '', foreignHash: '' },
      intended: '',
      ownership: { ...before, ports: after },
      ownershipBefore: before,
      claimedPorts: [],
      releasedPorts: [],
      desired: { hostname, driver: nxosLike.name, vlans: [], ports: [], portChannels: desired },
    },
    os: someSystem,
    before,
    facts: {
      ...noFacts,
      hasPairDomain: before.pairDomain,
      ports: Object.entries(ports).map(([id, bond]) => ({
        id,
        isShut: false,
        vlans: [],
        ...(bond === null ? {} : { portChannel: bond }),
      })),
      portChannels: bonds.map((id) => ({
        id,
        isShut: false,
        vlans: [],
        description: id === 1000 ? 'tl:rack1/peer-link' : 'tl:srv/bond0',
      })),
    },
  };
}
