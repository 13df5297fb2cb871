/** Virtual switches for tests: one alone, or the two of a pair with a server, and a clock that tests move. */
import { virtualEos } from '../../../src/drivers/arista-eos/virtual.ts';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { FaultControls } from '../../../src/lab/fault-controls.ts';
import { LabWorld } from '../../../src/lab/world.ts';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';

/** A clock that stands still until it is moved; what falls due on the way is done in order. */
export class Clock {
  #now = 1_000_000;
  #due: { readonly at: number; readonly action: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly schedule = (afterMs: number, action: () => void): (() => void) => {
    const entry = { at: this.#now + afterMs, action };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  };

  move(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
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

/** Switches `sw1` and `sw2`, each with Ethernet1 to 8, cabled to each other on Ethernet7 and 8. */
export function rig(options: RigOptions = {}): Rig {
  const macs: Readonly<Record<string, string>> = { sw1: '00:1c:73:00:00:01', sw2: '00:1c:73:00:00:02' };
  const ports = Array.from({ length: 8 }, (_, index) => `Ethernet${index + 1}`);
  const cables = ['Ethernet7', 'Ethernet8'].map(
    (port) =>
      [
        { switch: 'sw1', port },
        { switch: 'sw2', port },
      ] as const,
  );
  const switchPlans = Object.keys(macs).map((hostname, index) => ({
    hostname,
    kind: virtualEos,
    ports,
    systemMac: macs[hostname] ?? '',
    addresses: [`192.0.2.1${index + 1}`],
  }));
  const world = new LabWorld({ switches: switchPlans, hosts: options.hosts ?? [], cables });
  const clock = new Clock();
  const faults = new Map<string, FaultControls>();
  const switches = new Map<string, VirtualSwitch>();
  for (const { hostname, systemMac } of switchPlans) {
    const own = new FaultControls((line) => virtualEos.isSave(line));
    faults.set(hostname, own);
    const virtual = virtualEos.create({
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
export function switchOf(made: Rig, hostname = 'sw1'): VirtualSwitch {
  const virtual = made.switches.get(hostname);
  if (virtual === undefined) throw new Error(`the rig has no ${hostname}`);
  return virtual;
}

/** A session in privileged mode. */
export function privileged(virtual: VirtualSwitch): VirtualSession {
  const session = virtual.openSession();
  session.type('enable');
  return session;
}

/** Types lines one after the other and gives the answers, without their last line end. */
export function typeAll(session: VirtualSession, lines: readonly string[]): readonly string[] {
  return lines.map((line) => session.type(line).output.replace(/\n$/, ''));
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

/** The value at a path of field names; undefined where a step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const step of path) {
    current = typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }
  return current;
}

/** The running configuration without header, `!` lines and empty ports, one trimmed line each. */
export function lines(virtual: VirtualSwitch): readonly string[] {
  return virtual
    .runningConfig()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('!'));
}

/** The lines of one section of the running configuration, without indentation. */
export function section(virtual: VirtualSwitch, header: string): readonly string[] {
  const all = virtual.runningConfig().split('\n');
  const from = all.indexOf(header);
  if (from === -1) return [];
  const rest = all.slice(from + 1);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith(' ')),
    )
    .map((line) => line.trim());
}
