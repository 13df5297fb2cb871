/**
 * A resolved fabric written by hand, small enough to check by eye: one managed pair (sw1, sw2) with an MLAG,
 * a LAG on one member, an access port and a tagged-only port, and one switch of its own (sw3).
 */
import type {
  ResolvedFabric,
  Attachment,
  ResolvedNetwork,
} from '../../../src/fabric/model/resolved-fabric.ts';
import type { SwitchIntent } from '../../../src/fabric/model/intent.ts';
import { portChannelId, portIndex, vlanId } from '../../../src/fabric/model/ids.ts';
import { eosLike } from '../driver-traits.ts';

const network = (name: string, vlan: number, mtuBytes = 9000): ResolvedNetwork => ({
  name,
  vlan: vlanId(vlan),
  mtuBytes,
});

const mgmt = network('mgmt', 100, 1500);
const vmotion = network('vmotion', 120);
const storage = network('storage-a', 121, 9100);
const backup = network('backup', 130);

const switchNamed = (hostname: string, host: string): SwitchIntent => ({
  path: 'switches[0]',
  hostname,
  driver: 'arista-eos',
  role: 'leaf',
  stack: false,
  management: { host, port: 22, credentials: 'leafs' },
  protectedPorts: [],
});

const plain = {
  endpointKind: 'server',
  group: 0,
  unit: 'rack1',
  lacpRate: 'slow',
  mode: 'active-active',
  endpointGroups: ['group'],
} as const;

const member = (at: readonly [string, string], index: number) => ({
  switch: at[0],
  port: at[1],
  index: portIndex(index),
  lacpPriority: 1000 + index,
  isOrphan: false,
});

const attachments: readonly Attachment[] = [
  {
    ...plain,
    endpoint: 'db01',
    kind: 'single',
    members: [member(['sw1', 'Ethernet12'], 0)],
    untagged: backup,
    tagged: [],
  },
  {
    ...plain,
    endpoint: 'esx01',
    kind: 'mlag',
    portChannel: portChannelId(31),
    members: [member(['sw1', 'Ethernet10'], 0), member(['sw2', 'Ethernet10'], 1)],
    untagged: mgmt,
    tagged: [vmotion, storage],
    lacpRate: 'fast',
    fallback: {
      setting: 'auto',
      enabled: false,
      port: { switch: 'sw1', port: 'Ethernet10' },
      traits: eosLike.fallback.mlag,
      why: 'best effort only',
    },
  },
  {
    ...plain,
    endpoint: 'esx02',
    kind: 'single',
    members: [member(['sw2', 'Ethernet40'], 0)],
    tagged: [vmotion],
  },
  {
    ...plain,
    endpoint: 'nas01',
    kind: 'lag',
    portChannel: portChannelId(5),
    members: [member(['sw2', 'Ethernet20'], 0), member(['sw2', 'Ethernet9'], 1)],
    untagged: backup,
    tagged: [storage],
    fallback: {
      setting: 'auto',
      enabled: true,
      port: { switch: 'sw2', port: 'Ethernet20' },
      traits: eosLike.fallback.lag,
      why: 'guaranteed',
    },
  },
  {
    ...plain,
    endpoint: 'array1',
    endpointKind: 'external-system',
    kind: 'single',
    unit: 'sw3',
    members: [member(['sw3', 'Ethernet1'], 0)],
    untagged: mgmt,
    tagged: [],
  },
];

/** Released ports are shut; storm control is on for two kinds of traffic. */
export const rack1: ResolvedFabric = {
  name: 'ams1',
  mtuBytes: 9000,
  releasedPorts: 'shut',
  keepVlans: [],
  stormControl: { broadcast: 1, unknownUnicast: 2.5 },
  switches: [
    switchNamed('sw1', '192.0.2.11'),
    switchNamed('sw2', '192.0.2.12'),
    switchNamed('sw3', '192.0.2.13'),
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
        domainId: 1,
        peerLinkPorts: ['Ethernet53/1', 'Ethernet54/1'],
        peerLinkPortChannel: portChannelId(999),
        controlVlan: vlanId(4094),
        addresses: ['169.254.1.0', '169.254.1.1'],
        keepalive: { kind: 'management' },
        managementHosts: ['192.0.2.11', '192.0.2.12'],
      },
    },
    { name: 'sw3', members: ['sw3'], driver: 'arista-eos' },
  ],
  networks: [backup, mgmt, storage, vmotion],
  endpoints: [],
  attachments,
  allocations: [],
  endpointGroups: ['group'],
  warnings: [],
};

/** The same fabric where somebody else looks after the pair. */
export const rack1Unmanaged: ResolvedFabric = {
  ...rack1,
  units: rack1.units.map((unit) =>
    unit.pair === undefined ? unit : { ...unit, pair: { ...unit.pair, manage: false } },
  ),
};
