/** The switch behind all its sessions: configurations, checkpoints, commits, and the device others see. */
import { RunningSwitch } from '../../virtual/running-switch.ts';
import type { VirtualSwitchSetup } from '../../virtual-switch.ts';
import { Commits } from './cli/commits.ts';
import { ConfigEditor } from './edit/config-editor.ts';
import type { EditorSetup, VlanBlock } from './edit/edit.ts';
import { canonicalLines } from './config/canonical-text.ts';
import { Configuration } from '../../virtual/configuration.ts';
import { compareInterfaces } from './config/interface-names.ts';
import { hasRelease, ownVersion } from './grammar/features.ts';
import { interfaceGroup } from './grammar/global-rules.ts';
import { blankMemory, type Device, type PairMemory } from './state/device.ts';
import { readFacts, type Facts } from './state/facts.ts';
import { observePortChannels } from './state/port-channels.ts';
import { pairState } from './state/pair.ts';
import { isSuspendedByPair } from './state/vpc-ports.ts';

/** Where the switch says something on its own; every open session hears it. */
type Listener = (text: string) => void;

export class SwitchCore extends RunningSwitch<Facts> implements Device {
  readonly defaults: Configuration;
  readonly ports: ReadonlySet<string>;
  readonly commits: Commits;
  /** By name; a file form has its whole name. They outlive a restart, but not `write erase`. */
  readonly checkpoints = new Map<string, Configuration>();
  /** What the switch runs, such as `10.3(4a)`; the startup configuration decides. */
  readonly version: string;
  readonly listeners = new Set<Listener>();
  memory: PairMemory = blankMemory();
  /** Moment of the last change of the running configuration. */
  changedAt: number;
  #running: Configuration;
  #startup: Configuration;
  #reserved: VlanBlock;

  constructor(setup: VirtualSwitchSetup) {
    super(setup, readFacts);
    this.changedAt = this.bootedAt;
    this.version = /^version (\S+)/m.exec(setup.startup)?.[1] ?? ownVersion;
    this.ports = new Set([...setup.ports, 'mgmt0'].sort(compareInterfaces));
    this.#reserved = reservedBlock(new Configuration());
    this.defaults = this.#replayed(new Configuration(), new Configuration(), [
      `hostname ${setup.hostname}`,
      `vdc ${setup.hostname} id 1`,
      'limit-resource vlan minimum 16 maximum 4094',
      'limit-resource port-channel minimum 0 maximum 511',
      'vlan 1',
      ...[...this.ports].map((port) => `interface ${port}`),
      'interface mgmt0',
      'vrf member management',
    ]);
    this.#startup = this.#replayed(this.defaults.clone(), this.defaults, setup.startup.split(/\r?\n/));
    this.#running = this.#startup.clone();
    this.#reserved = reservedBlock(this.#running);
    this.commits = new Commits(this, setup);
    this.noticeChange();
  }

  get running(): Configuration {
    return this.#running;
  }

  get startup(): Configuration {
    return this.#startup;
  }

  readonly isSuspendedByPair = (port: string): boolean => isSuspendedByPair(this, port);

  /** Whether a feature of the running configuration is on, or a release reached. */
  isOn(featureOrRelease: string): boolean {
    return this.#isOnIn(this.#running, featureOrRelease);
  }

  /** An editor of the running configuration as it is at every line. */
  liveEditor(options: Pick<EditorSetup, 'isDryRun'> = {}): ConfigEditor {
    return new ConfigEditor(this.#editing(() => this.#running, options));
  }

  /** An editor of a configuration that is not in force. */
  editor(config: Configuration): ConfigEditor {
    return new ConfigEditor(this.#editing(() => config, {}));
  }

  /** The running configuration or what surrounds the switch has changed. */
  noticeChange(): void {
    pairState(this);
    observePortChannels(this);
  }

  /** The running configuration was edited in place. */
  noticeEdit(): void {
    this.changedAt = this.setup.now();
    this.noticeChange();
  }

  replaceRunning(configuration: Configuration): void {
    this.#running = configuration;
    this.noticeEdit();
  }

  save(): void {
    this.#startup = this.#running.clone();
  }

  /** `write erase`: the next start is with what a fresh switch has. */
  erase(): void {
    this.#startup = this.defaults.clone();
    this.checkpoints.clear();
  }

  restart(): void {
    this.commits.forget();
    this.memory = blankMemory();
    this.#running = this.#startup.clone();
    this.#reserved = reservedBlock(this.#running);
    this.started();
    this.changedAt = this.bootedAt;
    this.noticeChange();
  }

  /** Says something to every open session. */
  announce(text: string): void {
    for (const listener of this.listeners) listener(text);
  }

  /** The text of a configuration from its version line on, without the comments on when it was printed. */
  text(config: Configuration): readonly string[] {
    return [`version ${this.version} Bios:version  `, ...canonicalLines(config, interfaceGroup)];
  }

  #editing(current: () => Configuration, options: Pick<EditorSetup, 'isDryRun' | 'isReplay'>): EditorSetup {
    return {
      get config() {
        return current();
      },
      defaults: this.defaults,
      hasPort: (name) => this.ports.has(name),
      isOn: (name) => this.#isOnIn(current(), name),
      reserved: this.#reserved,
      logPrefix: () => `${logTime(this.setup.now())} ${this.facts.hostname}`,
      ...options,
    };
  }

  #isOnIn(config: Configuration, name: string): boolean {
    return name.startsWith('release ') ? hasRelease(this.version, name) : config.slots.has(`feature ${name}`);
  }

  /** Lines that the switch does not know are left out, as at a real start. */
  #replayed(config: Configuration, defaults: Configuration, lines: readonly string[]): Configuration {
    const setup = this.#editing(() => config, { isReplay: true });
    const editor = new ConfigEditor({ ...setup, config, defaults });
    for (const line of lines) if (line.trim() !== '' && !line.startsWith('!')) editor.type(line);
    return config;
  }
}

/** 128 VLANs from `system vlan ... reserve`, from the next start on; else 3968 to 4094 (SOURCES.md 7). */
function reservedBlock(config: Configuration): VlanBlock {
  const low = /^system vlan (\d+) reserve$/.exec(config.get([], 'system vlan')?.text ?? '')?.[1];
  return low === undefined ? { low: 3968, high: 4094 } : { low: Number(low), high: Number(low) + 127 };
}

/** `2024 Jan  1 10:00:00`, as log lines begin. */
function logTime(ms: number): string {
  const [, day = '', month = '', year = '', time = ''] = new Date(ms).toUTCString().split(' ');
  return `${year} ${month} ${String(Number(day)).padStart(2)} ${time}`;
}
