/** The virtual switches of a history, every line that is typed at them recorded, every session breakable. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { labFilePath, labStateDirectory, openSite, virtualSwitchKinds } from '../../src/app.ts';
import type { VirtualSwitch } from '../../src/drivers/virtual-switch.ts';
import type { SwitchPort } from '../../src/fabric/model/ids.ts';
import { labFile } from '../../src/lab/lab-file.ts';
import { labPlan } from '../../src/lab/lab-plan.ts';
import type { LabSwitch } from '../../src/lab/lab-switch.ts';
import { startLab, type Lab } from '../../src/lab/start-lab.ts';
import { portName, unitOf, type SiteModel } from '../site/site-model.ts';
import { siteYaml } from '../site/site-yaml.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { foreignConfig, ownSections } from './foreign.ts';
import { ForeignWatch } from './foreign-watch.ts';
import { LineRecord } from './line-record.ts';
import { Somebody, type Console } from './somebody.ts';

export interface ChaosLab {
  readonly record: LineRecord;
  /** In front of every switch, by hostname; empty unless asked for. */
  readonly proxies: ReadonlyMap<string, CuttingProxy>;
  /** Throws RangeError for a switch that the lab does not have. */
  switchNamed(hostname: string): LabSwitch;
  /** Running configurations by hostname. */
  running(): ReadonlyMap<string, string>;
  /** Where the cable of an interface leads, by its MAC. */
  cableOf(mac: string): SwitchPort | undefined;
  readonly secrets: Secrets;
  readonly foreign: ForeignWatch;
  readonly somebody: Somebody;
  /** Switches that do not have in their startup configuration what is ours: with the power it would be gone. */
  owing(): ReadonlySet<string>;
  /** Gives a switch its power back; with the power went what was not saved. */
  powerOn(hostname: string): Promise<void>;
  /** Switches that had no power since the last time. */
  takeRestarted(): readonly string[];
  /** Ends every fault that would go on. */
  lift(): void;
  /** Plugs every server of the site in where the site says. */
  cable(site: SiteModel): void;
  stop(): Promise<void>;
}

/** What no switch may find written down. */
export interface Secrets {
  /** Of the account, on every switch. */
  readonly password: string;
  /** For the privileged mode. */
  readonly enable?: string;
}

export interface ChaosLabOptions {
  readonly universe: SiteModel;
  readonly secrets: Secrets;
  readonly directory: string;
  readonly hasProxies: boolean;
}

/** Starts the lab, and writes what a process needs to reach it: `lab.json` and the pinned host keys. */
export async function startChaosLab(options: ChaosLabOptions): Promise<ChaosLab> {
  const { secrets, directory } = options;
  const watched: { foreign?: ForeignWatch } = {};
  const lab = await startPlanned(options, (action) => {
    if (watched.foreign === undefined) action();
    else watched.foreign.allowingAll(action);
  });
  const consoles = consolesOf(lab, options.universe);
  const foreign = new ForeignWatch(new Map([...consoles].map(([name, { virtual }]) => [name, virtual])));
  watched.foreign = foreign;
  const record = new LineRecord();
  for (const { virtual } of lab.switches.values()) record.record(virtual);
  const proxies = options.hasProxies ? await startProxies(lab) : new Map<string, Relay>();
  const ports = new Map([...lab.switches].map(([name, one]) => [name, proxies.get(name)?.port ?? one.port]));
  await writeAddresses(directory, lab, ports);
  const restarted: string[] = [];
  const switchNamed = (hostname: string): LabSwitch => {
    const found = lab.switches.get(hostname);
    if (found === undefined) throw new RangeError(`the lab has no switch ${hostname}`);
    return found;
  };
  return {
    record,
    secrets,
    foreign,
    somebody: new Somebody(consoles, foreign, secrets.enable),
    proxies: new Map([...proxies].map(([name, { proxy }]) => [name, proxy])),
    lift: () => {
      record.unwatch();
      for (const { faults } of lab.switches.values()) faults.clear();
      for (const { proxy } of proxies.values()) proxy.clear();
    },
    switchNamed,
    owing: () => new Set([...lab.switches].filter(([, one]) => owes(one.virtual)).map(([name]) => name)),
    powerOn: (hostname) => {
      restarted.push(hostname);
      return foreign.losing(hostname, () => switchNamed(hostname).powerOn());
    },
    takeRestarted: () => restarted.splice(0),
    running: () =>
      new Map([...lab.switches].map(([name, { virtual }]) => [name, withoutTime(virtual.runningConfig())])),
    cableOf: (mac) =>
      [...lab.hosts.values()].flatMap(({ ports }) => ports).find((port) => port.mac === mac)?.at,
    cable: (site) => {
      cable(lab, site);
    },
    stop: async () => {
      await Promise.all([...proxies.values()].map(({ proxy }) => proxy.stop()));
      await lab.stop();
    },
  };
}

/** `around`: everything that a timer of a switch does happens within it. */
async function startPlanned(options: ChaosLabOptions, around: (action: () => void) => void): Promise<Lab> {
  const { universe, secrets } = options;
  const { password, enable } = secrets;
  const planted = enable === undefined ? [password] : [password, enable];
  return startLab(labPlan(await resolvedUniverse(options), virtualSwitchKinds()), {
    password,
    ...(enable === undefined ? {} : { enablePassword: enable }),
    startup: new Map(
      universe.units.flatMap(({ driver, members }) =>
        members.map((hostname) => [hostname, foreignConfig(driver, hostname, planted)] as const),
      ),
    ),
    schedule: (afterMs, action) => {
      const timer = setTimeout(around, afterMs, action);
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    },
  });
}

/** By hostname, before anybody keeps a record of what is typed. */
function consolesOf(lab: Lab, { units }: SiteModel): ReadonlyMap<string, Console> {
  return new Map(
    units.flatMap(({ driver, members }) =>
      members.flatMap((hostname): readonly [string, Console][] => {
        const virtual = lab.switches.get(hostname)?.virtual;
        if (virtual === undefined) return [];
        return [[hostname, { virtual, driver, open: virtual.openSession.bind(virtual) }]];
      }),
    ),
  );
}

function owes(virtual: VirtualSwitch): boolean {
  const [running, startup] = [virtual.runningConfig(), virtual.startupConfig()].map((text) =>
    ownSections(text)
      .split('\n')
      .filter((line) => !line.startsWith('!') && line.trim() !== '')
      .join('\n'),
  );
  return running !== startup;
}

/** Some systems print when the configuration was last changed, which is no configuration. */
function withoutTime(running: string): string {
  return running.replace(/^! Last configuration change at .*\n/m, '');
}

async function resolvedUniverse({ universe, directory }: ChaosLabOptions) {
  const file = path.join(directory, 'universe.yaml');
  await writeFile(file, siteYaml(universe));
  const site = openSite({ path: file, stateDirectory: path.join(directory, 'universe'), lab: false });
  try {
    return (await site.readSite()).fabric;
  } finally {
    await site.close();
  }
}

interface Relay {
  readonly proxy: CuttingProxy;
  readonly port: number;
}

async function startProxies(lab: Lab): Promise<ReadonlyMap<string, Relay>> {
  const started = new Map<string, Relay>();
  for (const [hostname, one] of lab.switches) {
    const proxy = new CuttingProxy(one.port);
    started.set(hostname, { proxy, port: await proxy.start() });
  }
  return started;
}

async function writeAddresses(
  directory: string,
  lab: Lab,
  ports: ReadonlyMap<string, number>,
): Promise<void> {
  const file = labFile(lab);
  const switches = Object.fromEntries(
    Object.entries(file.switches).map(([name, one]) => [name, { ...one, port: ports.get(name) ?? one.port }]),
  );
  const pins = Object.values(switches).map(
    ({ host, port, hostKey }) => `[${host}]:${String(port)} ${hostKey}\n`,
  );
  const state = labStateDirectory(directory);
  await mkdir(state, { recursive: true });
  await writeFile(path.join(state, 'known_hosts'), pins.join(''));
  await writeFile(labFilePath(directory), JSON.stringify({ ...file, switches }));
}

function cable(lab: Lab, site: SiteModel): void {
  for (const server of site.servers) {
    const { driver } = unitOf(site, server.unit);
    const host = lab.hosts.get(server.name);
    for (const leg of server.legs) {
      const index = host?.ports.findIndex(({ mac }) => mac === leg.mac) ?? -1;
      const at = { switch: leg.switch, port: portName(driver, leg.port) };
      const now = host?.ports[index]?.at;
      if (now?.switch !== at.switch || now.port !== at.port) host?.plug(index, at);
    }
  }
}
