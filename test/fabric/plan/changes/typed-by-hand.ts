/** What somebody types at a switch between two plans: on ports of ours and on ports that become ours. */
import fc from 'fast-check';
import type { Driver } from '../../../../src/drivers/driver.ts';
import type { Observed } from '../../../../src/engine/plan-site.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { formatConfig } from '../../../../src/fabric/remediation/format-config.ts';
import { RefusedLine } from '../../../contracts/console.ts';
import { stockOf } from '../../../contracts/desired-switches.ts';
import { changed, runningOf, uniqueName, withSwitch } from '../../../contracts/switch-under-test.ts';
import { portCount, switchNames } from './generated-story.ts';
import { readSwitch, runningOn } from './played-story.ts';

/** Lines of an interface that more than one system takes. */
const switchport: readonly string[] = [
  'shutdown',
  'no shutdown',
  'switchport access vlan 101',
  'switchport mode trunk',
  'no switchport mode',
  'switchport trunk allowed vlan 100-103',
  'no switchport trunk allowed vlan',
  'switchport trunk native vlan 102',
  'no switchport',
  'no channel-group',
  'channel-group 70 mode active',
];

/** Lines of an interface, by driver. */
const lines: Readonly<Record<string, readonly string[]>> = {
  'arista-eos': [...switchport, 'no mlag', 'lacp timer fast'],
  'cisco-nxos': [
    ...switchport,
    'no vpc',
    'no lacp suspend-individual',
    'mtu 9216',
    'spanning-tree guard root',
  ],
  'dell-os10': [
    'shutdown',
    'no shutdown',
    'switchport access vlan 101',
    'switchport mode trunk',
    'switchport mode access',
    'switchport trunk allowed vlan 102-103',
    'no switchport trunk allowed vlan 100-103',
    'no switchport',
    'switchport',
    'no channel-group',
    'channel-group 70 mode active',
    'no vlt-port-channel',
    'mtu 9216',
  ],
  openvswitch: ['shut', 'no shut', 'access 101', 'no access', 'native 102', 'trunk 100-103', 'no trunk'],
};

/** A line, and where it is typed; each a position that is taken modulo what there is. */
interface TypedLine {
  readonly at: number;
  readonly section: number;
  readonly line: number;
}

/** A few lines on any of the switches. */
export const typedLines: fc.Arbitrary<readonly TypedLine[]> = fc.array(
  fc.record({ at: fc.nat(2), section: fc.nat(8), line: fc.nat(14) }),
  { maxLength: 6 },
);

/** The switches after that; from the first line on that one of them refuses nothing more is typed there. */
export function typedByHand(driver: Driver, before: Observed, typed: readonly TypedLine[]): Observed {
  const read = switchNames.flatMap((hostname, at) => {
    const here = typed.filter((line) => line.at === at);
    const running = runningOn(before, hostname);
    return here.length === 0 ? [] : [readSwitch(driver, hostname, typedInto(driver, running, here))];
  });
  return { ...before, read: new Map([...before.read, ...read.map((one) => [one.hostname, one] as const)]) };
}

function typedInto(driver: Driver, running: ConfigTree, typed: readonly TypedLine[]): ConfigTree {
  const known = lines[driver.traits.name] ?? [];
  const sections = sectionsOf(driver, running);
  const indent = ' '.repeat(driver.rules.layout.indent);
  const startup = formatConfig(running, driver.rules);
  return withSwitch({ ...driver, device: 'by hand', startup }, {}, (one) => {
    try {
      for (const { section, line } of typed) {
        const header = sections[section % sections.length] ?? '';
        changed(driver, one, uniqueName(), [header, indent + (known[line % known.length] ?? '')]);
      }
    } catch (error) {
      if (!(error instanceof RefusedLine)) throw error;
    }
    return runningOf(driver, one);
  });
}

/** Headers of the ports that servers are cabled to, and of the bonds that bear a mark. */
function sectionsOf(driver: Driver, running: ConfigTree): readonly string[] {
  const ports = stockOf(driver.traits).serverPorts.slice(0, portCount);
  const bonds = driver
    .readFacts(running)
    .portChannels.filter(({ description }) => description?.startsWith('tl:'));
  return [
    ...ports.flatMap((port) => driver.sectionsOf({ kind: 'port', port })),
    ...bonds.flatMap(({ id }) => driver.sectionsOf({ kind: 'port-channel', id })),
  ];
}
