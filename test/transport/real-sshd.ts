/**
 * The real OpenSSH server on loopback, one process for each connection (`sshd -i`), so that the system picks
 * the port. As root on Linux it has accounts of its own, in a mount namespace that ends with it: nothing of this
 * machine is changed, and nothing is left behind.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostKey } from '../../src/transport/cli-session.ts';
import { hostKeyFrom } from '../../src/transport/known-hosts.ts';

const sshd = '/usr/sbin/sshd';
const unshare = '/usr/bin/unshare';
const openssl = '/usr/bin/openssl';
const vtysh = '/usr/bin/vtysh';
const zebra = '/usr/lib/frr/zebra';

/** The account with a password. */
export const account = { username: 'twinleaf-test', password: 'correct-horse-battery' };

/** Why there is no such server here; undefined where there is. */
export function missingForSshd(): string | undefined {
  return existsSync(sshd) ? undefined : `no ${sshd} on this machine`;
}

/** Why there is no account with a password here; undefined where there is. */
export function missingForAccounts(): string | undefined {
  if (missingForSshd() !== undefined) return missingForSshd();
  if (process.getuid?.() !== 0) return 'accounts of a test need root';
  if (!existsSync(openssl)) return `no ${openssl} on this machine`;
  const tried = spawnSync(unshare, ['--mount', '--net', '--pid', '--fork', '--kill-child', 'true']);
  return tried.status === 0 ? undefined : 'this machine allows no namespaces';
}

/** Why there is no routing command line here; undefined where there is. */
export function missingForVtysh(): string | undefined {
  if (missingForAccounts() !== undefined) return missingForAccounts();
  return existsSync(vtysh) && existsSync(zebra) ? undefined : 'the package frr is not installed';
}

export interface SshdHabits {
  /** Types of its host keys; without them the two that servers have today. */
  readonly hostKeyTypes?: readonly HostKeyType[];
  /** Lines for sshd_config(5). */
  readonly config?: readonly string[];
  /** What the account with a password logs in to; without it there is none. */
  readonly shell?: 'bash' | 'vtysh';
  /** Passwords are asked for by keyboard-interactive, through PAM. */
  readonly asksThroughPam?: boolean;
}

type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa';
const usualKeyTypes: readonly HostKeyType[] = ['ed25519', 'ecdsa'];

const forcedShell = "ForceCommand env PS1='leaf-a$ ' HISTFILE= bash --norc --noprofile -i";

/** Set up by the first process of the namespace: accounts, and the routing daemon where it is asked for. */
const setUp = `set -e
mount --make-rprivate /
mount --bind "$1/passwd" /etc/passwd
mount --bind "$1/shadow" /etc/shadow
if [ -f /etc/pam.d/sshd ]; then mount --bind "$1/pam" /etc/pam.d/sshd; fi
if [ "$2" = vtysh ]; then
  mount -t tmpfs tmpfs /run && mkdir -p /run/frr /run/sshd
  mount -t tmpfs tmpfs /etc/frr
  echo 'service integrated-vtysh-config' > /etc/frr/vtysh.conf
  printf 'hostname leaf-a\\n' > /etc/frr/frr.conf
  chown -R frr:frr /run/frr /etc/frr
  ip link set lo up
  hostname leaf-a
  ${zebra} -d -A 127.0.0.1
  vtysh -b
fi
touch "$1/ready"
exec sleep infinity
`;

interface KeyFolder {
  readonly directory: string;
  readonly hostKeyTypes: readonly HostKeyType[];
}

export class RealSshd {
  readonly port: number;
  readonly hostKeys: readonly HostKey[];
  /** Of the one key that may log in as the user who runs the tests. */
  readonly privateKey: string;
  readonly directory: string;
  readonly #server: Server;
  readonly #namespace: ChildProcess | undefined;

  private constructor(folder: KeyFolder, server: Server, namespace: ChildProcess | undefined) {
    const { directory, hostKeyTypes } = folder;
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.directory = directory;
    this.privateKey = readFileSync(join(directory, 'user'), 'utf8');
    this.hostKeys = hostKeyTypes.map((type) => {
      const base64 = readFileSync(join(directory, `host-${type}.pub`), 'utf8').split(' ')[1] ?? '';
      return hostKeyFrom('127.0.0.1', port, Buffer.from(base64, 'base64'));
    });
    this.#server = server;
    this.#namespace = namespace;
  }

  static async start(habits: SshdHabits = {}): Promise<RealSshd> {
    const directory = mkdtempSync(join(tmpdir(), 'twinleaf-sshd-'));
    const { hostKeyTypes = usualKeyTypes } = habits;
    makeKey(directory, 'user', 'ed25519');
    for (const type of hostKeyTypes) makeKey(directory, `host-${type}`, type);
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    writeFileSync(join(directory, 'sshd_config'), configOf(directory, hostKeyTypes, habits));
    const namespace = habits.shell === undefined ? undefined : await namespaceFor(directory, habits.shell);
    const inside = namespace === undefined ? [] : await entering(namespace);
    const line = [...inside, sshd, '-i', '-e', '-f', join(directory, 'sshd_config')];
    const server = createServer((socket) => {
      const child = spawn(line[0] ?? sshd, line.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
      socket.pipe(child.stdin);
      child.stdout.pipe(socket);
      for (const stream of [socket, child.stdin, child.stdout]) stream.on('error', () => child.kill());
      socket.on('close', () => child.kill());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RealSshd({ directory, hostKeyTypes }, server, namespace);
  }

  /** The user who runs the tests, by key. */
  get byKey(): { username: string; authentication: { kind: 'key'; privateKey: string } } {
    return {
      username: userInfo().username,
      authentication: { kind: 'key', privateKey: this.privateKey },
    };
  }

  async close(): Promise<void> {
    this.#server.close();
    if (this.#namespace !== undefined) {
      const ended = once(this.#namespace, 'exit');
      this.#namespace.kill('SIGKILL');
      await ended;
    }
    rmSync(this.directory, { recursive: true });
  }
}

function makeKey(directory: string, name: string, type: HostKeyType): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', join(directory, name)]);
}

function configOf(directory: string, hostKeyTypes: readonly HostKeyType[], habits: SshdHabits): string {
  const { shell, asksThroughPam = false, config = [] } = habits;
  const yesNo = (is: boolean): string => (is ? 'yes' : 'no');
  return [
    ...config,
    ...hostKeyTypes.map((type) => `HostKey ${join(directory, `host-${type}`)}`),
    `AuthorizedKeysFile ${join(directory, 'user.pub')}`,
    'StrictModes no',
    `UsePAM ${yesNo(asksThroughPam)}`,
    `PasswordAuthentication ${yesNo(shell !== undefined && !asksThroughPam)}`,
    `KbdInteractiveAuthentication ${yesNo(asksThroughPam)}`,
    'PermitRootLogin yes',
    'PrintMotd no',
    'PrintLastLog no',
    ...(shell === 'vtysh' ? [] : [forcedShell]),
    '',
  ].join('\n');
}

async function namespaceFor(directory: string, shell: 'bash' | 'vtysh'): Promise<ChildProcess> {
  const hash = execFileSync(openssl, ['passwd', '-6', '-stdin'], { input: account.password }).toString();
  const program = shell === 'vtysh' ? vtysh : '/bin/bash';
  const accounts = readFileSync('/etc/passwd', 'utf8');
  const names = accounts.split('\n').flatMap((line) => line.split(':')[0] ?? []);
  const locked = names.filter((name) => name !== '').map((name) => `${name}:*:19000:0:99999:7:::`);
  writeFileSync(join(directory, 'passwd'), `${accounts}${account.username}:x:0:0::/:${program}\n`);
  const own = `${account.username}:${hash.trim()}:19000:0:99999:7:::`;
  writeFileSync(join(directory, 'shadow'), [...locked, own, ''].join('\n'), { mode: 0o600 });
  const rules = [
    'auth required pam_unix.so',
    'account required pam_unix.so',
    'session required pam_permit.so',
  ];
  writeFileSync(join(directory, 'pam'), [...rules, ''].join('\n'));
  const apart = ['--mount', '--net', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const child = spawn(unshare, [...apart, 'sh', '-c', setUp, 'sh', directory, shell], { stdio: 'ignore' });
  for (let turn = 0; !existsSync(join(directory, 'ready')); turn += 1) {
    if (turn > 500 || child.exitCode !== null) throw new Error('the namespace of the test did not come up');
    await sleep(20);
  }
  return child;
}

/** The command that runs another in the namespace, whose first process is the only child of `unshare`. */
async function entering(namespace: ChildProcess): Promise<readonly string[]> {
  const pid = String(namespace.pid);
  const children = (): string => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  while (children() === '') await sleep(5);
  return ['nsenter', '--target', children(), '--mount', '--net', '--uts', '--pid'];
}
