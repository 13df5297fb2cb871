/** Virtual switches of one kind for tests: the two of a pair with their hosts, and a clock that tests move. */
import type { VirtualSession, VirtualSwitch, VirtualSwitchKind } from '../../src/drivers/virtual-switch.ts';
import { FaultControls } from '../../src/lab/fault-controls.ts';
import type { PlannedHost } from '../../src/lab/lab-plan.ts';
import { LabWorld } from '../../src/lab/world.ts';

/** A clock that stands still until it is moved; what falls due on the way is done in order. */
export class Clock {
  #now: number;
  #due: readonly { readonly at: number; readonly action: () => void }[] = [];

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

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

/** What the switches of a rig are. */
export interface RigPlan {
  readonly kind: VirtualSwitchKind;
  /** Their chassis MACs by their names. */
  readonly macs: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  /** Milliseconds since 1970 at which the clock starts. */
  readonly startsAt: number;
}

export interface RigOptions {
  readonly hosts?: readonly PlannedHost[];
  readonly startup?: Readonly<Record<string, string>>;
  readonly enablePassword?: string;
}

/** Two switches, cabled to each other on the last two of their ports. */
export function pairRig({ kind, macs, ports, startsAt }: RigPlan, options: RigOptions = {}): Rig {
  const [first = '', second = ''] = Object.keys(macs);
  const cables = ports.slice(-2).map(
    (port) =>
      [
        { switch: first, port },
        { switch: second, port },
      ] as const,
  );
  const plans = Object.entries(macs).map(([hostname, systemMac], index) => ({
    hostname,
    kind,
    ports,
    systemMac,
    addresses: [`192.0.2.1${index + 1}`],
  }));
  const world = new LabWorld({ switches: plans, hosts: options.hosts ?? [], cables });
  const clock = new Clock(startsAt);
  const faults = new Map<string, FaultControls>();
  const switches = new Map<string, VirtualSwitch>();
  for (const { hostname, systemMac } of plans) {
    const own = new FaultControls((line) => kind.isSave(line));
    faults.set(hostname, own);
    const virtual = kind.create({
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

/** One switch of a rig; the first where none is named. */
export function switchOf(made: Rig, hostname = [...made.switches.keys()][0] ?? ''): VirtualSwitch {
  const virtual = made.switches.get(hostname);
  if (virtual === undefined) throw new Error(`the rig has no ${hostname}`);
  return virtual;
}

/** Types lines one after the other and gives the answers, without their last line end. */
export function typeAll(session: VirtualSession, lines: readonly string[]): readonly string[] {
  return lines.map((line) => session.type(line).output.replace(/\n$/, ''));
}

/** The value at a path of field names; undefined where a step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const step of path) {
    current = typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }
  return current;
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
