/** `show lldp neighbors`, as a table and as XML (SOURCES.md 6). */
import { announcedName, heardByLldp, type Heard } from '../../../virtual/cables.ts';
import type { SwitchNeighbour } from '../../../virtual-switch.ts';
import { xmlText, type ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces } from '../config/interface-names.ts';
import { devices, linkedNeighbour, type Device } from '../state/device.ts';
import { column, dashes, type ShowContext, type ShowRule } from './show-rule.ts';

export const lldpRules: readonly ShowRule[] = [{ syntax: 'show lldp neighbors', answer: showNeighbors }];

/** What is heard on every port, in natural order. */
function heard(device: Device): readonly Heard[] {
  if (!device.facts.sendsLldp) return [];
  const ports = [...device.ports].sort(compareInterfaces);
  const mac = (address: string): string => address;
  return heardByLldp(ports, (port) => linkedNeighbour(device, port), { systemName, mac });
}

function systemName(neighbour: SwitchNeighbour): string | undefined {
  return announcedName(neighbour, devices.get(neighbour.switch)?.facts);
}

function showNeighbors({ device }: ShowContext): ShowAnswer {
  const all = heard(device);
  const text = [
    'Loc PortID          Rem Host Name       Rem Port Id                 Rem Chassis Id',
    dashes(88),
    ...all.map(
      ({ port, system, remotePort, chassis }) =>
        `${column(port, 20)}${column(system, 20)}${column(remotePort, 28)}${chassis}`,
    ),
  ];
  return { text, xml: asXml(device, new Map(all.map((one) => [one.port, one]))) };
}

/** Names are plain; ids of ports and chassis are base64. */
function asXml(device: Device, byPort: ReadonlyMap<string, Heard>): readonly string[] {
  const base64 = (words: string): string => Buffer.from(words, 'utf8').toString('base64');
  const interfaces = [...device.ports].sort(compareInterfaces).flatMap((port) => {
    const one = byPort.get(port);
    const info =
      one === undefined
        ? []
        : [
            '          <info>',
            `            <rem-system-name>${xmlText(one.system)}</rem-system-name>`,
            `            <rem-lldp-port-id>${base64(one.remotePort)}</rem-lldp-port-id>`,
            `            <rem-lldp-chassis-id>${base64(one.chassis)}</rem-lldp-chassis-id>`,
            '          </info>',
          ];
    return [
      '      <interface>',
      `        <name>${port}</name>`,
      '        <lldp-rem-neighbor-info>',
      ...info,
      '        </lldp-rem-neighbor-info>',
      '      </interface>',
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rpc-reply>',
    '  <bulk>',
    '    <data>',
    ...interfaces,
    '    </data>',
    '  </bulk>',
    '</rpc-reply>',
  ];
}
