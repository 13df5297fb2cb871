/** Arista EOS 4.23 and later, as a member of a pair (MLAG) or alone. */
import type { OwnedObject } from '../../fabric/model/ownership.ts';
import type { Driver } from '../driver.ts';
import { change } from './change.ts';
import { dialect } from './dialect.ts';
import { readFacts } from './facts.ts';
import { features } from './features.ts';
import { identity } from './identity.ts';
import { interfacesStatus } from './observe/interfaces-status.ts';
import { lldpNeighbors } from './observe/lldp-neighbors.ts';
import { macAddressTable } from './observe/mac-address-table.ts';
import { mlagDetail } from './observe/mlag-detail.ts';
import { mlagInterfaces } from './observe/mlag-interfaces.ts';
import { portChannelSummary } from './observe/port-channel-summary.ts';
import { vlanBrief } from './observe/vlan-brief.ts';
import { rules } from './rules.ts';
import { traits } from './traits.ts';
import { virtualEos } from './virtual.ts';

export const aristaEos: Driver = {
  traits,
  title: 'Arista EOS',
  dialect,
  rules,
  features,
  sectionsOf,
  // The control VLAN is taken out of spanning tree by a global list that others may use as well.
  prerequisites: [{ line: /^no spanning-tree vlan-id [\d,-]+$/ }],
  readFacts,
  identity,
  observations: [
    interfacesStatus,
    portChannelSummary,
    mlagDetail,
    mlagInterfaces,
    vlanBrief,
    lldpNeighbors,
    macAddressTable,
  ],
  runningConfig: 'show running-config',
  startupConfig: 'show startup-config',
  change,
  disruptive: [
    /^\s*shutdown$/,
    /^\s*(?:no )?channel-group\b/,
    /^\s*(?:no )?mlag(?: \d+)?$/,
    /^\s*(?:no )?switchport mode\b/,
    /^\s*no interface Port-Channel\d+$/,
    /^\s*default interface\b/,
    /^\s*no mlag configuration$/,
    /^\s*(?:no )?(?:domain-id|local-interface|peer-link|peer-address(?! heartbeat))\b/,
  ],
  virtual: virtualEos,
};

function sectionsOf(object: OwnedObject): readonly string[] {
  switch (object.kind) {
    case 'vlan':
      return [`vlan ${String(object.id)}`];
    case 'port':
      return [`interface ${object.port}`];
    case 'port-channel':
      return [`interface Port-Channel${String(object.id)}`];
    case 'svi':
      return [`interface Vlan${String(object.vlan)}`];
    case 'pair-domain':
      return ['mlag configuration'];
  }
}
