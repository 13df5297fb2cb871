/** Virtual EOS switches for tests. */
import { virtualEos } from '../../../src/drivers/arista-eos/virtual.ts';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { pairRig, type Rig, type RigOptions } from '../virtual-rig.ts';

/** Switches `sw1` and `sw2`, each with Ethernet1 to 8, cabled to each other on Ethernet7 and 8. */
export function rig(options?: RigOptions): Rig {
  const ports = Array.from({ length: 8 }, (_, index) => `Ethernet${index + 1}`);
  const macs = { sw1: '00:1c:73:00:00:01', sw2: '00:1c:73:00:00:02' };
  return pairRig({ kind: virtualEos, macs, ports, startsAt: 1_000_000 }, options);
}

/** A session in privileged mode. */
export function privileged(virtual: VirtualSwitch): VirtualSession {
  const session = virtual.openSession();
  session.type('enable');
  return session;
}

/** Types lines in configuration mode; throws where one is refused. */
export function configure(virtual: VirtualSwitch, text: string): void {
  const session = privileged(virtual);
  session.type('configure');
  for (const line of text.split('\n')) {
    const { output } = session.type(line);
    if (output.startsWith('% ')) throw new Error(`${line}: ${output}`);
  }
}

/** What a show command gives as data. */
export function shown(virtual: VirtualSwitch, command: string): unknown {
  return JSON.parse(privileged(virtual).type(`${command} | json`).output);
}

/** The running configuration without header, `!` lines and empty ports, one trimmed line each. */
export function lines(virtual: VirtualSwitch): readonly string[] {
  return virtual
    .runningConfig()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('!'));
}
