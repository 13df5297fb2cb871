/** Configurations that nobody types: what a fresh switch has, and what a file gives. */
import { Configuration } from '../../../virtual/configuration.ts';
import { interfacesOf } from '../config/configured-interfaces.ts';
import { compareInterfaces, interfaceName } from '../config/interface-names.ts';
import { ConfigEditor } from './config-editor.ts';
import { completeInterface, ensureInterface } from './interface-sections.ts';

/** What a switch prints though nobody typed it; the sections are those of a real factory configuration. */
const factoryLines: readonly string[] = [
  'iscsi target port 860',
  'iscsi target port 3260',
  'aaa authentication login default local',
  'support-assist',
  'policy-map type application policy-iscsi',
  'class-map type application class-iscsi',
  'class-map type qos class-trust',
];

/** The configuration of a switch with these ports before anybody has touched it. */
export function initialConfiguration(ports: ReadonlySet<string>, username: string): Configuration {
  const configuration = new Configuration();
  const user = `username ${username} password **** role sysadmin priv-lvl 15`;
  typeLines(configuration, configuration, ports, [...factoryLines, user, ...breakoutLines(ports)]);
  for (const text of ['vlan1', ...ports]) {
    const name = interfaceName(text);
    if (name !== undefined) ensureInterface(configuration, name);
  }
  return configuration;
}

/** The lines of a file over the defaults; the hostname stands in where the file has none. */
export function loadedConfiguration(
  text: string,
  defaults: Configuration,
  ports: ReadonlySet<string>,
  hostname: string,
): Configuration {
  const configuration = defaults.clone();
  typeLines(configuration, defaults, ports, [`hostname ${hostname}`, ...text.split(/\r?\n/)]);
  for (const [name] of interfacesOf(configuration)) completeInterface(configuration, name);
  return configuration;
}

/** Lines that the switch does not know are left out, as at a real start. */
function typeLines(
  configuration: Configuration,
  defaults: Configuration,
  ports: ReadonlySet<string>,
  lines: readonly string[],
): void {
  const targets = [configuration];
  const editor = new ConfigEditor({
    targets: () => targets,
    journal: () => undefined,
    defaults,
    ports,
    isLoading: true,
  });
  for (const line of lines) {
    if (line.trim() !== '' && !line.trimStart().startsWith('!')) editor.type(line);
  }
}

/** One line a front port, by how many ports it is split into (SOURCES.md 5, 7). */
function breakoutLines(ports: ReadonlySet<string>): readonly string[] {
  const split = new Map<string, number>();
  for (const port of [...ports].sort(compareInterfaces)) {
    const [, front, part] = /^ethernet(\d+\/\d+\/\d+)(:\d)?$/.exec(port) ?? [];
    if (front !== undefined) split.set(front, (split.get(front) ?? 0) + (part === undefined ? 0 : 1));
  }
  return [...split].map(([front, parts]) => {
    const map = parts === 0 ? '100g-1x' : parts <= 2 ? '50g-2x' : '25g-4x';
    return `interface breakout ${front} map ${map}`;
  });
}
