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
import { labPlan, type PlannedHost } from '../lab-plan.ts';
import { powerOffProgram, powerOnProgram, quietProgram, restartProgram } from './device-program.ts';
import { makeDevice, type Device } from './device.ts';
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

/** Starts it; everything is cabled, servers have their bonds and addresses, switches have no configuration. */
export async function startRealLab(
  fabric: ResolvedFabric,
  kinds: ReadonlyMap<string, VirtualSwitchKind>,
): Promise<RealLab> {
  const plan = labPlan(fabric, kinds);
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-real-'));
  const devices = new Map<string, Device>();
  const doors: SshDoor[] = [];
  const stop = async () => {
    for (const door of doors) door.close();
    await Promise.all([...devices.values()].map((device) => device.stop()));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const login = await loginOf(
      directory,
      plan.switches.map(({ hostname }) => hostname),
    );
    const made = await Promise.all([
      ...plan.switches.map(({ hostname }) =>
        makeDevice({
          name: hostname,
          directory,
          services: ['switching', 'login', 'neighbours'],
          files: login.files.get(hostname) ?? {},
        }),
      ),
      ...plan.hosts.map(({ name }) =>
        makeDevice({ name, directory, services: ['switching', 'neighbours'], files: {} }),
      ),
    ]);
    for (const device of made) devices.set(device.name, device);
    const ports = await plugIn(devices, cablesOf(plan.hosts, plan.cables));
    await Promise.all(made.map((device) => started(device, ports.get(device.name) ?? [])));
    const servers = new Map<string, RealServer>();
    for (const { name } of plan.hosts) servers.set(name, await joined(deviceNamed(devices, name), fabric));
    const switches = new Map(plan.switches.map(({ hostname }) => [hostname, deviceNamed(devices, hostname)]));
    const listening: [string, LabFile['switches'][string]][] = [];
    for (const [hostname, device] of switches) {
      const door = await openSshDoor(device);
      doors.push(door);
      listening.push([
        hostname,
        { host: door.host, port: door.port, hostKey: login.hostKeys.get(hostname) ?? '' },
      ]);
    }
    return {
      switches,
      servers,
      labFile: { username: 'root', password: login.password, switches: Object.fromEntries(listening) },
      setCable: async ({ switch: name, port }, isPlugged) => {
        const far = farEnd(cablesOf(plan.hosts, plan.cables), { device: name, port });
        await deviceNamed(devices, far.device).run(
          'ip',
          'link',
          'set',
          'dev',
          far.port,
          isPlugged ? 'up' : 'down',
        );
      },
      restartForwarding: async (hostname) => {
        await deviceNamed(devices, hostname).run('bash', '-c', restartProgram);
      },
      setPower: async (hostname, isOn) => {
        const program = isOn ? powerOnProgram : powerOffProgram;
        const own = ports.get(hostname) ?? [];
        await deviceNamed(devices, hostname).run('bash', '-c', program, 'power', ...own);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
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
): readonly (readonly [End, End])[] {
  const end = ({ switch: device, port }: SwitchPort): End => ({ device, port });
  return [
    ...between.map(([one, other]) => [end(one), end(other)] as const),
    ...hosts.flatMap(({ name, ports }) =>
      ports.map(({ at, mac }, index) => [{ device: name, port: nicName(index), mac }, end(at)] as const),
    ),
  ];
}

function farEnd(cables: readonly (readonly [End, End])[], near: End): End {
  for (const ends of cables) {
    for (const [i, { device, port }] of ends.entries()) {
      const other = ends[1 - i];
      if (device === near.device && port === near.port && other !== undefined) return other;
    }
  }
  throw new Error(`no cable leads to ${portKey({ switch: near.device, port: near.port })}`);
}

/** Cables, each once and for good: Open vSwitch does not notice that a device of the same name is another one. */
async function plugIn(
  devices: ReadonlyMap<string, Device>,
  cables: readonly (readonly [End, End])[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ports = new Map<string, string[]>();
  for (const [one, other] of cables) {
    const near = [one.port, 'netns', String(deviceNamed(devices, one.device).pid)];
    const far = [other.port, 'netns', String(deviceNamed(devices, other.device).pid)];
    const mac = one.mac === undefined ? [] : ['address', one.mac];
    await execute('ip', ['link', 'add', ...near, ...mac, 'type', 'veth', 'peer', 'name', ...far]);
    for (const { device, port } of [one, other]) ports.set(device, [...(ports.get(device) ?? []), port]);
  }
  return ports;
}

async function started(device: Device, ports: readonly string[]): Promise<void> {
  if (ports.length > 0) await device.run('bash', '-c', quietProgram, 'quiet', ...ports);
  await device.start();
}

async function joined(device: Device, fabric: ResolvedFabric): Promise<RealServer> {
  const { commands, interfaces } = serverSide(fabric, device.name);
  for (const command of commands) await device.run(...command);
  return { device, interfaces };
}

function deviceNamed(devices: ReadonlyMap<string, Device>, name: string): Device {
  const device = devices.get(name);
  if (device === undefined) throw new Error(`there is no device ${name}`);
  return device;
}
