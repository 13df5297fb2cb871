/** What a switch is configured to do, in no vendor's words, and every such thing that the laws are tried on. */
import fc from 'fast-check';

/** Absent native: untagged frames are dropped. */
export type Carries =
  | { readonly mode: 'access'; readonly vlan: number }
  | { readonly mode: 'trunk'; readonly native?: number; readonly tagged: readonly number[] };

export type PortUse =
  | { readonly as: 'default' }
  | { readonly as: 'released' }
  | { readonly as: 'edge'; readonly description: string; readonly carries: Carries }
  | { readonly as: 'member'; readonly of: number; readonly priority: number };

export interface PortChannel {
  readonly id: number;
  readonly description: string;
  readonly carries: Carries;
  readonly isOnPair: boolean;
}

export interface Device {
  /** Names by id; an empty name is none. */
  readonly vlans: ReadonlyMap<number, string>;
  readonly portChannels: readonly PortChannel[];
  /** Of ports 1 to 4. */
  readonly ports: readonly PortUse[];
  /** Whether the switch is a member of a pair, and over which VLAN its members talk. */
  readonly pair?: { readonly controlVlan: number; readonly keepalive: string };
}

export const portNumbers = [1, 2, 3, 4];
export const portChannelIds = [11, 12, 13];
const vlanIds = [10, 20, 21, 22, 30];

/** Any switch that its operating system would accept. */
export const anyDevice: fc.Arbitrary<Device> = fc
  .record({
    vlans: someOf(vlanIds, 1),
    names: fc.array(word(), { minLength: 5, maxLength: 5 }),
    ids: someOf(portChannelIds, 0),
  })
  .chain(({ vlans, names, ids }) =>
    fc
      .record({
        channels: fc.tuple(...ids.map((id) => anyPortChannel(id, vlans))),
        ports: fc.tuple(...portNumbers.map(() => anyPortUse(vlans, ids))),
        pair: fc.option(
          fc.record({
            controlVlan: fc.constantFrom(4093, 4094),
            keepalive: fc.constantFrom('192.0.2.1', '192.0.2.2'),
          }),
          { nil: undefined },
        ),
      })
      .map(({ channels, ports, pair }) => ({
        vlans: new Map(vlans.map((id, i) => [id, names[i] ?? ''])),
        portChannels: channels.map((channel) => (pair ? channel : { ...channel, isOnPair: false })),
        ports,
        ...(pair ? { pair } : {}),
      })),
  );

function anyPortChannel(id: number, vlans: readonly number[]): fc.Arbitrary<PortChannel> {
  return fc.record({
    id: fc.constant(id),
    description: word(),
    carries: anyCarries(vlans),
    isOnPair: fc.boolean(),
  });
}

function anyPortUse(vlans: readonly number[], portChannels: readonly number[]): fc.Arbitrary<PortUse> {
  const uses: fc.Arbitrary<PortUse>[] = [
    fc.constant({ as: 'default' } as const),
    fc.constant({ as: 'released' } as const),
    fc.record({ as: fc.constant('edge' as const), description: word(), carries: anyCarries(vlans) }),
  ];
  if (portChannels.length > 0) {
    uses.push(
      fc.record({
        as: fc.constant('member' as const),
        of: fc.constantFrom(...portChannels),
        priority: fc.constantFrom(1000, 1001),
      }),
    );
  }
  return fc.oneof(...uses);
}

function anyCarries(vlans: readonly number[]): fc.Arbitrary<Carries> {
  const access = fc.record({ mode: fc.constant('access' as const), vlan: fc.constantFrom(...vlans) });
  const trunk = fc
    .record({ all: someOf(vlans, 1), hasNative: fc.boolean() })
    .map(({ all: [first, ...rest], hasNative }): Carries =>
      hasNative && first !== undefined
        ? { mode: 'trunk', native: first, tagged: rest }
        : { mode: 'trunk', tagged: first === undefined ? [] : [first, ...rest] },
    );
  return fc.oneof(access, trunk);
}

function someOf(values: readonly number[], minLength: number): fc.Arbitrary<number[]> {
  return fc.subarray([...values], { minLength });
}

function word(): fc.Arbitrary<string> {
  return fc.constantFrom('alpha', 'beta', 'gamma');
}
