/** Open vSwitch 2.11 and later on a Linux switch, as a member of a pair or alone. */
import type { OwnedObject } from '../../fabric/model/ownership.ts';
import type { Driver } from '../driver.ts';
import { change } from './change.ts';
import { dialect } from './dialect.ts';
import { readFacts } from './facts.ts';
import { features } from './features.ts';
import { identity } from './identity.ts';
import { state } from './observe/state.ts';
import { rules } from './rules.ts';
import { traits } from './traits.ts';
import { virtualOpenvswitch } from './virtual.ts';

export const openvswitch: Driver = {
  traits,
  title: 'Open vSwitch',
  dialect,
  rules,
  features,
  sectionsOf,
  prerequisites: [
    { line: /^bridge br0$/ },
    // Frames on the peer-link wear a tag outside that of their VLAN; with a limit of 1 those of orphans vanish.
    { line: /^vlan-limit 2$/, conflicts: /^vlan-limit 1$/ },
  ],
  readFacts,
  identity,
  observations: [state],
  runningConfig: 'show running',
  startupConfig: 'show startup',
  change,
  disruptive: [
    /^\s*shut$/,
    /^\s*(?:no )?member\b/,
    /^\s*(?:no )?mlag$/,
    /^\s*(?:no )?peer-link$/,
    /^\s*(?:no )?(?:system-mac|leaf)\b/,
    /^no (?:bond \d+|pair)$/,
  ],
  virtual: virtualOpenvswitch,
};

function sectionsOf(object: OwnedObject): readonly string[] {
  switch (object.kind) {
    case 'vlan':
      return [`vlan ${String(object.id)}`];
    case 'port':
      return [`port ${object.port}`];
    case 'port-channel':
      return [`bond ${String(object.id)}`];
    case 'svi':
      return [];
    case 'pair-domain':
      return ['pair'];
  }
}
