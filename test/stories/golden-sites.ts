/**
 * The stories that every driver tells the same way. `npm run golden` writes their sites, once per driver, to
 * `fixtures/golden/`; the tests read them there.
 */

export interface GoldenStory {
  readonly name: string;
  /** The site that is in force; absent: switches without any configuration. */
  readonly before?: SiteParts;
  readonly site: SiteParts;
}

export interface SiteParts {
  /** Per server: the ports of its interfaces as `[switch, number]`, in the order of the YAML. */
  readonly servers: Readonly<Record<string, readonly (readonly [string, number])[]>>;
  /** Network names with their VLAN. */
  readonly networks: Readonly<Record<string, number>>;
  /** Per group: its servers, then `network` for untagged and `network*` for tagged connections. */
  readonly groups: Readonly<
    Record<string, { readonly servers: readonly string[]; readonly connections: readonly string[] }>
  >;
}

/** What differs between operating systems in a site. */
export interface DriverWords {
  readonly driver: string;
  readonly port: (number: number) => string;
  /** Of both members. */
  readonly peerLinkPorts: readonly string[];
}

const networks = { mgmt: 100, app: 120 };
const dual = {
  db01: [
    ['sw1', 10],
    ['sw2', 10],
  ],
} as const;
export const attached: SiteParts = {
  servers: dual,
  networks,
  groups: { databases: { servers: ['db01'], connections: ['mgmt', 'app*'] } },
};
const empty: SiteParts = { servers: dual, networks: { mgmt: 100 }, groups: {} };

export const goldenStories: readonly GoldenStory[] = [
  { name: 'pair-from-nothing', site: empty },
  { name: 'attach', before: empty, site: attached },
  {
    name: 'add-network',
    before: attached,
    site: {
      ...attached,
      networks: { ...networks, backup: 130 },
      groups: { databases: { servers: ['db01'], connections: ['mgmt', 'app*', 'backup*'] } },
    },
  },
  {
    name: 'change-native',
    before: { ...attached, networks: { ...networks, boot: 140 } },
    site: {
      ...attached,
      networks: { ...networks, boot: 140 },
      groups: { databases: { servers: ['db01'], connections: ['boot', 'app*'] } },
    },
  },
  {
    name: 'widen-to-two-legs',
    before: {
      ...attached,
      servers: {
        db01: [
          ['sw1', 10],
          ['sw1', 11],
        ],
      },
    },
    site: {
      ...attached,
      servers: {
        db01: [
          ['sw1', 10],
          ['sw1', 11],
          ['sw2', 10],
        ],
      },
    },
  },
  {
    name: 'move-server',
    before: attached,
    site: {
      ...attached,
      servers: {
        db01: [
          ['sw1', 20],
          ['sw2', 20],
        ],
      },
    },
  },
  { name: 'retire-group', before: attached, site: { ...attached, groups: {} } },
];

/** The YAML of a site of one pair. */
export function goldenSite({ servers, networks: vlans, groups }: SiteParts, words: DriverWords): string {
  const lines = [
    'fabric:',
    '  name: golden',
    '  lagRanges: [1-30]',
    '  mlagRanges: [31-127]',
    'credentials:',
    '  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }',
    'switches:',
    ...['sw1', 'sw2'].map(
      (name, i) =>
        `  - { hostname: ${name}, driver: ${words.driver}, role: leaf, management: { host: 192.0.2.${String(11 + i)}, credentials: leafs } }`,
    ),
    'switchPairs:',
    `  - { name: rack1, members: [sw1, sw2], manage: true, domainId: 1, keepalive: { kind: management }, peerLink: { ports: [${words.peerLinkPorts.join(', ')}] } }`,
    'servers:',
    ...Object.entries(servers).flatMap(([server, ports], s) => [
      `  - hostname: ${server}`,
      '    os: linux',
      '    interfaces:',
      ...ports.map(
        ([name, port], i) =>
          `      - { mac: "52:54:00:00:${hex(s)}:${hex(i + 1)}", switch: ${name}, port: ${words.port(port)} }`,
      ),
    ]),
    'logicalNetworks:',
    ...Object.entries(vlans).map(
      ([name, vlan]) => `  - { name: ${name}, kind: vlan, vlan: ${String(vlan)} }`,
    ),
    Object.keys(groups).length === 0 ? 'endpointGroups: []' : 'endpointGroups:',
    ...Object.entries(groups).flatMap(([name, group]) => [
      `  - name: ${name}`,
      `    endpoints: { servers: [${group.servers.join(', ')}] }`,
      '    connections:',
      ...group.connections.map(
        (text) => `      - { network: ${text.replace('*', '')}, tagged: ${String(text.endsWith('*'))} }`,
      ),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** The words of the drivers that have golden stories. */
export const goldenDrivers: readonly DriverWords[] = [
  {
    driver: 'arista-eos',
    port: (number) => `Ethernet${String(number)}`,
    peerLinkPorts: ['Ethernet53/1', 'Ethernet54/1'],
  },
  {
    driver: 'cisco-nxos',
    port: (number) => `Ethernet1/${String(number)}`,
    peerLinkPorts: ['Ethernet1/53', 'Ethernet1/54'],
  },
  {
    driver: 'dell-os10',
    port: (number) => `ethernet1/1/${String(number)}`,
    peerLinkPorts: ['ethernet1/1/53', 'ethernet1/1/54'],
  },
  {
    driver: 'openvswitch',
    port: (number) => `swp${String(number)}`,
    peerLinkPorts: ['swp53', 'swp54'],
  },
];
