/** `show lldp neighbors`. */
import { announcedName, heardByLldp, type Heard } from '../../../virtual/cables.ts';
import type { SwitchNeighbour } from '../../../virtual-switch.ts';
import type { ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces, shortName } from '../config/interface-names.ts';
import { devices, linkedNeighbour, type Device } from '../state/device.ts';
import { column, dottedMac, type ShowContext, type ShowRule } from './show-rule.ts';
import { model, version } from './show-system.ts';

export const lldpRules: readonly ShowRule[] = [
  { syntax: 'show lldp neighbors', answer: showNeighbors },
  { syntax: 'show lldp neighbors detail', answer: showDetail },
];

/** What is heard on every port, in natural order. */
function heard(device: Device): readonly Heard[] {
  if (!device.facts.sendsLldp) return [];
  const ports = [...device.ports].sort(compareInterfaces);
  return heardByLldp(ports, (port) => linkedNeighbour(device, port), { systemName, mac: dottedMac });
}

function systemName(neighbour: SwitchNeighbour): string | undefined {
  return announcedName(neighbour, devices.get(neighbour.switch)?.facts);
}

function showNeighbors({ device }: ShowContext): ShowAnswer {
  const all = heard(device);
  const text = [
    'Last table change time   : 0:00:10 ago',
    `Number of table inserts  : ${all.length}`,
    'Number of table deletes  : 0',
    'Number of table drops    : 0',
    'Number of table age-outs : 0',
    '',
    'Port          Neighbor Device ID       Neighbor Port ID    TTL',
    '---------- ------------------------ ---------------------- ---',
    ...all.map(
      (one) => `${column(shortName(one.port), 13)} ${one.system.padEnd(24)} ${one.remotePort.padEnd(19)} 120`,
    ),
  ];
  const lldpNeighbors = all.map((one) => ({
    port: one.port,
    neighborDevice: one.system,
    neighborPort: one.remotePort,
    ttl: 120,
  }));
  return {
    text,
    data: {
      tablesLastChangeTime: 0,
      tablesInserts: all.length,
      tablesDeletes: 0,
      tablesDrops: 0,
      tablesAgeOuts: 0,
      lldpNeighbors,
    },
  };
}

function showDetail({ device }: ShowContext): ShowAnswer {
  const all = heard(device);
  const text = all.flatMap((one) => [
    `Interface ${one.port} detected 1 LLDP neighbors:`,
    '',
    `  Neighbor ${one.chassis}/"${one.remotePort}", age 12 seconds`,
    '  Discovered 0:01:11 ago; Last changed 0:01:11 ago',
    '  - Chassis ID type: MAC address (4)',
    `    Chassis ID     : ${one.chassis}`,
    `  - Port ID type: ${one.isSwitch ? 'Interface name (5)' : 'MAC address (3)'}`,
    `    Port ID     : ${one.isSwitch ? `"${one.remotePort}"` : one.remotePort}`,
    '  - Time To Live: 120 seconds',
    `  - System Name: "${one.system}"`,
    ...(one.isSwitch
      ? [`  - System Description: "Arista Networks EOS version ${version} running on an Arista ${model}"`]
      : []),
    '',
  ]);
  const byPort = new Map(all.map((one) => [one.port, [neighbourData(one)]] as const));
  const entries = [...device.ports].map(
    (port) => [port, { lldpNeighborInfo: byPort.get(port) ?? [] }] as const,
  );
  return { text, data: { lldpNeighbors: Object.fromEntries(entries) } };
}

/** A port id of the kind "interface name" is printed with its quotes inside the value. */
function neighbourData(one: Heard): Readonly<Record<string, unknown>> {
  return {
    chassisId: one.chassis,
    chassisIdType: 'macAddress',
    systemName: one.system,
    ttl: 120,
    lastContactTime: 0,
    lastChangeTime: 0,
    neighborDiscoveryTime: 0,
    systemCapabilities: one.isSwitch ? { bridge: true, router: true } : { stationOnly: true },
    managementAddresses: [],
    neighborInterfaceInfo: {
      interfaceIdType: one.isSwitch ? 'interfaceName' : 'macAddress',
      interfaceId: one.isSwitch ? `"${one.remotePort}"` : one.remotePort,
      maxFrameSize: 9236,
    },
  };
}
