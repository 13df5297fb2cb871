/** Discovered cabling as YAML that can be pasted into a site. */
import { Document, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { compareText, portKey } from '../model/ids.ts';
import type { ResolvedFabric } from '../model/resolved-fabric.ts';
import { neighbourText } from '../plan/cabling/neighbour.ts';
import type { DiscoveredCabling, DiscoveredInterface } from './discovered-cabling.ts';

type Described = Pick<ResolvedFabric, 'endpoints' | 'units'>;

/**
 * The interfaces of every server and external system, and the peer-link ports of every pair, as they are seen;
 * what is not seen stands where the site has it and says so. Neighbours that the site does not know are comments,
 * every character in them that is not printable ASCII escaped.
 */
export function cablingYaml(found: DiscoveredCabling, { endpoints, units }: Described): string {
  const document = new Document(new YAMLMap());
  const add = (key: string, entries: readonly YAMLMap[]): void => {
    if (entries.length > 0) document.set(key, listOf(entries));
  };
  const machines = (kind: 'server' | 'external-system', nameKey: string): readonly YAMLMap[] =>
    endpoints
      .filter((endpoint) => endpoint.kind === kind)
      .flatMap(({ name }) => {
        const own = found.interfaces.filter(({ device }) => device === name);
        return own.length === 0
          ? []
          : [
              mapOf([
                [nameKey, name],
                ['interfaces', listOf(own.map(interfaceMap))],
              ]),
            ];
      });
  add(
    'switchPairs',
    units.flatMap((unit) => pairMap(found, unit)),
  );
  add('servers', machines('server', 'hostname'));
  add('externalSystems', machines('external-system', 'name'));
  const strangers = strangerComments(found);
  if (strangers !== '') document.comment = strangers;
  return document.toString({ lineWidth: 0 });
}

function interfaceMap({ mac, at, isSeen }: DiscoveredInterface): YAMLMap {
  const map = mapOf([
    ...(mac === undefined ? [] : [['mac', quoted(mac)] as const]),
    ['switch', at.switch],
    ['port', at.port],
  ]);
  map.flow = true;
  if (!isSeen) map.comment = ' not seen';
  return map;
}

/** Ports on which each member hears the other; where nothing is heard on one of them, those of the other. */
function pairMap(
  { links }: DiscoveredCabling,
  { pair }: ResolvedFabric['units'][number],
): readonly YAMLMap[] {
  if (pair === undefined) return [];
  const [one, other] = pair.members;
  const heard = links.filter(
    ({ at, device }) => (at.switch === one && device === other) || (at.switch === other && device === one),
  );
  if (heard.length === 0) return [];
  const ports = [...new Set(heard.map(({ at }) => at.port))].sort(compareText);
  const list = listOf(ports.map((port) => new Scalar(port)));
  list.flow = true;
  return [
    mapOf([
      ['name', pair.name],
      ['peerLink', mapOf([['ports', list]])],
    ]),
  ];
}

function strangerComments({ strangers }: DiscoveredCabling): string {
  const lines = strangers.map(
    ({ at, ...neighbour }) => ` ${portKey(at)}: ${escaped(neighbourText(neighbour))}`,
  );
  return lines.length === 0 ? '' : [' Heard, and not in the site:', ...lines].join('\n');
}

/** Text that a neighbour announces never ends a comment, nor reaches a terminal as it is. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}

function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

function mapOf(entries: readonly (readonly [string, unknown])[]): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value] of entries) map.set(key, value);
  return map;
}

function listOf(items: readonly unknown[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const item of items) list.add(item);
  return list;
}
