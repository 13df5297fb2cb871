/**
 * A lab of real switches: for every switch of a site a device with Open vSwitch, FRR, OpenSSH and lldpd of its own, for
 * every server one that bonds and answers pings, and the cables of the site between them. Root on Linux only.
 * Nothing outside the devices is changed, so nothing stays when they are gone, and any number of labs run at once.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { VirtualSwitchKind } from '../../drivers/virtual-switch.ts';
import type { SwitchPort } from '../../fabric/model/ids.ts';
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import type { LabFile } from '../lab-file.ts';
import { labPlan, type LabPlan } from '../lab-plan.ts';
import { cablesOf, farEnd, plugIn, portsOf, type Cable } from './cabling.ts';
import {
  powerOffProgram,
  powerOnProgram,
  quietProgram,
  restartProgram,
  routedProgram,
} from './device-program.ts';
import { makeDevice, type Device, type DeviceSetup } from './device.ts';
import { makeLabFolder } from './lab-folder.ts';
import { missingForRealLab } from './requirements.ts';
import { serverSide, type ServerInterface } from './server-side.ts';
import { openSshDoor, type SshDoor } from './ssh-door.ts';
import { underlayOf, type Underlay } from './underlay.ts';

const execute = promisify(execFile);

/** A server of a real lab. */
export interface RealServer {
  readonly device: Device;
  readonly interfaces: readonly ServerInterface[];
}

export interface RealLab {
  /** By hostname. */
  readonly switches: ReadonlyMap<string, Device>;
  /** By name. */
  readonly servers: ReadonlyMap<string, RealServer>;
  /** What `--lab` needs to reach the switches. With the same password `admin` has the routing command line. */
  readonly labFile: LabFile;
  /** The address of every switch in the underlay, without prefix length. */
  readonly loopbacks: ReadonlyMap<string, string>;
  /** Pulls the cable of a switch port, or plugs it in again. */
  setCable(at: SwitchPort, isPlugged: boolean): Promise<void>;
  /** Kills the forwarding process of a switch and lets its service start it again. */
  restartForwarding(hostname: string): Promise<void>;
  /** Takes the power of a switch, so that its ports lose their carrier, or gives it back. */
  setPower(hostname: string, isOn: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A lab while it is built: what has to be taken down again, whatever happens. */
class Site {
  readonly directory: string;
  readonly devices = new Map<string, Device>();
  readonly doors: SshDoor[] = [];
  readonly underlay: Underlay;
  readonly cables: readonly Cable[];
  /** Ports by device. */
  readonly ports: ReadonlyMap<string, readonly string[]>;

  constructor(directory: string, underlay: Underlay, cables: readonly Cable[]) {
    this.directory = directory;
    this.underlay = underlay;
    this.cables = cables;
    this.ports = portsOf(cables);
  }

  device(name: string): Device {
    const device = this.devices.get(name);
    if (device === undefined) throw new Error(`there is no device ${name}`);
    return device;
  }

  /** Ports of a device that are the kernel's; the others are Open vSwitch's. */
  routedPorts(name: string): readonly string[] {
    return this.underlay.switches.find(({ hostname }) => hostname === name)?.ports ?? [];
  }

  async program(name: string, text: string, ports = this.ports.get(name) ?? []): Promise<void> {
    await this.device(name).run('bash', '-c', text, 'program', ...ports);
  }

  async stop(): Promise<void> {
    const closed = this.doors.map((door) => door.close());
    await Promise.all([...this.devices.values()].map((device) => device.stop()));
    await Promise.all(closed);
    await rm(this.directory, { recursive: true, force: true });
  }
}

/**
 * Starts it; everything is cabled, servers have their bonds and addresses, leaves and spines route, and switches have no
 * configuration of Open vSwitch. Throws where the machine lacks something, or a port of the underlay has a cable already.
 */
export async function startRealLab(
  fabric: ResolvedFabric,
  kinds: ReadonlyMap<string, VirtualSwitchKind>,
): Promise<RealLab> {
  const missing = missingForRealLab();
  if (missing !== undefined) throw new Error(missing);
  const plan = labPlan(fabric, kinds);
  const underlay = underlayOf(fabric.switches);
  const cables = cablesOf(plan.hosts, [...plan.cables, ...underlay.cables]);
  const site = new Site(await makeLabFolder(), underlay, cables);
  try {
    return await built(site, plan, fabric);
  } catch (error) {
    await site.stop();
    throw error;
  }
}

async function built(site: Site, plan: LabPlan, fabric: ResolvedFabric): Promise<RealLab> {
  const names = plan.switches.map(({ hostname }) => hostname);
  const login = await loginOf(site.directory, names);
  await makeDevices(site, plan, login.files);
  await plugIn(site.cables, site.devices);
  await Promise.all([...site.devices.values()].map((device) => started(device, site)));
  const servers = await Promise.all(
    plan.hosts.map(async ({ name }) => [name, await joined(site.device(name), fabric)] as const),
  );
  const listening: [string, LabFile['switches'][string]][] = [];
  for (const name of names) {
    const door = await openSshDoor(site.device(name));
    site.doors.push(door);
    listening.push([name, { host: door.host, port: door.port, hostKey: login.hostKeys.get(name) ?? '' }]);
  }
  return {
    switches: new Map(names.map((name) => [name, site.device(name)])),
    servers: new Map(servers),
    labFile: { username: 'root', password: login.password, switches: Object.fromEntries(listening) },
    loopbacks: new Map(site.underlay.switches.map(({ hostname, loopback }) => [hostname, loopback])),
    ...controls(site),
  };
}

function controls(site: Site): Pick<RealLab, 'setCable' | 'restartForwarding' | 'setPower' | 'stop'> {
  return {
    setCable: async ({ switch: device, port }, isPlugged) => {
      const far = farEnd(site.cables, { device, port });
      const state = isPlugged ? 'up' : 'down';
      await site.device(far.device).run('ip', 'link', 'set', 'dev', far.port, state);
    },
    restartForwarding: (hostname) => site.program(hostname, restartProgram),
    setPower: (hostname, isOn) =>
      isOn
        ? site.program(hostname, powerOnProgram, site.routedPorts(hostname))
        : site.program(hostname, powerOffProgram),
    stop: () => site.stop(),
  };
}

/** All at once; those that were made are known even where another one failed. */
async function makeDevices(
  site: Site,
  plan: LabPlan,
  files: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Promise<void> {
  const make = async (setup: Omit<DeviceSetup, 'directory'>): Promise<void> => {
    site.devices.set(setup.name, await makeDevice({ ...setup, directory: site.directory }));
  };
  const made = await Promise.allSettled([
    ...plan.switches.map(({ hostname: name }) =>
      make({ name, services: ['switching', 'routing', 'login', 'neighbours'], files: files.get(name) ?? {} }),
    ),
    ...plan.hosts.map(({ name }) => make({ name, services: ['switching', 'neighbours'], files: {} })),
  ]);
  for (const one of made) if (one.status === 'rejected') throw one.reason;
}

/** A password for all switches and a host key for each. */
async function loginOf(directory: string, switches: readonly string[]) {
  // In digits and letters alone: a password that begins with a dash would be an option of openssl.
  const password = randomBytes(18).toString('hex');
  const { stdout: hash } = await execute('openssl', ['passwd', '-6', password]);
  const hostKeys = new Map<string, string>();
  const files = new Map<string, Readonly<Record<string, string>>>();
  const makeKey = async (name: string): Promise<void> => {
    const file = path.join(directory, `${name}.key`);
    await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
    hostKeys.set(name, (await readFile(`${file}.pub`, 'utf8')).trim());
    files.set(name, { host_key: await readFile(file, 'utf8'), password_hash: hash.trim() });
  };
  await Promise.all(switches.map(makeKey));
  return { password, hostKeys, files };
}

async function started(device: Device, site: Site): Promise<void> {
  const routed = site.routedPorts(device.name);
  const switched = (site.ports.get(device.name) ?? []).filter((port) => !routed.includes(port));
  if (switched.length > 0) await site.program(device.name, quietProgram, switched);
  if (routed.length > 0) await site.program(device.name, routedProgram, routed);
  await device.start();
  const lines = site.underlay.switches.find(({ hostname }) => hostname === device.name)?.lines;
  if (lines !== undefined) await typed(device, ['configure terminal', ...lines, 'end', 'write memory']);
}

/** Into the routing command line of a switch; throws where it refuses a line. */
async function typed(device: Device, lines: readonly string[]): Promise<void> {
  await device.run('vtysh', ...lines.flatMap((line) => ['-c', line]));
}

async function joined(device: Device, fabric: ResolvedFabric): Promise<RealServer> {
  const { commands, interfaces } = serverSide(fabric, device.name);
  for (const command of commands) await device.run(...command);
  return { device, interfaces };
}
