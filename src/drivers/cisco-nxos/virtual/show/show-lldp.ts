/** `show lldp neighbors`. */
import { announcedName, heardByLldp, type Heard } from '../../../virtual/cables.ts';
import type { SwitchNeighbour } from '../../../virtual-switch.ts';
import { table, type ShowAnswer } from './output-filters.ts';
import { compareInterfaces, shortName } from '../config/interface-names.ts';
import { devices, linkedNeighbour, type Device } from '../state/device.ts';
import { column, dottedMac, type ShowContext, type ShowRule } from './show-rule.ts';
import { systemDescription } from './show-system.ts';

export const lldpRules: readonly ShowRule[] = [
  { syntax: 'show lldp neighbors', feature: 'lldp', answer: showNeighbors },
  { syntax: 'show lldp neighbors detail', feature: 'lldp', answer: showDetail },
];

/** What is heard on every port, in natural order. */
function heard(device: Device): readonly Heard[] {
  const ports = [...device.ports].sort(compareInterfaces);
  return heardByLldp(ports, (port) => linkedNeighbour(device, port), { systemName, mac: dottedMac });
}

/** A switch of this operating system is silent without its feature. */
function systemName(neighbour: SwitchNeighbour): string | undefined {
  const facts = devices.get(neighbour.switch)?.facts;
  return announcedName(neighbour, facts && { ...facts, sendsLldp: facts.features.has('lldp') });
}

const capabilities = [
  'Capability codes:',
  '  (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device',
  '  (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other',
  'Device ID            Local Intf      Hold-time  Capability  Port ID  ',
];

function showNeighbors({ device }: ShowContext): ShowAnswer {
  const all = heard(device);
  const lines = all.flatMap((one) => {
    const rest = `${column(shortName(one.port), 16)}120        ${column(one.isSwitch ? 'BR' : 'S', 12)}${one.remotePort}`;
    // A name that fills its column stands on a line of its own.
    return one.system.length > 20 ? [one.system, ' '.repeat(21) + rest] : [one.system.padEnd(21) + rest];
  });
  return {
    text: [...capabilities, ...lines, `Total entries displayed: ${all.length}`],
    data: data(all, brief),
  };
}

function showDetail({ device }: ShowContext): ShowAnswer {
  const all = heard(device);
  const lines = all.flatMap((one) => [
    `Chassis id: ${one.chassis}`,
    `Port id: ${one.remotePort}`,
    `Local Port id: ${shortName(one.port)}`,
    `Port Description: ${one.isSwitch ? one.remotePort : 'null'}`,
    `System Name: ${one.system}`,
    `System Description: ${describe(device, one)}`,
    'Time remaining: 93 seconds',
    `System Capabilities: ${one.isSwitch ? 'B, R' : 'S'}`,
    `Enabled Capabilities: ${one.isSwitch ? 'B, R' : 'S'}`,
    'Management Address: not advertised',
    'Vlan ID: not advertised',
    '',
    '',
  ]);
  const detail = (one: Heard): Readonly<Record<string, unknown>> => ({
    ...brief(one),
    chassis_id: one.chassis,
    sys_name: one.system,
    sys_desc: describe(device, one),
    ttl: 93,
  });
  return {
    text: [...capabilities, '', ...lines, `Total entries displayed: ${all.length}`],
    data: data(all, detail),
  };
}

function describe(device: Device & { readonly version?: string }, { isSwitch }: Heard): string {
  return isSwitch ? systemDescription(device.version ?? '') : 'null';
}

/** The short table calls the system's name its chassis, as the real captures show. */
function brief(one: Heard): Readonly<Record<string, unknown>> {
  const capability = one.isSwitch ? 'BR' : 'S';
  return {
    chassis_type: one.isSwitch ? 'Locally Assigned' : 'Mac Address',
    chassis_id: one.system,
    l_port_id: shortName(one.port),
    hold_time: 120,
    system_capability: capability,
    enabled_capability: capability,
    port_type: one.isSwitch ? 'Interface Name' : 'Mac Address',
    port_id: one.remotePort,
  };
}

function data(
  all: readonly Heard[],
  row: (one: Heard) => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { neigh_hdr: 'neigh_hdr', ...table('nbor', all.map(row)), neigh_count: all.length };
}
