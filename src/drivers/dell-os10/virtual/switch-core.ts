/** The switch behind all its sessions: configurations, the candidate, files, and the device its neighbours see. */
import { RunningSwitch } from '../../virtual/running-switch.ts';
import type { VirtualSwitchSetup } from '../../virtual-switch.ts';
import { ConfigEditor } from './cli/config-editor.ts';
import { initialConfiguration, loadedConfiguration } from './cli/loaded-configuration.ts';
import { Transactions } from './cli/transactions.ts';
import { isSameBody, type Configuration } from '../../virtual/configuration.ts';
import { compareInterfaces } from './config/interface-names.ts';
import { printedLines } from './config/printed-text.ts';
import { configurationText } from './show/show-configuration.ts';
import type { Device, FallbackHolder } from './state/device.ts';
import { readFacts, type Facts } from './state/facts.ts';
import { observe } from './state/observe.ts';

const mgmtPort = 'mgmt1/1/1';

/** A configuration and the moment of its last change, by the switch's clock. */
interface Stored {
  readonly configuration: Configuration;
  readonly changedAt: number;
}

export class SwitchCore extends RunningSwitch<Facts> implements Device {
  readonly defaults: Configuration;
  readonly transactions: Transactions;
  readonly ports: ReadonlySet<string>;
  readonly silentSince = new Map<string, number>();
  readonly fallbackHolders = new Map<string, FallbackHolder>();
  /** Files of `home://` and `config://` by their name. */
  readonly files = new Map<string, Configuration>();
  #running: Configuration;
  #startup: Stored;
  #changedAt: number;
  #seenVersion = 0;

  constructor(setup: VirtualSwitchSetup) {
    super(setup, readFacts);
    this.#changedAt = this.bootedAt;
    this.ports = new Set([...setup.ports, mgmtPort].sort(compareInterfaces));
    this.defaults = initialConfiguration(this.ports, setup.username);
    this.#startup = {
      configuration: loadedConfiguration(setup.startup, this.defaults, this.ports, setup.hostname),
      changedAt: this.#changedAt,
    };
    this.#running = this.#startup.configuration.clone();
    this.transactions = new Transactions({
      running: () => this.#running,
      replaceRunning: (configuration) => {
        this.replaceRunning(configuration);
      },
    });
    this.noticeChange();
  }

  get running(): Configuration {
    return this.#running;
  }

  get startup(): Configuration {
    return this.#startup.configuration;
  }

  /** An editor of what a session changes: the candidate of its transaction, or at once what runs. */
  editorFor(user: object): ConfigEditor {
    return new ConfigEditor({
      targets: () => this.transactions.targets(user),
      journal: () => this.transactions.journal(user),
      defaults: this.defaults,
      ports: this.ports,
    });
  }

  /** Whether what runs is what the next start would give. */
  get isSaved(): boolean {
    return isSameBody(this.#running.slots, this.startup.slots);
  }

  /** The running configuration or what surrounds the switch may have changed. */
  noticeChange(): void {
    if (this.#running.version !== this.#seenVersion) this.#changedAt = this.setup.now();
    this.#seenVersion = this.#running.version;
    observe(this);
  }

  replaceRunning(configuration: Configuration): void {
    if (isSameBody(configuration.slots, this.#running.slots)) return;
    this.#running = configuration;
    this.#changedAt = this.setup.now();
    this.#seenVersion = configuration.version;
    this.noticeChange();
  }

  save(): void {
    this.#startup = { configuration: this.#running.clone(), changedAt: this.#changedAt };
  }

  /** The startup file is replaced as a whole; it takes effect at the next start (SOURCES.md 2.3). */
  replaceStartup(configuration: Configuration): void {
    this.#startup = { configuration: configuration.clone(), changedAt: this.setup.now() };
  }

  restart(): void {
    this.transactions.reset();
    this.silentSince.clear();
    this.fallbackHolders.clear();
    this.#running = this.#startup.configuration.clone();
    this.#changedAt = this.#startup.changedAt;
    this.#seenVersion = this.#running.version;
    this.started();
    this.noticeChange();
  }

  /** The lines of a configuration without header. */
  linesOf(configuration: Configuration): readonly string[] {
    return printedLines(configuration);
  }

  runningText(): readonly string[] {
    return configurationText(this.#running, this.#changedAt);
  }

  startupText(): readonly string[] {
    return configurationText(this.#startup.configuration, this.#startup.changedAt);
  }
}
