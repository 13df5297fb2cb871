/**
 * A lab of real switches: for every switch of a site a device with Open vSwitch, OpenSSH and lldpd of its own, for
 * every server one that bonds and answers pings, and the cables of the site between them. Root on Linux only.
 * Nothing outside the devices is changed, so nothing stays when they are gone, and any number of labs run at once.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { VirtualSwitchKind } from '../../drivers/virtual-switch.ts';
import { portKey, type SwitchPort } from '../../fabric/model/ids.ts';
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import type { LabFile } from '../lab-file.ts';
import { labPlan, type LabPlan, type PlannedHost } from '../lab-plan.ts';
import { powerOffProgram, powerOnProgram, quietProgram, restartProgram } from './device-program.ts';
import { makeDevice, type Device, type DeviceSetup } from './device.ts';
import { nicName, serverSide, type ServerInterface } from './server-side.ts';
import { openSshDoor, type SshDoor } from './ssh-door.ts';

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
  /** What `--lab` needs to reach the switches. */
  readonly labFile: LabFile;
  /** Pulls the cable of a switch port, or plugs it in again. */
  setCable(at: SwitchPort, isPlugged: boolean): Promise<void>;
  /** Kills the forwarding process of a switch and lets its service start it again. */
  restartForwarding(hostname: string): Promise<void>;
  /** Takes the power of a switch, so that its ports lose their carrier, or gives it back. */
  setPower(hostname: string, isOn: boolean): Promise<void>;
  stop(): Promise<void>;
}

interface End {
  readonly device: string;
  readonly port: string;
  readonly mac?: string;
}

type Cable = readonly [End, End];

/** A lab while it is built: what has to be taken down again, whatever happens. */
class Site {
  readonly directory: string;
  readonly devices = new Map<string, Device>();
  readonly doors: SshDoor[] = [];
  /** Ports by device. */
  ports: ReadonlyMap<string, readonly string[]> = new Map();
  readonly cables: readonly Cable[];

  constructor(directory: string, plan: LabPlan) {
    this.directory = directory;
    this.cables = cablesOf(plan.hosts, plan.cables);
  }

  device(name: string): Device {
    const device = this.devices.get(name);
    if (device === undefined) throw new Error(`there is no device ${name}`);
    return device;
  }

  async program(name: string, text: string): Promise<void> {
    await this.device(name).run('bash', '-c', text, 'program', ...(this.ports.get(name) ?? []));
  }

  async stop(): Promise<void> {
    for (const door of this.doors) door.close();
    await Promise.all([...this.devices.values()].map((device) => device.stop()));
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Starts it; everything is cabled, servers have their bonds and addresses, switches have no configuration. */
export async function startRealLab(
  fabric: ResolvedFabric,
  kinds: ReadonlyMap<string, VirtualSwitchKind>,
): Promise<RealLab> {
  const plan = labPlan(fabric, kinds);
  const site = new Site(await mkdtemp(path.join(tmpdir(), 'twinleaf-real-')), plan);
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
  site.ports = await plugIn(site);
  await Promise.all([...site.devices.values()].map((device) => started(device, site)));
  const servers = new Map<string, RealServer>();
  for (const { name } of plan.hosts) servers.set(name, await joined(site.device(name), fabric));
  const listening: [string, LabFile['switches'][string]][] = [];
  for (const name of names) {
    const door = await openSshDoor(site.device(name));
    site.doors.push(door);
    listening.push([name, { host: door.host, port: door.port, hostKey: login.hostKeys.get(name) ?? '' }]);
  }
  return {
    switches: new Map(names.map((name) => [name, site.device(name)])),
    servers,
    labFile: { username: 'root', password: login.password, switches: Object.fromEntries(listening) },
    setCable: async ({ switch: device, port }, isPlugged) => {
      const far = farEnd(site.cables, { device, port });
      const state = isPlugged ? 'up' : 'down';
      await site.device(far.device).run('ip', 'link', 'set', 'dev', far.port, state);
    },
    restartForwarding: (hostname) => site.program(hostname, restartProgram),
    setPower: (hostname, isOn) => site.program(hostname, isOn ? powerOnProgram : powerOffProgram),
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
      make({ name, services: ['switching', 'login', 'neighbours'], files: files.get(name) ?? {} }),
    ),
    ...plan.hosts.map(({ name }) => make({ name, services: ['switching', 'neighbours'], files: {} })),
  ]);
  for (const one of made) if (one.status === 'rejected') throw one.reason;
}

/** A password for all switches and a host key for each. */
async function loginOf(directory: string, switches: readonly string[]) {
  const password = randomBytes(18).toString('base64url');
  const { stdout: hash } = await execute('openssl', ['passwd', '-6', password]);
  const hostKeys = new Map<string, string>();
  const files = new Map<string, Readonly<Record<string, string>>>();
  for (const name of switches) {
    const file = path.join(directory, `${name}.key`);
    await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
    hostKeys.set(name, (await readFile(`${file}.pub`, 'utf8')).trim());
    files.set(name, { host_key: await readFile(file, 'utf8'), password_hash: hash.trim() });
  }
  return { password, hostKeys, files };
}

function cablesOf(
  hosts: readonly PlannedHost[],
  between: readonly (readonly [SwitchPort, SwitchPort])[],
): readonly Cable[] {
  const end = ({ switch: device, port }: SwitchPort): End => ({ device, port });
  return [
    ...between.map(([one, other]) => [end(one), end(other)] as const),
    ...hosts.flatMap(({ name, ports }) =>
      ports.map(({ at, mac }, index) => [{ device: name, port: nicName(index), mac }, end(at)] as const),
    ),
  ];
}

function farEnd(cables: readonly Cable[], near: End): End {
  for (const ends of cables) {
    for (const [i, { device, port }] of ends.entries()) {
      const other = ends[1 - i];
      if (device === near.device && port === near.port && other !== undefined) return other;
    }
  }
  throw new Error(`no cable leads to ${portKey({ switch: near.device, port: near.port })}`);
}

/** Cables, each once and for good: Open vSwitch does not notice that a device of the same name is another one. */
async function plugIn(site: Site): Promise<ReadonlyMap<string, readonly string[]>> {
  const ports = new Map<string, string[]>();
  for (const [one, other] of site.cables) {
    const near = [one.port, 'netns', String(site.device(one.device).pid)];
    const far = [other.port, 'netns', String(site.device(other.device).pid)];
    const mac = one.mac === undefined ? [] : ['address', one.mac];
    await execute('ip', ['link', 'add', ...near, ...mac, 'type', 'veth', 'peer', 'name', ...far]);
    for (const { device, port } of [one, other]) ports.set(device, [...(ports.get(device) ?? []), port]);
  }
  return ports;
}

async function started(device: Device, site: Site): Promise<void> {
  const isCabled = (site.ports.get(device.name) ?? []).length > 0;
  if (isCabled) await site.program(device.name, quietProgram);
  await device.start();
}

async function joined(device: Device, fabric: ResolvedFabric): Promise<RealServer> {
  const { commands, interfaces } = serverSide(fabric, device.name);
  for (const command of commands) await device.run(...command);
  return { device, interfaces };
}
