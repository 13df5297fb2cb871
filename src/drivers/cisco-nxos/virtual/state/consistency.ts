/** What the members compare with each other (`show vpc consistency-parameters`; SOURCES.md 3.3). */
import { interfaceName } from '../config/interface-names.ts';
import { vlanListText } from '../../../virtual/vlan-list.ts';
import type { Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { vpcInterface } from './pair.ts';

export interface Parameter {
  readonly name: string;
  /** Type 1: the vPC is suspended where the values differ. `-`: only shown, or only VLANs are concerned. */
  readonly type: '1' | '2' | '-';
  readonly local: string;
  readonly peer: string;
}

/** Parameters of the whole domain; the peer's values are empty where there is no peer. */
export function globalParameters(device: Device, peer: Device | undefined): readonly Parameter[] {
  const stp = Object.entries(device.facts.stpGlobal).map(([name, local]): Parameter => ({
    name,
    type: '1',
    local,
    peer: peer?.facts.stpGlobal[name] ?? '',
  }));
  return [
    ...stp,
    {
      name: 'Interface-vlan admin up',
      type: '2',
      local: vlanInterfaces(device),
      peer: peer === undefined ? '' : vlanInterfaces(peer),
    },
    {
      name: 'Peer Gateway',
      type: '2',
      local: gateway(device),
      peer: peer === undefined ? '' : gateway(peer),
    },
    {
      name: 'Allowed VLANs',
      type: '-',
      local: existing(device),
      peer: peer === undefined ? '' : existing(peer),
    },
  ];
}

/** Parameters of one vPC; the peer's values are empty where it does not have the number. */
export function vpcParameters(
  device: Device,
  local: InterfaceFacts,
  peer: Device | undefined,
): readonly Parameter[] {
  const { vpc } = local.bundle;
  const other = peer === undefined || vpc === undefined ? undefined : vpcInterface(peer, vpc);
  const own = valuesOf(device, local);
  const theirs = peer === undefined || other === undefined ? {} : valuesOf(peer, other);
  return Object.entries(own).map(([name, value]) => ({
    name,
    type: types[name] ?? '1',
    local: value,
    peer: theirs[name] ?? '',
  }));
}

/** The first parameter of a type that both have and that differs, or undefined. */
export function firstDifference(
  parameters: readonly Parameter[],
  type: Parameter['type'],
): Parameter | undefined {
  return parameters.find((one) => {
    // What one side does not have is not compared (vendor guide, vPC compatibility parameters).
    const isKnown = ![one.local, one.peer].some((value) => value === '' || value === '-');
    return one.type === type && isKnown && one.local !== one.peer;
  });
}

/**
 * Allowed VLANs are no reason to suspend the vPC: only those that both have pass (Nexus 5000 Operations
 * Guide 5.0(3)N2(1), vPC consistency checks), though SOURCES.md 3.3 lists them among the others.
 */
const types: Readonly<Record<string, Parameter['type']>> = {
  'Allowed VLANs': '-',
  'delayed-lacp': '-',
  'STP BPDU Guard': '2',
};

function valuesOf(device: Device, facts: InterfaceFacts): Readonly<Record<string, string>> {
  return {
    'STP Port Type': facts.stp.portType,
    'STP Port Guard': facts.stp.guard,
    'STP BPDU Guard': facts.stp.bpduGuard,
    mode: protocolMode(device, facts),
    'delayed-lacp': facts.bundle.hasDelayMode ? 'enabled' : 'disabled',
    'suspend-individual pxe': facts.bundle.silentMembers === 'one individual' ? 'disabled' : 'enabled',
    'Port Mode': facts.mode,
    ...vlanValues(facts),
    MTU: String(facts.mtu),
  };
}

function vlanValues(facts: InterfaceFacts): Readonly<Record<string, string>> {
  return facts.mode === 'trunk'
    ? { 'Native Vlan': String(facts.nativeVlan), 'Access Vlan': '-', 'Allowed VLANs': facts.allowedText }
    : { 'Native Vlan': '-', 'Access Vlan': String(facts.accessVlan), 'Allowed VLANs': '-' };
}

/** Static or LACP; unknown while there is no member. */
function protocolMode(device: Device, facts: InterfaceFacts): string {
  const [member = ''] = device.facts.members.get(facts.name) ?? [];
  const mode = device.facts.interfaces.get(member)?.member?.mode;
  return mode === undefined || mode === 'on' ? (mode ?? '-') : 'active';
}

function vlanInterfaces({ facts }: Device): string {
  const up = [...facts.interfaces.values()].filter(
    ({ name, isShut }) => interfaceName(name)?.kind === 'vlan' && !isShut,
  );
  const ids = up.map(({ name }) => Number(interfaceName(name)?.number)).sort((a, b) => a - b);
  return vlanListText(ids) || 'None';
}

function gateway({ facts }: Device): string {
  return facts.vpc.hasPeerGateway ? 'Enabled' : 'Disabled';
}

function existing({ facts }: Device): string {
  return vlanListText([...facts.vlans.keys()].sort((a, b) => a - b));
}
