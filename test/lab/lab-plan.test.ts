import assert from 'node:assert/strict';
import { virtualEos } from '../../src/drivers/arista-eos/virtual.ts';
import { portChannelId, portIndex, vlanId } from '../../src/fabric/model/ids.ts';
import type { Attachment, ResolvedEndpoint, ResolvedFabric } from '../../src/fabric/model/resolved-fabric.ts';
import type { SwitchIntent } from '../../src/fabric/model/intent.ts';
import { labFile, readLabFile } from '../../src/lab/lab-file.ts';
import { labPlan } from '../../src/lab/lab-plan.ts';
import { startLab } from '../../src/lab/start-lab.ts';

function leaf(hostname: string, host: string, ports?: readonly string[]): SwitchIntent {
  const management = { host, port: 22, credentials: 'leafs' };
  const base = {
    hostname,
    driver: 'arista-eos',
    role: 'leaf' as const,
    stack: false,
    management,
    protectedPorts: [],
    path: '',
  };
  return ports === undefined ? base : { ...base, ports };
}

function endpoint(name: string, port: string, extra: Partial<ResolvedEndpoint> = {}): ResolvedEndpoint {
  return {
    name,
    kind: 'server',
    os: 'linux',
    hostSwitch: 'standard',
    provisioning: false,
    interfaces: ['sw1', 'sw2'].map((one, index) => ({ index: portIndex(index), at: { switch: one, port } })),
    ...extra,
  };
}

function attachment(one: ResolvedEndpoint, kind: Attachment['kind']): Attachment {
  return {
    endpoint: one.name,
    endpointKind: one.kind,
    group: 0,
    kind,
    unit: 'rack1',
    portChannel: portChannelId(31),
    members: one.interfaces.flatMap(({ at, index }) =>
      at === undefined || index === undefined
        ? []
        : [{ ...at, index, lacpPriority: 1000 + index, isOrphan: false }],
    ),
    untagged: { name: 'mgmt', vlan: vlanId(100), mtuBytes: 1500 },
    tagged: [],
    lacpRate: 'slow',
    mode: 'active-active',
    endpointGroups: ['all'],
  };
}

function fabric(): ResolvedFabric {
  const bonded = endpoint('bonded', 'Ethernet10');
  const installing = endpoint('installing', 'Ethernet11', { provisioning: true });
  const plain = endpoint('plain', 'Ethernet12', { os: 'esxi' });
  return {
    name: 'ams1',
    mtuBytes: 9000,
    releasedPorts: 'shut',
    keepVlans: [],
    switches: [
      leaf('sw1', '192.0.2.11'),
      leaf('sw2', '192.0.2.12', ['Ethernet10', 'Ethernet11', 'Ethernet12', 'Ethernet53/1']),
    ],
    units: [
      {
        name: 'rack1',
        members: ['sw1', 'sw2'],
        driver: 'arista-eos',
        pair: {
          name: 'rack1',
          members: ['sw1', 'sw2'],
          manage: true,
          peerLinkPorts: ['Ethernet53/1'],
          keepalive: { kind: 'address', addresses: ['198.51.100.1', '198.51.100.2'] },
          managementHosts: ['192.0.2.11', '192.0.2.12'],
        },
      },
    ],
    networks: [],
    endpoints: [bonded, installing, plain],
    attachments: [
      attachment(bonded, 'mlag'),
      attachment(installing, 'mlag'),
      attachment(plain, 'independent'),
    ],
    allocations: { vlans: [], portChannels: [] } as unknown as ResolvedFabric['allocations'],
    endpointGroups: ['all'],
    warnings: [],
  };
}

const kinds = new Map([['arista-eos', virtualEos]]);

describe('the lab of a fabric', () => {
  it('gives a switch its inventory, or the ports the site names and the rest of their series', () => {
    const [sw1, sw2] = labPlan(fabric(), kinds).switches;
    assert.deepEqual(sw2?.ports, ['Ethernet10', 'Ethernet11', 'Ethernet12', 'Ethernet53/1']);
    assert.equal(sw1?.ports.length, 49);
    for (const port of ['Ethernet1', 'Ethernet48', 'Ethernet53/1']) assert.ok(sw1.ports.includes(port), port);
  });

  it('lets a server speak LACP on its bonds unless it is in provisioning', () => {
    const hosts = new Map(labPlan(fabric(), kinds).hosts.map((host) => [host.name, host]));
    const bonds = (name: string): readonly unknown[] => hosts.get(name)?.ports.map(({ bond }) => bond) ?? [];
    assert.deepEqual(bonds('bonded'), [0, 0]);
    assert.deepEqual(bonds('installing'), [undefined, undefined]);
    assert.deepEqual(bonds('plain'), [undefined, undefined]);
  });

  it('lets no standard virtual switch announce itself', () => {
    const hosts = labPlan(fabric(), kinds).hosts.map(({ name, speaksLldp }) => [name, speaksLldp]);
    assert.deepEqual(hosts, [
      ['bonded', true],
      ['installing', true],
      ['plain', false],
    ]);
  });

  it('cables the peer-link and knows every address a keepalive may ask for', () => {
    const plan = labPlan(fabric(), kinds);
    assert.deepEqual(plan.cables, [
      [
        { switch: 'sw1', port: 'Ethernet53/1' },
        { switch: 'sw2', port: 'Ethernet53/1' },
      ],
    ]);
    assert.deepEqual(plan.switches[0]?.addresses, ['192.0.2.11', '198.51.100.1']);
  });

  it('gives the same MACs in every run and different ones to every switch', () => {
    const macs = (): readonly string[] => labPlan(fabric(), kinds).switches.map(({ systemMac }) => systemMac);
    assert.deepEqual(macs(), macs());
    assert.equal(new Set(macs()).size, 2);
    for (const mac of macs()) assert.match(mac, /^00(:[0-9a-f]{2}){5}$/);
  });

  it('says which driver has no virtual switch', () => {
    assert.throws(() => labPlan(fabric(), new Map()), /arista-eos has no virtual switch/);
  });
});

describe('lab.json', () => {
  it('is read back as it was written', async () => {
    const lab = await startLab(labPlan(fabric(), kinds), { enablePassword: 'x' });
    const written = labFile(lab);
    await lab.stop();
    assert.deepEqual(readLabFile(JSON.stringify(written)), written);
    assert.deepEqual(Object.keys(written.switches), ['sw1', 'sw2']);
    assert.match(written.switches['sw1']?.hostKey ?? '', /^ssh-ed25519 \S+$/);
  });

  it('is refused with `file-error` where it is something else', () => {
    for (const text of ['', '{}', '[]', '{"username":"a","password":"b","switches":{"sw1":{"host":"x"}}}']) {
      assert.throws(() => readLabFile(text), { code: 'file-error' }, text);
    }
  });
});
