/** Dell SmartFabric OS10 10.4.3 and later in Full Switch mode, as a member of a pair (VLT) or alone. */
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
import { portChannelSummary } from './observe/port-channel-summary.ts';
import { vlanTable } from './observe/vlan-table.ts';
import { vltBackup } from './observe/vlt-backup.ts';
import { vltDomain } from './observe/vlt-domain.ts';
import { vltMismatch } from './observe/vlt-mismatch.ts';
import { vltPorts } from './observe/vlt-ports.ts';
import { rules } from './rules.ts';
import { traits } from './traits.ts';
import { virtualOs10 } from './virtual.ts';

export const dellOs10: Driver = {
  traits,
  title: 'Dell SmartFabric OS10',
  dialect,
  rules,
  features,
  sectionsOf,
  prerequisites: [],
  readFacts,
  identity,
  observations: [
    interfaceStatus,
    portChannelSummary,
    vltDomain,
    vltBackup,
    vltMismatch,
    vltPorts,
    vlanTable,
    lldpNeighbors,
    macAddressTable,
  ],
  runningConfig: 'show running-configuration',
  startupConfig: 'show startup-configuration',
  change,
  disruptive: [
    /^\s*shutdown$/,
    /^\s*(?:no )?channel-group\b/,
    /^\s*(?:no )?vlt-port-channel\b/,
    /^\s*(?:no )?switchport$/,
    /^\s*switchport mode\b/,
    /^\s*no interface port-channel ?\d+$/,
    /^\s*default interface\b/,
    /^\s*no vlt-domain \d+$/,
    /^\s*(?:no )?(?:discovery-interface|vlt-mac)\b/,
  ],
  virtual: virtualOs10,
};

/** A switch has one VLT domain at most, under whichever number. */
const vltDomains: readonly string[] = Array.from(
  { length: traits.pair.domainIds.high },
  (_, index) => `vlt-domain ${String(traits.pair.domainIds.low + index)}`,
);

function sectionsOf(object: OwnedObject): readonly string[] {
  switch (object.kind) {
    case 'vlan':
      return [`interface vlan${String(object.id)}`];
    case 'port':
      return [`interface ${object.port}`];
    case 'port-channel':
      return [`interface port-channel${String(object.id)}`];
    case 'svi':
      return [`interface vlan${String(object.vlan)}`];
    case 'pair-domain':
      return vltDomains;
  }
}
