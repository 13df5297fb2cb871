/**
 * What must be observable on a switch when its desired configuration is in force. Input: the desired and the
 * observed state of one switch. Output: one check per thing looked at, in the order of the configuration.
 */
import type { DesiredPort, DesiredPortChannel, DesiredSwitch } from '../desired/desired-switch.ts';
import type { Check } from './check.ts';
import type { MemberState, MlagState, ObservedPort, ObservedSwitch } from './observed-switch.ts';

type Verdict = Pick<Check, 'state' | 'observed'>;

/** Checks of one switch; `pair` is the name of its switch pair, if it is in one. A port without carrier and a server that is off are `waiting`, never `wrong`. */
export function stateChecks(
  pair: string | undefined,
  desired: DesiredSwitch,
  observed: ObservedSwitch,
): readonly Check[] {
  const add = (check: string, subject: string, expected: string, verdict: Verdict): Check => ({
    switch: desired.hostname,
    check,
    subject,
    expected,
    ...verdict,
  });
  return [
    ...(pair === undefined ? [] : [add('pair-health', pair, 'active and consistent', pairVerdict(observed))]),
    ...desired.vlans.map((vlan) =>
      add(
        'vlan-present',
        `VLAN ${String(vlan.id)}`,
        `${vlan.name}, active`,
        vlanVerdict(observed, vlan.id, vlan.name),
      ),
    ),
    ...desired.portChannels.flatMap((portChannel) => [
      ...portChannel.members.map((port) =>
        add(
          'lag-members',
          `port-channel ${String(portChannel.id)} ${port}`,
          'bundled',
          memberVerdict(observed, portChannel, port),
        ),
      ),
      ...(portChannel.role === 'mlag'
        ? [
            add(
              'mlag-state',
              `mlag ${String(portChannel.id)}`,
              portChannel.isOneSided === true ? 'up on this member' : 'up on both members',
              mlagVerdict(observed, portChannel),
            ),
          ]
        : []),
    ]),
    ...desired.ports.flatMap((port) => portCheck(port, observed, add)),
  ];
}

function portCheck(
  port: DesiredPort,
  observed: ObservedSwitch,
  add: (check: string, subject: string, expected: string, verdict: Verdict) => Check,
): readonly Check[] {
  if (port.role === 'edge')
    return [add('port-state', port.name, 'up', edgeVerdict(observed.ports.get(port.name)))];
  if (port.role !== 'released' || port.to === 'default') return [];
  const state = observed.ports.get(port.name)?.state;
  return [
    add('port-state', port.name, 'shut', {
      state: state === 'shut' ? 'ok' : 'wrong',
      observed: state ?? 'not listed',
    }),
  ];
}

function edgeVerdict(port: ObservedPort | undefined): Verdict {
  if (port === undefined) return { state: 'wrong', observed: 'not listed' };
  const states = { up: 'ok', 'no-carrier': 'waiting', shut: 'wrong', 'error-disabled': 'wrong' } as const;
  return { state: states[port.state], observed: port.state };
}

function vlanVerdict(observed: ObservedSwitch, id: number, name: string): Verdict {
  const vlan = observed.vlans.get(id);
  if (vlan === undefined) return { state: 'wrong', observed: 'absent' };
  const isRight = vlan.isActive && vlan.name === name;
  return {
    state: isRight ? 'ok' : 'wrong',
    observed: `${vlan.name}, ${vlan.isActive ? 'active' : 'suspended'}`,
  };
}

const memberStates: Readonly<Record<MemberState, Check['state']>> = {
  bundled: 'ok',
  fallback: 'waiting',
  waiting: 'waiting',
  suspended: 'wrong',
  down: 'waiting',
};

function memberVerdict(observed: ObservedSwitch, portChannel: DesiredPortChannel, port: string): Verdict {
  const member = observed.portChannels.get(portChannel.id)?.members.get(port);
  if (member === undefined) return { state: 'wrong', observed: 'no member' };
  const link = observed.ports.get(port)?.state;
  if (link === 'shut' || link === 'error-disabled') return { state: 'wrong', observed: link };
  if (portChannel.role === 'peer-link' && member !== 'bundled') return { state: 'wrong', observed: member };
  return { state: memberStates[member], observed: member };
}

const mlagStates: Readonly<Record<MlagState, Check['state']>> = {
  full: 'ok',
  partial: 'waiting',
  inactive: 'waiting',
  configured: 'wrong',
  disabled: 'wrong',
};

/** Where the other member has no leg it does not know the bond either: `configured` is all there can be. */
const oneSidedStates: Readonly<Record<MlagState, Check['state']>> = {
  ...mlagStates,
  partial: 'ok',
  configured: 'ok',
};

function mlagVerdict(observed: ObservedSwitch, { id, isOneSided }: DesiredPortChannel): Verdict {
  const state = observed.mlags.get(id);
  if (state === undefined) return { state: 'wrong', observed: 'absent' };
  const states = isOneSided === true ? oneSidedStates : mlagStates;
  return { state: states[state], observed: state };
}

function pairVerdict({ pair }: ObservedSwitch): Verdict {
  if (pair === undefined) return { state: 'wrong', observed: 'no pair domain' };
  if (!pair.peerLinkUp) return { state: 'wrong', observed: 'peer-link down' };
  if (!pair.isActive) return { state: 'wrong', observed: 'not active' };
  if (pair.inconsistencies.length > 0) {
    return { state: 'wrong', observed: `inconsistent: ${pair.inconsistencies.slice(0, 3).join('; ')}` };
  }
  if (pair.keepaliveUp === false) return { state: 'wrong', observed: 'keepalive down' };
  return { state: 'ok', observed: `active, ${pair.role ?? 'no role yet'}` };
}
