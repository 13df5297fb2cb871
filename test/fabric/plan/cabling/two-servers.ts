/** A pair with two servers and an external system, and what its switches hear when every cable is right. */
import { cablingOf, type Cabling } from '../../../../src/fabric/plan/cabling/cabling.ts';
import type { Hearing } from '../../../../src/fabric/plan/cabling/hearing.ts';
import type { Neighbour } from '../../../../src/fabric/plan/cabling/neighbour.ts';
import type { ResolvedFabric } from '../../../../src/fabric/model/resolved-fabric.ts';
import { externalSystem, leaf, pair, server, site } from '../../intent-builder.ts';
import { resolved } from '../../resolve/resolved.ts';

/** MAC number `nic` of server number `one`. */
export function mac(one: number, nic: number): string {
  return `52:54:00:00:0${String(one)}:0${String(nic)}`;
}

const nics = (one: number, port: string) =>
  ['sw1', 'sw2'].map((hostname, index) => ({
    path: '',
    at: { switch: hostname, port },
    mac: mac(one, index + 1),
  }));

const parts = {
  switches: [leaf('sw1'), leaf('sw2')],
  pairs: [pair('rack1', ['sw1', 'sw2'])],
  endpoints: [
    server('esx01', [], { interfaces: nics(1, 'Ethernet10'), renamedFrom: 'old01' }),
    server('esx02', [], { interfaces: nics(2, 'Ethernet11') }),
    externalSystem('array1', ['sw1/Ethernet40']),
  ],
};

export const fabric: ResolvedFabric = resolved(parts);
export const cabling: Cabling = cablingOf(fabric, site(parts));

/** A neighbour as it announces itself. */
export function said(device: string, port: string, chassisId?: string): Neighbour {
  return { device, port, ...(chassisId === undefined ? {} : { chassisId }) };
}

interface Heard {
  readonly neighbours?: Readonly<Record<string, readonly Neighbour[]>>;
  readonly ports?: Readonly<Record<string, 'up' | 'no-carrier' | 'shut' | 'error-disabled'>>;
  readonly learnt?: Readonly<Record<string, readonly string[]>>;
  readonly speaksLldp?: boolean;
}

/** What a switch hears: its peer, both servers and nothing of the external system, unless said otherwise. */
export function hearing(hostname: 'sw1' | 'sw2', heard: Heard = {}): Hearing {
  const nic = hostname === 'sw1' ? 1 : 2;
  const peer = hostname === 'sw1' ? 'sw2' : 'sw1';
  return {
    speaksLldp: heard.speaksLldp ?? true,
    neighbours: new Map(
      Object.entries({
        'Ethernet53/1': [said(peer, 'Ethernet53/1', '00:1c:73:00:00:01')],
        Ethernet10: [said('esx01', mac(1, nic), mac(1, nic))],
        Ethernet11: [said('esx02.example.net', mac(2, nic))],
        ...heard.neighbours,
      }),
    ),
    ports: new Map(
      Object.entries({
        'Ethernet53/1': 'up' as const,
        Ethernet10: 'up' as const,
        Ethernet11: 'up' as const,
        Ethernet12: 'up' as const,
        Ethernet40: 'up' as const,
        ...heard.ports,
      }),
    ),
    learntMacs: new Map(Object.entries(heard.learnt ?? {})),
  };
}
