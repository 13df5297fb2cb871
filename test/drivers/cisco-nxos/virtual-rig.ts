/** Virtual NX-OS switches for tests. */
import { virtualNxos } from '../../../src/drivers/cisco-nxos/virtual.ts';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { at, pairRig, typeAll, type Rig, type RigOptions } from '../virtual-rig.ts';

/** Switches `leaf-a` and `leaf-b`, each with Ethernet1/1 to 1/8, cabled to each other on 1/7 and 1/8. */
export function rig(options?: RigOptions): Rig {
  const ports = Array.from({ length: 8 }, (_, index) => `Ethernet1/${index + 1}`);
  const macs = { 'leaf-a': '00:3a:9c:00:00:0a', 'leaf-b': '00:3a:9c:00:00:0b' };
  return pairRig({ kind: virtualNxos, macs, ports, startsAt: Date.UTC(2024, 0, 1, 10) }, options);
}

/** A session that asks no questions. */
export function quiet(virtual: VirtualSwitch): VirtualSession {
  const session = virtual.openSession();
  session.type('terminal dont-ask');
  return session;
}

/** Whether the switch has refused a line. */
export function isRefusal(output: string): boolean {
  return /^% |^ERROR:|^command failed:|^Failed\. err=/m.test(output);
}

/** Types lines in configuration mode; throws where one is refused. */
export function configure(virtual: VirtualSwitch, text: string): void {
  const session = quiet(virtual);
  session.type('configure terminal');
  for (const line of text.split('\n')) {
    const { output } = session.type(line);
    if (isRefusal(output)) throw new Error(`${line}: ${output}`);
  }
}

/** What the switch answers to the last of some lines typed in configuration mode, in one line. */
export function answerTo(virtual: VirtualSwitch, ...lines: readonly string[]): string {
  const session = quiet(virtual);
  const answers = typeAll(session, ['configure terminal', ...lines]);
  return (answers.at(-1) ?? '').trim().split(/\n */).at(-1) ?? '';
}

/** What a show command gives as data, numbers as numbers. */
export function shown(virtual: VirtualSwitch, command: string): unknown {
  return JSON.parse(quiet(virtual).type(`${command} | json native`).output);
}

/** The rows of a table, which is an object when there is one row. */
export function rows(value: unknown, name: string): readonly unknown[] {
  const found = at(value, `TABLE_${name}`, `ROW_${name}`);
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

/** The running configuration without blank lines, as printed. */
export function lines(virtual: VirtualSwitch): readonly string[] {
  return virtual
    .runningConfig()
    .split('\n')
    .filter((line) => line !== '');
}
