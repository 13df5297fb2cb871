/** What somebody else types at a switch: on what is his, or on a port that is ours. */
import type { VirtualSession } from '../../src/drivers/virtual-switch.ts';
import { portName, type DriverName } from '../site/site-model.ts';

export const foreignEdits = ['bench', 'bench VLAN', 'bond', 'VLAN name', 'new port'] as const;

export interface ForeignEdit {
  readonly what: (typeof foreignEdits)[number];
  /** Tells one from the other. */
  readonly number: number;
  /** He also saves the configuration. */
  readonly isSaved: boolean;
}

/** Lines for what is his, from the privileged mode and back to it. */
export function foreignLines(driver: DriverName, { what, number, isSaved }: ForeignEdit): readonly string[] {
  const save = driver === 'cisco-nxos' ? 'copy running-config startup-config' : 'write memory';
  return ['configure terminal', ...lines(driver, what, String(number)), 'end', ...(isSaved ? [save] : [])];
}

/** Lines that put something on a port that nobody wants there and that forwards as before. */
export function meddlingLines(port: string): readonly string[] {
  return ['configure terminal', `interface ${port}`, 'spanning-tree guard loop', 'end'];
}

function lines(driver: DriverName, what: ForeignEdit['what'], number: string): readonly string[] {
  const says = driver === 'dell-os10' ? `description "bobs ${number}"` : `description bobs ${number}`;
  switch (what) {
    case 'bench':
      return [`interface ${portName(driver, 46)}`, says];
    case 'bench VLAN':
      return [
        `interface ${portName(driver, 46)}`,
        `switchport access vlan ${Number(number) % 2 === 0 ? '900' : '901'}`,
      ];
    case 'bond':
      return [`interface ${driver === 'arista-eos' ? 'Port-Channel' : 'port-channel'}70`, says];
    case 'VLAN name':
      return driver === 'dell-os10' ? ['interface vlan900', says] : ['vlan 900', `name bobs-${number}`];
    case 'new port':
      return [`interface ${portName(driver, 47)}`, says];
  }
}

/** Types them one after the other, as somebody at the console does; gives what was answered. */
export function typeAll(session: VirtualSession, typed: readonly string[], enable?: string): string {
  const wayIn = enable === undefined ? [] : ['enable', enable];
  const answers = [...wayIn, ...typed].map((line) => session.type(line).output);
  session.end();
  return answers.join('');
}
