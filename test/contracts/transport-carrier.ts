/** One transport under test, and what a test opens with it. */
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { DeviceError } from '../../src/fabric/errors.ts';
import type { CliSession, HostKey, SessionOptions, SessionTarget } from '../../src/transport/cli-session.ts';
import { checkAgainst, knownHostsLine, readKnownHosts } from '../../src/transport/known-hosts.ts';
import { Bench } from '../transport/opening.ts';

/** A way to carry a session. */
export interface Carrier {
  readonly name: string;
  /** What a target says to be reached this way. */
  readonly target: Partial<SessionTarget>;
  /** Why it cannot be tested here. */
  readonly missing?: string;
}

/** Every transport there is. */
export const carriers: readonly Carrier[] = [
  { name: 'ssh2', target: {} },
  {
    name: 'openssh',
    target: { openssh: {} },
    ...(spawnSync('ssh', ['-V']).error === undefined ? {} : { missing: 'there is no ssh on this machine' }),
  },
];

/** Whoever can be logged in to. */
export interface Reachable {
  readonly port: number;
  readonly hostKeys: readonly HostKey[];
}

/** Opens sessions by one carrier; the keys of the server are pinned. */
export class CarrierBench extends Bench {
  readonly #carrier: Carrier;

  constructor(carrier: Carrier) {
    super();
    this.#carrier = carrier;
  }

  reach(
    { port, hostKeys }: Reachable,
    target: Partial<SessionTarget> = {},
    options: Partial<SessionOptions> = {},
  ): Promise<CliSession> {
    const lines = hostKeys.map((key) => knownHostsLine({ ...key, port })).join('\n');
    const checkHostKey = checkAgainst(readKnownHosts(lines));
    return this.open(port, { ...this.#carrier.target, ...target }, { checkHostKey, ...options });
  }
}

/** Asserts a failure of the switch or the way to it, with a code, named after the switch. */
export function isDeviceError(error: unknown, code: string): asserts error is DeviceError {
  assert.ok(error instanceof DeviceError, String(error));
  assert.equal(error.code, code, error.message);
  assert.equal(error.details.switch, 'sw1');
  assert.match(error.message, /^sw1: /);
}
