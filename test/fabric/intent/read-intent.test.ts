import assert from 'node:assert/strict';
import type { Intent } from '../../../src/fabric/model/intent.ts';
import { initialSite } from '../../../src/fabric/intent/initial-site.ts';
import { type IntentReading, readIntent } from '../../../src/fabric/intent/read-intent.ts';
import { testDrivers } from '../driver-traits.ts';

const fabric = `
fabric:
  name: ams1
  vlanRanges: [100-199, 1200, "1300-1999"]
  keepVlans: [1000-1005]
  lagRanges: [1-30]
  mlagRanges: [31-127]
  releasedPorts: default
  knownHosts: known_hosts
  stormControl: { broadcast: 0.5, unknownUnicast: 10 }
credentials:
  leafs: { username: admin, passwordEnv: LEAF_PASSWORD, enablePasswordEnv: LEAF_ENABLE }
  keys: { username: admin, keyFile: id_ed25519, passphraseEnv: KEY_PASSPHRASE }
`;

const rack = `
switches:
  - hostname: sw1
    driver: arista-eos
    management: { host: 192.0.2.11, port: 2022, credentials: leafs }
    ports: [Et1-3, "eth 48", Ethernet53/1-54/1]
    protectedPorts: [et48]
  - { hostname: sw2, driver: arista-eos, role: border, stack: false, management: { host: "2001:db8::12", credentials: keys } }
  - { hostname: sw3, driver: dell-os10, stack: true, management: { host: sw3.example.net, credentials: leafs } }
switchPairs:
  - name: rack1
    members: [sw2, sw1]
    domainId: 1
    systemMac: 0200.0000.0101
    peerLink: { ports: [Et53/1, Ethernet54/1], lagId: 999, vlan: 4094, addresses: [169.254.1.0, 169.254.1.1] }
    keepalive: { kind: address, addresses: [192.0.2.12, 192.0.2.11], vrf: MGMT }
    manage: true
    renamedFrom: row1
externalSystems:
  - { name: array1, interfaces: [{ switch: sw2, port: Ethernet40 }] }
servers:
  - hostname: esx01
    os: esxi
    hostSwitch: distributed
    provisioning: true
    labels: { cluster: a }
    interfaces:
      - { mac: 52-54-00-00-00-0A, switch: sw1, port: "eth 1" }
      - { mac: "52:54:00:00:00:02", switch: sw2, port: Et10, osIndex: 1, name: vmnic5, speed: 2.5G }
      - { mac: 5254.0000.0003, speed: 100M }
`;

const networks = `
logicalNetworks:
  - name: mgmt
    kind: vlan
    vlan: 100
    ipv4: { subnet: 198.51.100.0/24, gateway: 198.51.100.1, reserved: [198.51.100.2-198.51.100.9, 198.51.100.20] }
    ipv6: { subnet: "2001:db8:1::/64" }
    mtu: 1500
  - { name: storage, renamedFrom: iscsi }
---
endpointGroups:
  - name: esxi-a
    endpoints: { servers: [esx01], vms: [], externalSystems: [array1], selector: { cluster: a } }
    connections:
      - network: mgmt
        accessMode: l2
        mtu: 1500
        providesDefaultRoute: true
        interfaces: [0, 52-54-00-00-00-02]
        redundancy: { mode: active-active, implementation: distributed-link-aggregation }
        lacpRate: fast
        fallback: first
        fallbackNetwork: mgmt
      - { network: storage, tagged: true }
infrastructures: []
policies: []
links:
`;

function reading(): IntentReading {
  return readIntent(
    [
      { name: 'fabric.yaml', text: fabric },
      { name: 'racks/rack1.yaml', text: rack },
      { name: 'networks.yml', text: networks },
    ],
    testDrivers,
  );
}

function read(): Intent {
  const { intent, problems } = reading();
  assert.deepEqual(problems, []);
  assert.ok(intent);
  return intent;
}

function problemsOf(text: string): readonly string[] {
  return readIntent([{ name: 'site.yaml', text }], testDrivers).problems.map(({ code, path }) =>
    `${code} ${path}`.trim(),
  );
}

describe('readIntent', () => {
  it('reads the fabric with ranges parsed and defaults filled in', () => {
    assert.deepEqual(read().fabric, {
      path: 'fabric',
      name: 'ams1',
      vlanRanges: [
        { low: 100, high: 199 },
        { low: 1200, high: 1200 },
        { low: 1300, high: 1999 },
      ],
      reservedVlans: [{ low: 1, high: 1 }],
      keepVlans: [{ low: 1000, high: 1005 }],
      lagRanges: [{ low: 1, high: 30 }],
      mlagRanges: [{ low: 31, high: 127 }],
      mtuBytes: 9000,
      releasedPorts: 'default',
      knownHosts: { file: 'known_hosts', relativeTo: 'fabric.yaml' },
      stormControl: { broadcast: 0.5, unknownUnicast: 10 },
    });
  });

  it('reads references to secrets', () => {
    assert.deepEqual(read().credentials, [
      {
        path: 'credentials.leafs',
        name: 'leafs',
        username: 'admin',
        passwordEnv: 'LEAF_PASSWORD',
        agent: false,
        enablePasswordEnv: 'LEAF_ENABLE',
      },
      {
        path: 'credentials.keys',
        name: 'keys',
        username: 'admin',
        keyFile: 'id_ed25519',
        passphraseEnv: 'KEY_PASSPHRASE',
        agent: false,
      },
    ]);
  });

  it('puts port names of an inventory into the form of the driver, ranges spelled out', () => {
    assert.deepEqual(read().switches, [
      {
        path: 'switches[0]',
        hostname: 'sw1',
        driver: 'arista-eos',
        role: 'leaf',
        stack: false,
        management: { host: '192.0.2.11', port: 2022, credentials: 'leafs' },
        ports: ['Ethernet1', 'Ethernet2', 'Ethernet3', 'Ethernet48', 'Ethernet53/1', 'Ethernet54/1'],
        protectedPorts: ['Ethernet48'],
      },
      {
        path: 'switches[1]',
        hostname: 'sw2',
        driver: 'arista-eos',
        role: 'border',
        stack: false,
        management: { host: '2001:db8::12', port: 22, credentials: 'keys' },
        protectedPorts: [],
      },
      {
        path: 'switches[2]',
        hostname: 'sw3',
        driver: 'dell-os10',
        role: 'leaf',
        stack: true,
        management: { host: 'sw3.example.net', port: 22, credentials: 'leafs' },
        protectedPorts: [],
      },
    ]);
  });

  it('keeps the order of the members of a pair, which its addresses follow', () => {
    assert.deepEqual(read().switchPairs, [
      {
        path: 'switchPairs[0]',
        name: 'rack1',
        renamedFrom: 'row1',
        members: ['sw2', 'sw1'],
        domainId: 1,
        systemMac: '02:00:00:00:01:01',
        peerLink: {
          ports: ['Ethernet53/1', 'Ethernet54/1'],
          lagId: 999,
          vlan: 4094,
          addresses: ['169.254.1.0', '169.254.1.1'],
        },
        keepalive: { kind: 'address', addresses: ['192.0.2.12', '192.0.2.11'], vrf: 'MGMT' },
        manage: true,
      },
    ]);
  });

  it('reads servers and external systems as endpoints with canonical ports and addresses', () => {
    assert.deepEqual(read().endpoints, [
      {
        path: 'servers[0]',
        kind: 'server',
        name: 'esx01',
        os: 'esxi',
        hostSwitch: 'distributed',
        provisioning: true,
        labels: { cluster: 'a' },
        interfaces: [
          {
            path: 'servers[0].interfaces[0]',
            mac: '52:54:00:00:00:0a',
            at: { switch: 'sw1', port: 'Ethernet1' },
          },
          {
            path: 'servers[0].interfaces[1]',
            mac: '52:54:00:00:00:02',
            at: { switch: 'sw2', port: 'Ethernet10' },
            osIndex: 1,
            name: 'vmnic5',
            speedMbps: 2500,
          },
          { path: 'servers[0].interfaces[2]', mac: '52:54:00:00:00:03', speedMbps: 100 },
        ],
      },
      {
        path: 'externalSystems[0]',
        kind: 'external-system',
        name: 'array1',
        hostSwitch: 'standard',
        provisioning: false,
        labels: {},
        interfaces: [{ path: 'externalSystems[0].interfaces[0]', at: { switch: 'sw2', port: 'Ethernet40' } }],
      },
    ]);
  });

  it('reads networks, whose VLAN is allocated if none is given', () => {
    assert.deepEqual(read().logicalNetworks, [
      { path: 'logicalNetworks[0]', name: 'mgmt', kind: 'vlan', vlan: 100, mtuBytes: 1500 },
      { path: 'logicalNetworks[1]', name: 'storage', renamedFrom: 'iscsi', kind: 'vlan', vlan: 'auto' },
    ]);
  });

  it('reads connections with everything that was left out', () => {
    assert.deepEqual(read().endpointGroups, [
      {
        path: 'endpointGroups[0]',
        name: 'esxi-a',
        servers: ['esx01'],
        externalSystems: ['array1'],
        selector: { cluster: 'a' },
        connections: [
          {
            path: 'endpointGroups[0].connections[0]',
            network: 'mgmt',
            tagged: false,
            mtuBytes: 1500,
            providesDefaultRoute: true,
            disableAutoIpAllocation: false,
            interfaces: [0, '52:54:00:00:00:02'],
            redundancy: { mode: 'active-active', implementation: 'distributed-link-aggregation' },
            lacpRate: 'fast',
            fallback: 'first',
            fallbackNetwork: 'mgmt',
          },
          {
            path: 'endpointGroups[0].connections[1]',
            network: 'storage',
            tagged: true,
            providesDefaultRoute: false,
            disableAutoIpAllocation: false,
            redundancy: {},
            lacpRate: 'slow',
            fallback: 'auto',
          },
        ],
      },
    ]);
  });

  it('finds a path of the joined site again, in whichever file and document it stands', () => {
    const { locate } = reading();
    const located = (path: string): string => {
      const { file, line, column, excerpt } = locate({ code: 'bad-value', message: 'm', path });
      return `${String(file)}:${String(line)}:${String(column)} ${String(excerpt).trim()}`;
    };
    assert.equal(located('fabric.name'), 'fabric.yaml:3:9 name: ams1');
    assert.equal(located('switches[2].driver'), `racks/rack1.yaml:9:30 ${rack.split('\n')[8]?.trim() ?? ''}`);
    assert.equal(
      located('endpointGroups[0].connections[1].tagged'),
      'networks.yml:24:37 - { network: storage, tagged: true }',
    );
    assert.equal(
      located('credentials.keys.username'),
      `fabric.yaml:13:21 ${fabric.split('\n')[12]?.trim() ?? ''}`,
    );
  });

  it('locates what was left out at what contains it', () => {
    const { file, line, column } = reading().locate({
      code: 'bad-value',
      message: 'm',
      path: 'endpointGroups[0].connections[1].redundancy.mode',
    });
    assert.deepEqual([file, line, column], ['networks.yml', 24, 9]);
  });

  it('leaves a problem alone whose path is in no file', () => {
    const problem = { code: 'bad-value', message: 'm', path: 'nothing[3]' } as const;
    assert.deepEqual(reading().locate(problem), problem);
  });

  it('gives the site that `twinleaf init` writes no problem', () => {
    const { problems, intent } = readIntent([{ name: 'site.yaml', text: initialSite() }], testDrivers);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [intent?.switchPairs.length, intent?.endpoints.map(({ os }) => os), intent?.logicalNetworks.length],
      [1, ['esxi', 'linux'], 2],
    );
  });

  it('reads a file with a byte order mark and Windows line ends', () => {
    const text = `\uFEFF${initialSite().replaceAll('\n', '\r\n')}`;
    assert.deepEqual(readIntent([{ name: 'site.yaml', text }], testDrivers).problems, []);
    const broken = text.replace('name: site1', 'nmae: site1');
    const [problem] = readIntent([{ name: 'site.yaml', text: broken }], testDrivers).problems;
    assert.deepEqual([problem?.line, problem?.column, problem?.excerpt], [5, 3, '  nmae: site1']);
  });

  it('skips documents without content when it counts positions', () => {
    const text = `---\n# nothing\n---\n${initialSite()}---\n---\nservers: [{ hostname: lin1, os: beos, interfaces: [] }]\n...\n---\n`;
    const [problem, ...others] = readIntent([{ name: 'site.yaml', text }], testDrivers).problems;
    assert.deepEqual(others, []);
    assert.equal(problem?.path, 'servers[2].os');
    assert.equal(problem.line, text.split('\n').findIndex((line) => line.includes('beos')) + 1);
    assert.equal(problem.excerpt?.slice((problem.column ?? 0) - 1, (problem.column ?? 0) + 3), 'beos');
  });

  it('finds the place of a problem inside of an alias where its anchor stands', () => {
    const text = initialSite()
      .replace('endpoints: { servers: [linux01] }', 'endpoints: &e { servers: [linux9] }')
      .concat('  - { name: again, endpoints: *e, connections: [] }\n');
    const { problems } = readIntent([{ name: 'site.yaml', text }], testDrivers);
    assert.deepEqual(
      problems.map(({ code, path }) => `${code} ${path}`),
      [
        'unknown-server endpointGroups[1].endpoints.servers[0]',
        'unknown-server endpointGroups[2].endpoints.servers[0]',
      ],
    );
    assert.deepEqual(new Set(problems.map(({ line }) => line)).size, 1);
  });

  it('says that nothing at all is an empty site', () => {
    assert.deepEqual(
      readIntent([], testDrivers).problems.map(({ code }) => code),
      ['empty-site'],
    );
    assert.deepEqual(problemsOf(''), ['empty-site']);
    assert.deepEqual(problemsOf('# only a comment\n'), ['empty-site']);
  });

  it('takes no harm from a key that JavaScript treats specially', () => {
    const text = initialSite().replace(
      'labels: { cluster: a }',
      'labels: { __proto__: { polluted: "yes" }, cluster: a }',
    );
    const codes = readIntent([{ name: 'site.yaml', text }], testDrivers).problems.map(({ code }) => code);
    assert.deepEqual(codes, ['bad-value']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('does not repeat a password that was written in place of a name', () => {
    for (const wrong of [
      'passwordEnv: hunter2-x',
      'password: hunter2-x',
      'passwordEnv: 271828',
      'pasword: 271828',
    ]) {
      const text = initialSite().replace('passwordEnv: LEAF_PASSWORD', wrong);
      const { problems } = readIntent([{ name: 'site.yaml', text }], testDrivers);
      assert.notEqual(problems.length, 0);
      assert.doesNotMatch(JSON.stringify(problems), /hunter2|271828/);
    }
  });

  it('checks the whole file although a key stands in it twice', () => {
    const text = initialSite()
      .replace('name: site1', 'name: site1\n  name: site2')
      .replace('os: linux', 'os: lunix');
    assert.deepEqual(problemsOf(text), ['duplicate-key', 'bad-value servers[1].os']);
  });

  it('does not report as missing what is in a file that cannot be read', () => {
    const files = [
      { name: 'a.yaml', text: initialSite().replace(/^servers:[^]*?(?=^logicalNetworks)/m, '') },
      { name: 'b.yaml', text: 'servers: [' },
    ];
    const { problems } = readIntent(files, testDrivers);
    assert.deepEqual(
      problems.map(({ code, file }) => `${code} ${String(file)}`),
      ['yaml-syntax b.yaml'],
    );
  });

  it('sorts problems by file, line and column', () => {
    const text = initialSite()
      .replace('vlan: 100', 'vlan: 5000')
      .replace('name: site1', 'name: site 1')
      .replace('os: linux', 'os: lunix');
    const files = [
      { name: 'b.yaml', text },
      { name: 'a.yaml', text: 'servers: [{ hostname: x, os: beos, interfaces: [{ mac: 1 }] }]' },
    ];
    const { problems } = readIntent(files, testDrivers);
    const places = problems.map(({ file, line, column }) => [file, line, column] as const);
    assert.equal(problems.length, 5);
    assert.deepEqual(
      places,
      [...places].sort(
        (a, b) =>
          String(a[0]).localeCompare(String(b[0])) ||
          Number(a[1]) - Number(b[1]) ||
          Number(a[2]) - Number(b[2]),
      ),
    );
  });

  it('refuses a file of a size that no site has', () => {
    const text = '#'.repeat(64 * 1024 * 1024 + 1);
    assert.deepEqual(problemsOf(text), ['file-unreadable']);
  });

  it('survives text that is nested without end', () => {
    for (const opening of ['[', '{a: ', '- ', '? ']) {
      const { problems } = readIntent([{ name: 'deep.yaml', text: opening.repeat(20_000) }], testDrivers);
      assert.deepEqual(
        problems.map(({ code, file }) => [code, file]),
        [['yaml-syntax', 'deep.yaml']],
      );
    }
  });

  it('names every one of a great many mistakes', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `key${String(index)}: x`).join('\n');
    assert.equal(problemsOf(`${keys}\nkey1: y\n`).length, 20_001);
    assert.equal(problemsOf('---\nsevers: 1\n'.repeat(5_000)).length, 5_000);
  });
});
