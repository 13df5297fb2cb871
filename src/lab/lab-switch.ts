/** One virtual switch of a running lab: the switch, its front, and what one may do to both. */
import type { VirtualSwitch } from '../drivers/virtual-switch.ts';
import type { FaultControls } from './fault-controls.ts';
import { SshFront } from './ssh-front.ts';
import type { LabHostKey } from './host-keys.ts';
import type { LabWorld } from './world.ts';

export interface LabSwitchSetup {
  readonly virtual: VirtualSwitch;
  readonly faults: FaultControls;
  readonly hostKey: LabHostKey;
  readonly world: LabWorld;
  readonly username: string;
  readonly password: string;
}

export class LabSwitch {
  readonly hostname: string;
  readonly virtual: VirtualSwitch;
  readonly faults: FaultControls;
  readonly host = '127.0.0.1';
  /** `ssh-ed25519 AAAA...`. */
  readonly hostKeyLine: string;
  readonly #front: SshFront;
  readonly #world: LabWorld;

  constructor({ virtual, faults, hostKey, world, username, password }: LabSwitchSetup) {
    this.hostname = virtual.hostname;
    this.virtual = virtual;
    this.faults = faults;
    this.hostKeyLine = hostKey.line;
    this.#world = world;
    this.#front = new SshFront({ virtual, faults, hostKey: hostKey.privateKey, username, password });
  }

  /** Stays the same when the front is stopped and started. */
  get port(): number {
    return this.#front.port;
  }

  /** Makes the switch reachable. */
  async start(): Promise<void> {
    await this.#front.start();
  }

  /** Makes the switch unreachable; it goes on forwarding. */
  async stop(): Promise<void> {
    await this.#front.stop();
  }

  /** Takes the power away: unreachable, and dark for its neighbours. */
  async powerOff(): Promise<void> {
    await this.stop();
    this.#world.setPowered(this.hostname, false);
  }

  /** Gives the power back; what was not saved is gone. */
  async powerOn(): Promise<void> {
    this.virtual.restart();
    this.#world.setPowered(this.hostname, true);
    await this.start();
  }

  /** Cuts every open session. */
  cutSessions(): void {
    this.#front.cutAll();
  }
}
