/** The port index table for people. */
import type { ResolvedEndpoint, ResolvedInterface } from '../../../fabric/model/resolved-fabric.ts';
import { columns, counted } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { countedInterfaces, numericOrderDiffers } from './port-order.ts';
import { esxiNames } from './ports-json.ts';
import { printable, printableValue } from '../printable.ts';

const rule = `Port indexes count a server's cabled interfaces from 0, ordered by switch hostname and then by port,
both compared as plain strings: character by character, so Ethernet10 comes before Ethernet9.
The order in the YAML, the MAC and the slot do not matter; an interface without a cable has no index.`;

/** A table per server; with `explain` also the rule and the keys as they were sorted. */
export function portsText(endpoints: readonly ResolvedEndpoint[], paint: Paint, explain: boolean): string {
  const blocks = printableValue(endpoints).map((endpoint) => endpointText(endpoint, paint, explain));
  const marked = endpoints.filter(numericOrderDiffers);
  const footnote =
    marked.length === 0
      ? []
      : [`${paint.warning('*')} would have another index if the numbers in names were compared as numbers.`];
  return [...(explain ? [rule] : []), ...blocks, ...footnote].join('\n\n');
}

function endpointText(endpoint: ResolvedEndpoint, paint: Paint, explain: boolean): string {
  const isEsxi = endpoint.os === 'esxi';
  const head = ['index', 'OS index', 'switch', 'port', 'MAC', ...(isEsxi ? ['vmnic', 'vmk'] : [])];
  const places = new Map(countedInterfaces(endpoint).map(({ one, numericPlace }) => [one, numericPlace]));
  const rows = endpoint.interfaces.map((one) => [
    indexCell(one, places.get(one), paint),
    one.index === undefined ? '-' : cell(one.osIndex),
    cell(one.at?.switch),
    cell(one.at?.port),
    cell(one.mac),
    ...(isEsxi ? esxiCells(one) : []),
  ]);
  return [
    `${paint.title(endpoint.name)}  ${endpointKind(endpoint)}`,
    columns(head, rows, '  '),
    ...(explain ? explanation(endpoint) : []),
  ].join('\n');
}

function endpointKind({ kind, os, interfaces }: ResolvedEndpoint): string {
  const what = kind === 'server' ? (os ?? 'server') : 'external system';
  return `(${what}, ${counted(interfaces.length, 'interface')})`;
}

function indexCell(one: ResolvedInterface, numericPlace: number | undefined, paint: Paint): string {
  if (one.index === undefined) return '-';
  return numericPlace === one.index ? `#${String(one.index)}` : `#${String(one.index)} ${paint.warning('*')}`;
}

function esxiCells(one: ResolvedInterface): readonly string[] {
  const { vmnic, vmk } = esxiNames(one);
  return [cell(vmnic), cell(vmk)];
}

function cell(value: string | number | null | undefined): string {
  return value === undefined || value === null ? '-' : printable(String(value));
}

function explanation(endpoint: ResolvedEndpoint): readonly string[] {
  const keys = countedInterfaces(endpoint);
  if (keys.length === 0) return ['  no interface has a cable, so there is nothing to sort'];
  return [
    '  sorted keys (switch, port):',
    ...keys.map(({ one, numericPlace }, place) => {
      const key = `("${one.at?.switch ?? ''}", "${one.at?.port ?? ''}")`;
      const note = numericPlace === place ? '' : `   by number it would be #${String(numericPlace)}`;
      return `    #${String(place)}  ${key}${note}`;
    }),
  ];
}
