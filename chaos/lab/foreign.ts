/** What somebody else has configured on every switch, the planted secrets in the middle of it. */
import type { DriverName } from '../site/site-model.ts';

/** A startup configuration that has nothing of ours. */
export function foreignConfig(driver: DriverName, hostname: string, secrets: readonly string[]): string {
  return lines[driver](hostname, secrets).join('\n') + '\n';
}

const lines: Readonly<
  Record<DriverName, (hostname: string, secrets: readonly string[]) => readonly string[]>
> = {
  'arista-eos': (hostname, secrets) => [
    `hostname ${hostname}`,
    '!',
    ...secrets.map((secret) => `snmp-server community ${secret} ro`),
    '!',
    'vlan 900',
    '   name bobs-lab',
    '!',
    'vlan 901-902',
    '!',
    'interface Ethernet45',
    '   channel-group 70 mode active',
    '!',
    'interface Ethernet46',
    '   description bobs bench',
    '   switchport access vlan 900',
    '!',
    'interface Port-Channel70',
    '   description bobs bond',
    '   switchport trunk allowed vlan 900-902',
    '   switchport mode trunk',
    '!',
    'end',
  ],
  'cisco-nxos': (hostname, secrets) => [
    'version 9.3(4) Bios:version 05.42',
    `hostname ${hostname}`,
    '',
    'feature lacp',
    '',
    ...secrets.map((secret) => `snmp-server community ${secret} group network-operator`),
    'vlan 1,900-902',
    'vlan 900',
    '  name bobs-lab',
    '',
    'interface port-channel70',
    '  description bobs bond',
    '  switchport mode trunk',
    '  switchport trunk allowed vlan 900-902',
    '',
    'interface Ethernet1/45',
    '  switchport mode trunk',
    '  switchport trunk allowed vlan 900-902',
    '  channel-group 70 mode active',
    '',
    'interface Ethernet1/46',
    '  description bobs bench',
    '  switchport access vlan 900',
    '',
  ],
  'dell-os10': (hostname, secrets) => [
    '! Version 10.5.2.3',
    `hostname ${hostname}`,
    ...secrets.map((secret) => `snmp-server community ${secret} ro`),
    '!',
    'interface vlan1',
    ' no shutdown',
    '!',
    'interface vlan900',
    ' description "bobs lab"',
    ' no shutdown',
    '!',
    'interface vlan901',
    ' no shutdown',
    '!',
    'interface port-channel70',
    ' description "bobs bond"',
    ' no shutdown',
    ' switchport mode trunk',
    ' switchport access vlan 900',
    ' switchport trunk allowed vlan 901',
    '!',
    'interface ethernet1/1/45',
    ' no shutdown',
    ' channel-group 70 mode active',
    ' no switchport',
    '!',
    'interface ethernet1/1/46',
    ' description "bobs bench"',
    ' no shutdown',
    ' switchport access vlan 900',
    '!',
  ],
};

/** Top-level sections that are somebody else's, by their header, whatever else is configured around them. */
const foreignHeader =
  /^(hostname |snmp-server |interface (Ethernet4[567]|Ethernet1\/4[567]|ethernet1\/1\/4[567]|[Pp]ort-[Cc]hannel70|vlan90[01])$|vlan 90[0-9-]+$)/;

/** Those sections of a running configuration, byte for byte and in their order. */
export function foreignSections(running: string): string {
  return parted(running, true);
}

/** All the other sections. */
export function ownSections(running: string): string {
  return parted(running, false);
}

function parted(running: string, wanted: boolean): string {
  const kept: string[] = [];
  let isForeign = false;
  for (const line of running.split('\n')) {
    if (!/^[ \t]/.test(line)) isForeign = foreignHeader.test(line);
    if (isForeign === wanted) kept.push(line);
  }
  return kept.join('\n');
}
