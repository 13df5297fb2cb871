/** Starts and stops a lab: a virtual switch behind an SSH server on loopback for every switch of a plan. */
import { randomBytes } from 'node:crypto';
import { FaultControls } from './fault-controls.ts';
import { freshHostKey, keptHostKey } from './host-keys.ts';
import type { LabHost } from './lab-host.ts';
import type { LabPlan, PlannedSwitch } from './lab-plan.ts';
import { LabSwitch } from './lab-switch.ts';
import { LabWorld } from './world.ts';

export interface LabOptions {
  /** Startup configurations by hostname; a switch without one starts with factory defaults. */
  readonly startup?: ReadonlyMap<string, string>;
  /** Where host keys are kept; absent: fresh ones every time. */
  readonly keyDirectory?: string;
  readonly username?: string;
  /** Absent: made for this lab. */
  readonly password?: string;
  /** Asked on the way to the privileged mode; absent: none is set. */
  readonly enablePassword?: string;
  /** Milliseconds since any fixed moment; with `schedule`, lets tests move the time. */
  readonly now?: () => number;
  readonly schedule?: (afterMs: number, action: () => void) => () => void;
}

export interface Lab {
  readonly username: string;
  readonly password: string;
  readonly enablePassword?: string;
  /** By hostname. */
  readonly switches: ReadonlyMap<string, LabSwitch>;
  /** By name. */
  readonly hosts: ReadonlyMap<string, LabHost>;
  /** The cables. */
  readonly world: LabWorld;
  /** Ends every session and stops listening. */
  stop(): Promise<void>;
}

/** Builds the switches of a plan, cables them and makes them reachable on loopback. */
export async function startLab(plan: LabPlan, options: LabOptions = {}): Promise<Lab> {
  const world = new LabWorld(plan);
  const username = options.username ?? 'admin';
  const password = options.password ?? randomBytes(18).toString('base64url');
  const switches = new Map<string, LabSwitch>();
  for (const planned of plan.switches) {
    switches.set(planned.hostname, await labSwitch(planned, world, { ...options, username, password }));
  }
  const lab: Lab = {
    username,
    password,
    ...(options.enablePassword === undefined ? {} : { enablePassword: options.enablePassword }),
    switches,
    hosts: world.hosts,
    world,
    stop: async () => {
      for (const one of switches.values()) one.virtual.close();
      await Promise.all([...switches.values()].map((one) => one.stop()));
    },
  };
  await Promise.all([...switches.values()].map((one) => one.start()));
  for (const one of switches.values()) one.virtual.surroundingsChanged();
  return lab;
}

async function labSwitch(
  planned: PlannedSwitch,
  world: LabWorld,
  options: LabOptions & { readonly username: string; readonly password: string },
): Promise<LabSwitch> {
  const { username, password, enablePassword, schedule } = options;
  const faults = new FaultControls((line) => planned.kind.isSave(line));
  const virtual = planned.kind.create({
    hostname: planned.hostname,
    ports: planned.ports,
    systemMac: planned.systemMac,
    startup: options.startup?.get(planned.hostname) ?? '',
    username,
    ...(enablePassword === undefined ? {} : { enablePassword }),
    surroundings: world.surroundings(planned.hostname),
    faults,
    now: options.now ?? Date.now,
    ...(schedule === undefined ? {} : { schedule }),
  });
  world.install(virtual);
  const hostKey =
    options.keyDirectory === undefined
      ? freshHostKey()
      : await keptHostKey(options.keyDirectory, planned.hostname);
  return new LabSwitch({ virtual, faults, hostKey, world, username, password });
}
