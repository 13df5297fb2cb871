/** Virtual OS10 switches for tests. */
import { virtualOs10 } from '../../../src/drivers/dell-os10/virtual.ts';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { pairRig, typeAll, type Rig, type RigOptions } from '../virtual-rig.ts';

export const ports = Array.from({ length: 8 }, (_, index) => `ethernet1/1/${index + 1}`);

/** Switches `leaf-a` and `leaf-b`, each with eight ports, cabled to each other on 1/1/7 and 1/1/8. */
export function rig(options?: RigOptions): Rig {
  const macs = { 'leaf-a': '50:9a:4c:00:00:01', 'leaf-b': '50:9a:4c:00:00:02' };
  return pairRig({ kind: virtualOs10, macs, ports, startsAt: Date.UTC(2026, 0, 1) }, options);
}

/** A session in configuration mode. */
export function configuring(virtual: VirtualSwitch): VirtualSession {
  const session = virtual.openSession();
  session.type('configure terminal');
  return session;
}

/** Types lines in configuration mode; throws where one is refused. */
export function configure(virtual: VirtualSwitch, text: string): void {
  const session = configuring(virtual);
  for (const line of text.split('\n')) {
    const { output } = session.type(line);
    if (output.startsWith('% ')) throw new Error(`${line}: ${output}`);
  }
  session.end();
}

/** What the last of these lines is answered with in configuration mode. */
export function answerTo(virtual: VirtualSwitch, text: string): string {
  const session = configuring(virtual);
  const answers = typeAll(session, text.split('\n'));
  session.end();
  return answers.at(-1) ?? '';
}

/** What a show command prints, as lines. */
export function shown(virtual: VirtualSwitch, command: string): readonly string[] {
  return virtual.openSession().type(command).output.replace(/\n$/, '').split('\n');
}

/** The running configuration without what tells the time. */
export function body(virtual: VirtualSwitch): readonly string[] {
  return virtual
    .runningConfig()
    .split('\n')
    .filter((line) => !line.startsWith('! Last configuration change'));
}
