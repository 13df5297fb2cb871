/**
 * What a driver's virtual switch is to the lab: a command line, a configuration and the protocol behaviour
 * that follows from it. It knows nothing of the driver's templates and parsers, so that a misreading of the
 * operating system is not confirmed by itself.
 */

/** Makes virtual switches of one operating system. */
export interface VirtualSwitchKind {
  create(setup: VirtualSwitchSetup): VirtualSwitch;
  /** Whether a typed line asks for the running configuration to be saved. */
  isSave(line: string): boolean;
}

export interface VirtualSwitchSetup {
  readonly hostname: string;
  /** Physical ports that exist, in the canonical form. */
  readonly ports: readonly string[];
  /** MAC of the chassis, lower case with colons. */
  readonly systemMac: string;
  /** Startup configuration in the operating system's own form; empty means factory defaults. */
  readonly startup: string;
  readonly username: string;
  /** Asked on the way to the privileged mode; absent: none is set. */
  readonly enablePassword?: string;
  readonly surroundings: Surroundings;
  readonly faults: VirtualFaults;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Calls back once after that time by the same clock; gives a way to call it off. Absent: the system's timers. */
  readonly schedule?: (afterMs: number, action: () => void) => () => void;
}

/** What the cables lead to. Asked again at every question, so that cables can be moved. */
export interface Surroundings {
  neighbour(port: string): Neighbour | undefined;
  /** Whether the switch that has this address on its management network answers; used by keepalives. */
  answers(address: string): boolean;
}

export type Neighbour = HostNeighbour | SwitchNeighbour;

export interface HostNeighbour {
  readonly kind: 'host';
  readonly name: string;
  readonly mac: string;
  /** The interface has power and a carrier. */
  readonly carrier: boolean;
  /** The host sends LACPDUs on this port. */
  readonly speaksLacp: boolean;
  /** The host has put this port into its active aggregate, given what all its ports hear. */
  readonly selected: boolean;
  /** The host announces itself by LLDP. */
  readonly speaksLldp: boolean;
  /** The host sends ordinary frames, so that switches learn its MAC; absent: it is silent. */
  readonly isTalking?: boolean;
}

export interface SwitchNeighbour {
  readonly kind: 'switch';
  readonly switch: VirtualSwitch;
  readonly port: string;
}

/** What can be made to go wrong; asked for every line that is typed. */
export interface VirtualFaults {
  /** Milliseconds to wait before the answer. */
  delayMs(line: string): number;
  /** Cut the session instead of answering. */
  drops(line: string): boolean;
  /** Answer with the operating system's own refusal. */
  refuses(line: string): boolean;
}

/** What a port announces to whoever listens on the cable. */
export interface LacpAnnouncement {
  /** `priority,mac` as the partner sees it; equal on both members of a healthy pair. */
  readonly systemId: string;
  readonly key: number;
  readonly isActive: boolean;
  /** The port is in the aggregate as far as this side is concerned (in sync). */
  readonly inSync: boolean;
}

export interface VirtualSwitch {
  readonly hostname: string;
  readonly systemMac: string;
  /** Opens a command line, as a shell over SSH does. */
  openSession(): VirtualSession;
  /** What the switch runs, as it would print it. */
  runningConfig(): string;
  startupConfig(): string;
  /** Whether the port sends: it exists, is not shut and nothing has disabled it. */
  isTransmitting(port: string): boolean;
  /** What the port says by LACP, or undefined where it says nothing. */
  lacp(port: string): LacpAnnouncement | undefined;
  /** Whether an untagged frame, or one with that tag, that enters the port is carried in the VLAN. */
  carries(port: string, vlan: number, tagged: boolean): boolean;
  /** Something about the cables or hosts has changed; for what depends on how long a state has lasted. */
  surroundingsChanged(): void;
  /** Power loss: what was not saved is gone, timers are forgotten. */
  restart(): void;
  /** Stops every timer. */
  close(): void;
}

/** One command line. The lab does echo, line editing, paging and the delays; this answers whole lines. */
export interface VirtualSession {
  /** Printed after login, before the first prompt; may be empty. */
  readonly greeting: string;
  /** The prompt as it stands now; a question such as `Password: ` while one is open. */
  prompt(): string;
  /** Whether what is typed now must not be echoed. */
  readonly isSecret: boolean;
  /** Lines of a page; 0 means no paging. */
  readonly pageLength: number;
  /** Columns at which output wraps; 0 means never. */
  readonly width: number;
  readonly pagerText: string;
  /** The terminal has this size now; what was set by a command stays. */
  resize(columns: number, rows: number): void;
  /** Answers one typed line: text that ends in a line end or is empty. */
  type(line: string): VirtualAnswer;
  /** The connection ended. */
  end(): void;
}

export interface VirtualAnswer {
  readonly output: string;
  /** The session is over (`exit`). */
  readonly isClosed?: boolean;
}
