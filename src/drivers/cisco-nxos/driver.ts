/** Cisco NX-OS 9.3 and later on Nexus 9000, as a member of a pair (vPC) or alone. */
import type { OwnedObject } from '../../fabric/model/ownership.ts';
import type { Driver } from '../driver.ts';
import { change } from './change.ts';
import { dialect } from './dialect.ts';
import { readFacts } from './facts.ts';
import { features } from './features.ts';
import { identity } from './identity.ts';
import { interfaceStatus } from './observe/interface-status.ts';
import { lldpNeighbors } from './observe/lldp-neighbors.ts';
import { macAddressTable } from './observe/mac-address-table.ts';
import { pairStatus } from './observe/pair-status.ts';
import { portChannelSummary } from './observe/port-channel-summary.ts';
import { vlanBrief } from './observe/vlan-brief.ts';
import { rules } from './rules.ts';
import { hasStagedCommit, stagedChange } from './staged-change.ts';
import { traits } from './traits.ts';
import { virtualNxos } from './virtual.ts';

export const ciscoNxos: Driver = {
  traits,
  title: 'Cisco NX-OS',
  dialect,
  rules,
  features,
  sectionsOf,
  // Switching a feature off would take everything with it that anybody has configured with it.
  prerequisites: [{ line: /^feature (?:lacp|vpc|lldp)$/ }],
  // A port that switches has 1500 or the system's jumbo size, which is 9216 unless a line says otherwise.
  contradictions: [{ line: /^mtu 9216$/, global: /^system jumbomtu (?!9216$)\d+$/ }],
  readFacts,
  identity,
  observations: [interfaceStatus, portChannelSummary, pairStatus, vlanBrief, lldpNeighbors, macAddressTable],
  runningConfig: 'show running-config',
  startupConfig: 'show startup-config',
  change,
  betterChanges: [{ where: '10.2(1) and later', fits: hasStagedCommit, method: stagedChange }],
  disruptive: [
    /^\s*shutdown$/,
    /^\s*(?:no )?channel-group\b/,
    /^\s*(?:no )?vpc(?: \d+| peer-link)?$/,
    /^\s*no vpc domain \d+$/,
    /^\s*(?:no )?switchport(?: mode\b.*)?$/,
    /^\s*no interface port-channel\d+$/,
    /^\s*default interface\b/,
    /^\s*no feature \S+$/,
  ],
  // Of the type-1 parameters of a vPC those that a bond has lines for (vPC guide 10.2(x), consistency). Lists of
  // allowed VLANs suspend only what is not in both.
  pairParameters: [
    /^(?:no )?switchport mode\b/,
    /^(?:no )?switchport trunk native vlan\b/,
    // No source says whether it is compared: foreseen rather than hoped for.
    /^(?:no )?switchport access vlan\b/,
    /^(?:no )?mtu\b/,
    /^(?:no )?spanning-tree port type\b/,
    /^(?:no )?spanning-tree guard\b/,
    /^no lacp suspend-individual pxe$/,
  ],
  virtual: virtualNxos,
};

/** A switch has one domain, under a number that only its configuration tells. */
const domains: readonly string[] = Array.from(
  { length: traits.pair.domainIds.high - traits.pair.domainIds.low + 1 },
  (_, offset) => `vpc domain ${String(traits.pair.domainIds.low + offset)}`,
);

function sectionsOf(object: OwnedObject): readonly string[] {
  switch (object.kind) {
    case 'vlan':
      return [`vlan ${String(object.id)}`];
    case 'port':
      return [`interface ${object.port}`];
    case 'port-channel':
      return [`interface port-channel${String(object.id)}`];
    case 'svi':
      return [`interface Vlan${String(object.vlan)}`];
    case 'pair-domain':
      return domains;
  }
}
