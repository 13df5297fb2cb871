/** The first member of a managed pair, written by hand: an MLAG, a LAG on it alone, two single ports, a released one. */
import type {
  DesiredEdge,
  DesiredPort,
  DesiredSwitch,
  Switchport,
} from '../../../src/fabric/desired/desired-switch.ts';
import { portChannelId, vlanId } from '../../../src/fabric/model/ids.ts';

const tagged = [vlanId(20), vlanId(21)];

const edge = (switchport: Switchport, ipMtuBytes = 1500): DesiredEdge => ({
  switchport,
  ipMtuBytes,
  isStpEdge: true,
  hasBpduGuard: true,
});

const trunk = edge({ mode: 'trunk', native: vlanId(10), tagged }, 9184);
const access = edge({ mode: 'access', vlan: vlanId(20) });

const member = (name: string, description: string, of: number, lacpRate: 'fast' | 'slow'): DesiredPort => ({
  role: 'member',
  name,
  description,
  edge: of === 11 ? trunk : access,
  membership: { portChannel: portChannelId(of), lacpPriority: 1000, lacpRate },
});

export const rack1Member: DesiredSwitch = {
  hostname: 'sw1',
  driver: 'dell-os10',
  vlans: [
    { id: vlanId(10), name: 'tl:provisioning', isControl: false },
    { id: vlanId(20), name: 'tl:tenant-a-app', isControl: false },
    { id: vlanId(21), name: 'tl:storage-a', isControl: false },
  ],
  portChannels: [
    {
      id: portChannelId(11),
      description: 'tl:srv-17/bond0',
      role: 'mlag',
      edge: trunk,
      members: ['ethernet1/1/1'],
      fallback: { enabled: true, hasFirstPort: true },
    },
    {
      id: portChannelId(12),
      description: 'tl:srv-18/bond0',
      role: 'lag',
      edge: access,
      members: ['ethernet1/1/2'],
      fallback: { enabled: false, hasFirstPort: true },
    },
  ],
  ports: [
    member('ethernet1/1/1', 'tl:srv-17/port0', 11, 'fast'),
    {
      role: 'edge',
      name: 'ethernet1/1/10',
      description: 'tl:srv-20/port0',
      edge: { ...access, ipMtuBytes: 9000 },
      followsPeerLink: false,
    },
    {
      role: 'edge',
      name: 'ethernet1/1/11',
      description: 'tl:hyp-3/port0',
      edge: edge({ mode: 'trunk', tagged }),
      followsPeerLink: false,
    },
    member('ethernet1/1/2', 'tl:srv-18/port0', 12, 'slow'),
    { role: 'released', name: 'ethernet1/1/30', description: 'tl:released', to: 'shut' },
    { role: 'system-peer-link', name: 'ethernet1/1/53', description: 'tl:rack1/peer-link' },
    { role: 'system-peer-link', name: 'ethernet1/1/54', description: 'tl:rack1/peer-link' },
  ],
  pair: {
    name: 'rack1',
    domainId: 101,
    systemMac: '02:00:00:00:01:01',
    peerLinkPorts: ['ethernet1/1/53', 'ethernet1/1/54'],
    keepalive: { own: '192.0.2.11', peer: '192.0.2.12', vrf: 'management' },
    isFirst: true,
  },
};
