/** `show lldp neighbors`, as a table and as XML (reference section 6). */
import type { HostNeighbour, SwitchNeighbour } from '../../../virtual-switch.ts';
import { xmlText, type ShowAnswer } from '../cli/output-filters.ts';
import { compareInterfaces } from '../config/interface-names.ts';
import { deviceOf, linkedNeighbour, type Device } from '../state/device.ts';
import { column, dashes, type ShowContext, type ShowRule } from './show-rule.ts';

export const lldpRules: readonly ShowRule[] = [{ syntax: 'show lldp neighbors', answer: showNeighbors }];

interface Said {
  readonly name: string;
  readonly portId: string;
  readonly chassisId: string;
}

interface Heard extends Said {
  readonly port: string;
}

/** What is heard on every port, in natural order. */
function heard(device: Device): readonly Heard[] {
  if (!device.facts.sendsLldp) return [];
  return [...device.ports].sort(compareInterfaces).flatMap((port) => {
    const neighbour = linkedNeighbour(device, port);
    if (neighbour === undefined) return [];
    const said = neighbour.kind === 'host' ? saidByHost(neighbour) : saidBySwitch(neighbour);
    return said === undefined ? [] : [{ port, ...said }];
  });
}

function saidByHost({ name, mac, speaksLldp }: HostNeighbour): Said | undefined {
  return speaksLldp ? { name, portId: mac, chassisId: mac } : undefined;
}

/** A switch of another operating system announces itself as far as is known here. */
function saidBySwitch({ switch: other, port }: SwitchNeighbour): Said | undefined {
  const device = deviceOf(other);
  const isSilent =
    device !== undefined &&
    (!device.facts.sendsLldp || device.facts.interfaces.get(port)?.sendsLldp === false);
  if (isSilent) return undefined;
  return { name: device?.facts.hostname ?? other.hostname, portId: port, chassisId: other.systemMac };
}

function showNeighbors({ device }: ShowContext): ShowAnswer {
  const all = heard(device);
  const text = [
    'Loc PortID          Rem Host Name       Rem Port Id                 Rem Chassis Id',
    dashes(88),
    ...all.map(
      ({ port, name, portId, chassisId }) =>
        `${column(port, 20)}${column(name, 20)}${column(portId, 28)}${chassisId}`,
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
            `            <rem-system-name>${xmlText(one.name)}</rem-system-name>`,
            `            <rem-lldp-port-id>${base64(one.portId)}</rem-lldp-port-id>`,
            `            <rem-lldp-chassis-id>${base64(one.chassisId)}</rem-lldp-chassis-id>`,
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
