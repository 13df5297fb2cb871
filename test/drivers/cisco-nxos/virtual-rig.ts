/** Virtual switches for tests: the two of a pair with their servers, and a clock that tests move. */
import { virtualNxos } from '../../../src/drivers/cisco-nxos/virtual.ts';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { FaultControls } from '../../../src/lab/fault-controls.ts';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { LabWorld } from '../../../src/lab/world.ts';

/** A clock that stands still until it is moved; what falls due on the way is done in order. */
export class Clock {
  #now = Date.UTC(2024, 0, 1, 10);
  #due: readonly { readonly at: number; readonly action: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly schedule = (afterMs: number, action: () => void): (() => void) => {
    const entry = { at: this.#now + afterMs, action };
    this.#due = [...this.#due, entry];
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  };

  move(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#due = this.#due.filter((entry) => entry !== next);
      this.#now = next.at;
      next.action();
    }
    this.#now = end;
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

const macs: Readonly<Record<string, string>> = {
  'leaf-a': '00:3a:9c:00:00:0a',
  'leaf-b': '00:3a:9c:00:00:0b',
};

/** Switches `leaf-a` and `leaf-b`, each with Ethernet1/1 to 1/8, cabled to each other on 1/7 and 1/8. */
export function rig(options: RigOptions = {}): Rig {
  const ports = Array.from({ length: 8 }, (_, index) => `Ethernet1/${index + 1}`);
  const cables = ['Ethernet1/7', 'Ethernet1/8'].map(
    (port) =>
      [
        { switch: 'leaf-a', port },
        { switch: 'leaf-b', port },
      ] as const,
  );
  const plans = Object.entries(macs).map(([hostname, systemMac], index) => ({
    hostname,
    kind: virtualNxos,
    ports,
    systemMac,
    addresses: [`192.0.2.1${index + 1}`],
  }));
  const world = new LabWorld({ switches: plans, hosts: options.hosts ?? [], cables });
  const clock = new Clock();
  const faults = new Map<string, FaultControls>();
  const switches = new Map<string, VirtualSwitch>();
  for (const { hostname, systemMac } of plans) {
    const own = new FaultControls((line) => virtualNxos.isSave(line));
    faults.set(hostname, own);
    const virtual = virtualNxos.create({
      hostname,
      ports,
      systemMac,
      startup: options.startup?.[hostname] ?? '',
      username: 'admin',
      ...(options.enablePassword === undefined ? {} : { enablePassword: options.enablePassword }),
      surroundings: world.surroundings(hostname),
      faults: own,
      now: clock.now,
      schedule: clock.schedule,
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

/** A session that asks no questions. */
export function quiet(virtual: VirtualSwitch): VirtualSession {
  const session = virtual.openSession();
  session.type('terminal dont-ask');
  return session;
}

/** Types lines one after the other and gives the answers, without their last line end. */
export function typeAll(session: VirtualSession, lines: readonly string[]): readonly string[] {
  return lines.map((line) => session.type(line).output.replace(/\n$/, ''));
}

/** Whether the switch has refused a line (reference section 1.5). */
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

/** The value at a path of field names; undefined where a step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const step of path) {
    current = typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }
  return current;
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

/** The lines of one section of the running configuration, without indentation. */
export function section(virtual: VirtualSwitch, header: string): readonly string[] {
  const all = virtual.runningConfig().split('\n');
  const from = all.indexOf(header);
  if (from === -1) return [];
  const rest = all.slice(from + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end).map((line) => line.trim());
}
