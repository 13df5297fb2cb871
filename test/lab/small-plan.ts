/** The smallest lab with everything in it: a pair, its peer-link and a server on both members. */
import { virtualEos } from '../../src/drivers/arista-eos/virtual.ts';
import type { LabPlan } from '../../src/lab/lab-plan.ts';

const ports = ['Ethernet1', 'Ethernet2', 'Ethernet3'];

export const smallPlan: LabPlan = {
  switches: [
    { hostname: 'sw1', kind: virtualEos, ports, systemMac: '00:1c:73:00:00:01', addresses: ['192.0.2.11'] },
    { hostname: 'sw2', kind: virtualEos, ports, systemMac: '00:1c:73:00:00:02', addresses: ['192.0.2.12'] },
  ],
  hosts: [
    {
      name: 'srv1',
      speaksLldp: true,
      ports: [
        { at: { switch: 'sw1', port: 'Ethernet1' }, mac: '52:54:00:00:00:01', bond: 0 },
        { at: { switch: 'sw2', port: 'Ethernet1' }, mac: '52:54:00:00:00:02', bond: 0 },
      ],
    },
  ],
  cables: [
    [
      { switch: 'sw1', port: 'Ethernet3' },
      { switch: 'sw2', port: 'Ethernet3' },
    ],
  ],
};
