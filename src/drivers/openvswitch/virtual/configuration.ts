/** The configuration of a virtual Open vSwitch as its command line prints it and takes it: sections of lines. */

/** Lines by their first word. */
export type Section = ReadonlyMap<string, string>;
/** Sections by header; lines of the top level are sections without lines. */
export type Configuration = ReadonlyMap<string, Section>;

const text = /^[\x21\x23-\x26\x28-\x5b\x5d-\x7e]+$/;
const number = /^\d+$/;
const vlans = /^(?:all|\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)$/;
const nothing = /^$/;

/** Words in the order in which they are printed, with what may follow them. */
const words = {
  vlan: { name: text },
  bond: { description: text, access: number, native: number, trunk: vlans, mlag: nothing, fallback: nothing },
  port: {
    description: text,
    shut: nothing,
    bridge: /^[\w.-]+$/,
    access: number,
    native: number,
    trunk: vlans,
    mtu: number,
    member: number,
    'lacp-priority': number,
    'lacp-rate': /^fast$/,
    'peer-link': nothing,
    // Printed of what is no plain port, never taken.
    internal: undefined,
    inside: undefined,
  },
  pair: { 'system-mac': /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/, leaf: /^[12]$/, trunk: vlans },
} as const satisfies Readonly<Record<string, Readonly<Record<string, RegExp | undefined>>>>;

const kinds = ['bridge', 'vlan-limit', 'vlan', 'bond', 'port', 'pair'];

/** Whether the text is a line of the top level that may be typed. */
export function isHeader(line: string): boolean {
  const [, kind, id] = /^(vlan|bond) (\d+)$/.exec(line) ?? [];
  if (id !== undefined) return Number(id) >= 1 && Number(id) <= (kind === 'vlan' ? 4094 : 9999);
  return /^(?:bridge br0|vlan-limit 2|port [A-Za-z][\w.]{0,14}|pair)$/.test(line);
}

/** Why a line cannot stand in the section; undefined where it can. `no` and a word is always a line of that word. */
export function mistakeIn(header: string, line: string): string | undefined {
  const known: Readonly<Record<string, RegExp | undefined>> =
    Object.entries(words).find(([kind]) => kind === kindOf(header))?.[1] ?? {};
  const isNegated = line.startsWith('no ');
  const [word = '', ...rest] = (isNegated ? line.slice(3) : line).split(' ');
  if (!(word in known)) return `unknown command: ${line}`;
  return isNegated || known[word]?.test(rest.join(' ')) === true ? undefined : `invalid value: ${line}`;
}

/** The section with a line typed into it. */
export function withLine(section: Section, line: string): Section {
  const after = new Map(section);
  const isNegated = line.startsWith('no ');
  const [word = ''] = (isNegated ? line.slice(3) : line).split(' ');
  if (isNegated) after.delete(word);
  else after.set(word, line);
  return after;
}

/** Why the switch cannot run that as a whole; undefined where it can. */
export function conflictIn(configuration: Configuration): string | undefined {
  const faults = [...configuration].map(
    ([header, section]) =>
      switchingFault(header, section) ??
      membershipFault(configuration, header, section) ??
      bondFault(configuration, header, section),
  );
  return (
    faults.find((fault) => fault !== undefined) ?? pairFault(configuration) ?? bridgeFault(configuration)
  );
}

function switchingFault(header: string, section: Section): string | undefined {
  const isPart = section.has('member') || section.has('peer-link');
  const isTrunk = section.has('native') || (section.has('trunk') && header !== 'pair');
  if (section.has('access') && isTrunk) return `${header} is access and trunk at once`;
  return isPart && (section.has('access') || isTrunk) ? `${header} has VLANs of its own` : undefined;
}

function membershipFault(configuration: Configuration, header: string, section: Section): string | undefined {
  const bond = valueOf(section, 'member');
  const isMissing = bond !== undefined && !configuration.has(`bond ${bond}`);
  return isMissing ? `${header} is a member of no bond` : undefined;
}

function bondFault(configuration: Configuration, header: string, section: Section): string | undefined {
  if (kindOf(header) !== 'bond') return undefined;
  if (section.has('mlag')) return configuration.has('pair') ? undefined : `${header} reaches over no pair`;
  const members = membersOf(configuration, header.slice('bond '.length));
  return members.length === 0 ? `${header} has no member` : undefined;
}

function pairFault(configuration: Configuration): string | undefined {
  const pair = configuration.get('pair');
  const hasPeerLink = [...configuration.values()].some((section) => section.has('peer-link'));
  const isWhole = pair?.has('system-mac') === true && pair.has('leaf') && hasPeerLink;
  return pair === undefined || isWhole ? undefined : 'the pair lacks something';
}

function bridgeFault(configuration: Configuration): string | undefined {
  return configuration.has('bridge br0') ? undefined : 'there is no bridge br0';
}

/** The text after the word. */
export function valueOf(section: Section | undefined, word: string): string | undefined {
  return section?.get(word)?.slice(word.length + 1);
}

/** Ports of a bond by name. */
export function membersOf(configuration: Configuration, bond: string): readonly string[] {
  return [...configuration]
    .filter(([header, section]) => kindOf(header) === 'port' && valueOf(section, 'member') === bond)
    .map(([header]) => header.slice('port '.length))
    .toSorted();
}

/** Whether the list of VLANs, as it is typed, has that one. */
export function hasVlan(list: string | undefined, vlan: number): boolean {
  if (list === undefined) return false;
  return (
    list === 'all' ||
    list.split(',').some((part) => {
      const [low = '', high = low] = part.split('-');
      return vlan >= Number(low) && vlan <= Number(high);
    })
  );
}

/** The configuration that a text prints. */
export function readText(printed: string): Configuration {
  const read = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of printed.split('\n')) {
    if (line.trim() === '' || line.startsWith('!')) continue;
    if (line.startsWith(' ')) section.set(line.trim().split(' ')[0] ?? '', line.trim());
    else read.set(line.trim(), (section = new Map<string, string>()));
  }
  return read;
}

/** As the switch prints it. */
export function printedText(configuration: Configuration): string {
  const headers = [...configuration.keys()].toSorted(
    (a, b) =>
      kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b)) || numberIn(a) - numberIn(b) || (a < b ? -1 : 1),
  );
  return headers
    .flatMap((header) => {
      const section = configuration.get(header) ?? new Map<string, string>();
      const order = Object.keys(Object.entries(words).find(([kind]) => kind === kindOf(header))?.[1] ?? {});
      const lines = [...section].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
      return [header, ...lines.map(([, line]) => ` ${line}`)];
    })
    .map((line) => `${line}\n`)
    .join('');
}

function kindOf(header: string): string {
  return header.split(' ')[0] ?? '';
}

function numberIn(header: string): number {
  return Number(/^(?:vlan|bond) (\d+)$/.exec(header)?.[1] ?? 0);
}
