/** The MLAG interfaces of a switch and how far each of them is up on both members. */
import type { Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { portChannelState } from './lacp.ts';
import { pairState } from './pair.ts';
import { mlagInterface } from './sanity.ts';

export type MlagStatus = 'active-full' | 'active-partial' | 'inactive' | 'configured' | 'disabled';

export interface MlagPort {
  readonly mlag: number;
  readonly local: InterfaceFacts;
  readonly isLocalUp: boolean;
  /** Absent while the domain is not active or the peer does not have the number. */
  readonly peer?: { readonly name: string; readonly isUp: boolean; readonly bundled: readonly string[] };
  readonly status: MlagStatus;
}

/** By MLAG number. */
export function mlagPorts(device: Device): readonly MlagPort[] {
  const pair = pairState(device);
  const ports: MlagPort[] = [];
  for (const local of device.facts.interfaces.values()) {
    if (local.mlag === undefined) continue;
    const isLocalUp = portChannelState(device, local.name)?.isUp === true;
    const peer = pair.peer === undefined ? undefined : peerSide(pair.peer, local.mlag);
    const status = statusOf(pair.isEnabled, isLocalUp, peer?.isUp);
    ports.push({ mlag: local.mlag, local, isLocalUp, status, ...(peer === undefined ? {} : { peer }) });
  }
  return ports.sort((a, b) => a.mlag - b.mlag);
}

function peerSide(peer: Device, mlag: number): MlagPort['peer'] {
  const facts = mlagInterface(peer, mlag);
  if (facts === undefined) return undefined;
  const state = portChannelState(peer, facts.name);
  const bundled = [...(state?.members ?? [])]
    .filter(([, status]) => status === 'bundled')
    .map(([port]) => port);
  return { name: facts.name, isUp: state?.isUp === true, bundled };
}

function statusOf(isEnabled: boolean, isLocalUp: boolean, isPeerUp: boolean | undefined): MlagStatus {
  if (!isEnabled) return 'disabled';
  if (isPeerUp === undefined) return 'configured';
  if (isLocalUp && isPeerUp) return 'active-full';
  return isLocalUp || isPeerUp ? 'active-partial' : 'inactive';
}
