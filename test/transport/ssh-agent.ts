/** An agent of its own for the tests of a suite; they are skipped where the machine has none. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SshAgent {
  /** Where it listens. */
  readonly socket: () => string;
  /** A socket on which nobody listens. */
  readonly deadSocket: () => string;
  readonly add: (privateKey: string) => void;
}

/** To be called inside `describe`: starts the agent before its tests and stops it after them. */
export function sshAgent(): SshAgent {
  let agent: ChildProcess | undefined;
  let directory = '';
  const socket = (): string => join(directory, 'agent');
  before(async function () {
    if (!['/usr/bin/ssh-agent', '/bin/ssh-agent'].some((path) => existsSync(path))) {
      console.log('      (no ssh-agent on this machine)');
      this.skip();
    }
    directory = mkdtempSync(join(tmpdir(), 'twinleaf-agent-'));
    agent = spawn('ssh-agent', ['-D', '-a', socket()], { stdio: 'ignore' });
    for (let turn = 0; !existsSync(socket()) && turn < 200; turn += 1) await sleep(25);
  });
  after(async () => {
    if (agent !== undefined) {
      agent.kill();
      await once(agent, 'exit');
    }
    if (directory !== '') rmSync(directory, { recursive: true });
  });
  return {
    socket,
    deadSocket: () => join(directory, 'nobody'),
    add: (privateKey) => {
      const file = join(directory, 'key');
      writeFileSync(file, privateKey, { mode: 0o600 });
      const env = { ...process.env, SSH_AUTH_SOCK: socket() };
      execFileSync('ssh-add', [file], { env, stdio: 'ignore' });
    },
  };
}
