/** Virtual switches for tests: the two of a pair with a server, and a clock that tests move. */
import { virtualOs10 } from '../../../src/drivers/dell-os10/virtual.ts';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { FaultControls } from '../../../src/lab/fault-controls.ts';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { LabWorld } from '../../../src/lab/world.ts';

/** A clock that stands still until it is moved. */
export class Clock {
  #now = Date.UTC(2026, 0, 1);

  readonly now = (): number => this.#now;

  move(ms: number): void {
    this.#now += ms;
  }
}

export interface Rig {
  readonly world: LabWorld;
  readonly clock: Clock;
  readonly faults: ReadonlyMap<string, FaultControls>;
  readonly switches: ReadonlyMap<string, VirtualSwitch>;
}

export interface RigOptions {
  readonly hosts?: readonly PlannedHost[];
  readonly startup?: Readonly<Record<string, string>>;
  readonly enablePassword?: string;
}

export const ports = Array.from({ length: 8 }, (_, index) => `ethernet1/1/${index + 1}`);

const macs: Readonly<Record<string, string>> = {
  'leaf-a': '50:9a:4c:00:00:01',
  'leaf-b': '50:9a:4c:00:00:02',
};

/** Switches `leaf-a` and `leaf-b`, each with eight ports, cabled to each other on 1/1/7 and 1/1/8. */
export function rig(options: RigOptions = {}): Rig {
  const cables = ['ethernet1/1/7', 'ethernet1/1/8'].map(
    (port) =>
      [
        { switch: 'leaf-a', port },
        { switch: 'leaf-b', port },
      ] as const,
  );
  const plans = Object.entries(macs).map(([hostname, systemMac], index) => ({
    hostname,
    kind: virtualOs10,
    ports,
    systemMac,
    addresses: [`192.0.2.1${index + 1}`],
  }));
  const world = new LabWorld({ switches: plans, hosts: options.hosts ?? [], cables });
  const clock = new Clock();
  const faults = new Map<string, FaultControls>();
  const switches = new Map<string, VirtualSwitch>();
  for (const { hostname, systemMac } of plans) {
    const own = new FaultControls((line) => virtualOs10.isSave(line));
    faults.set(hostname, own);
    const virtual = virtualOs10.create({
      hostname,
      ports,
      systemMac,
      startup: options.startup?.[hostname] ?? '',
      username: 'admin',
      ...(options.enablePassword === undefined ? {} : { enablePassword: options.enablePassword }),
      surroundings: world.surroundings(hostname),
      faults: own,
      now: clock.now,
    });
    world.install(virtual);
    switches.set(hostname, virtual);
  }
  for (const virtual of switches.values()) virtual.surroundingsChanged();
  return { world, clock, faults, switches };
}

/** One switch of a rig. */
export function switchOf(made: Rig, hostname = 'leaf-a'): VirtualSwitch {
  const virtual = made.switches.get(hostname);
  if (virtual === undefined) throw new Error(`the rig has no ${hostname}`);
  return virtual;
}

/** Types lines one after the other and gives the answers, without their last line end. */
export function typeAll(session: VirtualSession, lines: readonly string[]): readonly string[] {
  return lines.map((line) => session.type(line).output.replace(/\n$/, ''));
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

/** The lines of one section of the running configuration, without indentation; none where it does not exist. */
export function section(virtual: VirtualSwitch, header: string): readonly string[] {
  const all = virtual.runningConfig().split('\n');
  const from = all.indexOf(header);
  if (from === -1) return [];
  const rest = all.slice(from + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end).map((line) => line.trim());
}

/** The running configuration without what tells the time. */
export function body(virtual: VirtualSwitch): readonly string[] {
  return virtual
    .runningConfig()
    .split('\n')
    .filter((line) => !line.startsWith('! Last configuration change'));
}
