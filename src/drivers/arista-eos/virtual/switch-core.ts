/** The switch behind all its sessions: configurations, candidates, and the device its neighbours see. */
import { systemTimer } from '../../virtual/system-timer.ts';
import { RunningSwitch } from '../../virtual/running-switch.ts';
import type { VirtualSwitchSetup } from '../../virtual-switch.ts';
import { Candidates } from './cli/candidates.ts';
import { ConfigEditor } from './cli/config-editor.ts';
import { Configuration } from '../../virtual/configuration.ts';
import { compareInterfaces } from './config/interface-names.ts';
import { configurationText } from './show/show-configuration.ts';
import type { Device } from './state/device.ts';
import { readFacts, type Facts } from './state/facts.ts';
import { observeSilence } from './state/lacp.ts';

/** What a switch prints though nobody typed it. */
const initialLines = [
  'service routing protocols model multi-agent',
  'spanning-tree mode mstp',
  'no aaa root',
  'no ip routing',
];

export class SwitchCore extends RunningSwitch<Facts> implements Device {
  readonly defaults: Configuration;
  readonly candidates: Candidates;
  readonly ports: ReadonlySet<string>;
  readonly silentSince = new Map<string, number>();
  #running: Configuration;
  #startup: Configuration;

  constructor(setup: VirtualSwitchSetup) {
    super(setup, readFacts);
    this.ports = new Set([...setup.ports, 'Management1'].sort(compareInterfaces));
    const initial = [...initialLines, ...[...this.ports].map((port) => `interface ${port}`)];
    this.defaults = this.#typed(new Configuration(), new Configuration(), initial);
    this.#startup = this.#loaded(setup.startup);
    this.#running = this.#startup.clone();
    this.candidates = new Candidates({
      now: setup.now,
      schedule: setup.schedule ?? systemTimer,
      replaceRunning: (configuration) => {
        this.#running = configuration;
        this.noticeChange();
      },
      core: this,
    });
    this.noticeChange();
  }

  get running(): Configuration {
    return this.#running;
  }

  get startup(): Configuration {
    return this.#startup;
  }

  /** An editor of a configuration with the ports of this switch. */
  editor(config: Configuration): ConfigEditor {
    return new ConfigEditor({ config, defaults: this.defaults, hasPort: (name) => this.ports.has(name) });
  }

  /** The running configuration or what surrounds the switch has changed. */
  noticeChange(): void {
    observeSilence(this);
  }

  save(): void {
    this.#startup = this.#running.clone();
  }

  restart(): void {
    this.candidates.forget();
    this.silentSince.clear();
    this.#running = this.#startup.clone();
    this.started();
    this.noticeChange();
  }

  /** What a command that prints a whole configuration gives. */
  text(command: string, config: Configuration): string {
    return `${configurationText(command, this.facts.hostname, config).join('\n')}\n`;
  }

  /** The startup text over the defaults; the lab's hostname stands in where the text gives none. */
  #loaded(text: string): Configuration {
    const lines = text.split(/\r?\n/);
    const named = lines.some((line) => line.startsWith('hostname '))
      ? []
      : [`hostname ${this.setup.hostname}`];
    return this.#typed(this.defaults.clone(), this.defaults, [...named, ...lines]);
  }

  /** Lines that the switch does not know are left out, as at a real start. */
  #typed(config: Configuration, defaults: Configuration, lines: readonly string[]): Configuration {
    const editor = new ConfigEditor({ config, defaults, hasPort: (name) => this.ports.has(name) });
    for (const line of lines) {
      const isComment =
        !editor.isInText && (line.trim() === '' || line.trimStart().startsWith('!') || line === 'end');
      if (!isComment) editor.type(line);
    }
    return config;
  }
}
