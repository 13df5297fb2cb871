/**
 * What the user's `ssh` is started with (ssh(1), ssh_config(5), OpenSSH 8.5 or newer). The first value of an
 * option counts, so what stands here wins over the user's configuration. Pure: values in, a list out.
 */
import { keepalive, type Authentication, type SessionTarget } from '../cli-session.ts';
import { connectFailed } from '../session-errors.ts';

/** Files that were made for one connection; absolute. */
export interface ClientFiles {
  readonly knownHosts: string;
  readonly log: string;
  /** A link to the configuration the site names: its own path may have blanks, which `ssh -J` cannot pass on. */
  readonly config?: string;
  readonly identity?: string;
}

/** The name under which the pinned keys stand in the file that is made for one connection. */
export const hostKeyAlias = 'the-switch';

const address = /^[A-Za-z0-9:][A-Za-z0-9._:-]*(?:%[A-Za-z0-9._-]+)?$/;
/** Nothing that a shell or an option parser could take for something else; `%r` may end in a ProxyCommand. */
const account = /^[\p{L}\p{N}_.@+][\p{L}\p{N}_.@+-]*$/u;
const hop = String.raw`(?:[A-Za-z0-9_][\w.+-]*@)?(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?`;
const jumpHosts = new RegExp(`^${hop}(?:,${hop})*$`);

/** Algorithms by which a key of a type proves itself; the last of them is all that old switches have. */
const algorithmsOf: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

/** What is asked of one connection. */
export interface ClientRequest {
  readonly target: SessionTarget;
  readonly files: ClientFiles;
  /** Key types pinned for the switch, to be asked for before all others. */
  readonly pinnedTypes: readonly string[];
  readonly aliveMs?: number;
}

/**
 * The arguments for a shell on the switch. Throws `connect-failed`, not to be tried again, where a name could
 * be taken for an option or for more than a name.
 */
export function shellArguments(request: ClientRequest): readonly string[] {
  const { target, aliveMs = keepalive.intervalMs } = request;
  return commandLine(request, ['-tt'], {
    StrictHostKeyChecking: 'yes',
    ...loginOptions(target.authentication),
    RequestTTY: 'force',
    ServerAliveInterval: String(Math.max(1, Math.round(aliveMs / 1000))),
    ServerAliveCountMax: String(keepalive.silences),
  });
}

/** The arguments that make `ssh` write the host key into the file of known hosts, and log nobody in. */
export function hostKeyArguments(request: ClientRequest): readonly string[] {
  return commandLine(request, ['-N', '-T'], {
    StrictHostKeyChecking: 'accept-new',
    HashKnownHosts: 'no',
    PreferredAuthentications: 'none',
    BatchMode: 'yes',
  });
}

function commandLine(
  { target, files, pinnedTypes }: ClientRequest,
  modes: readonly string[],
  options: Readonly<Record<string, string>>,
): readonly string[] {
  mustBeNames(target);
  const { openssh, loopbackOnly } = target;
  const jumpHost = loopbackOnly ? undefined : openssh?.jumpHost;
  const algorithms = pinnedTypes.flatMap((type) => algorithmsOf[type] ?? []);
  const all = {
    ...fixedOptions,
    ...options,
    UserKnownHostsFile: quoted(files.knownHosts),
    HostKeyAlias: hostKeyAlias,
    ...(algorithms.length === 0 ? {} : { HostKeyAlgorithms: `^${algorithms.join(',')}` }),
    ...(loopbackOnly ? { ProxyCommand: 'none', ProxyJump: 'none' } : {}),
  };
  return [
    ...(loopbackOnly ? ['-F', 'none'] : files.config === undefined ? [] : ['-F', files.config]),
    ...['-E', files.log],
    ...modes,
    ...Object.entries(all).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(files.identity === undefined ? [] : ['-i', files.identity.replaceAll('%', '%%')]),
    ...(jumpHost === undefined ? [] : ['-J', jumpHost]),
    ...['-l', target.username],
    // The usual port is left to the user's configuration, which may know another for this name.
    ...(target.port === 22 ? [] : ['-p', String(target.port)]),
    ...['--', target.host],
  ];
}

/**
 * What must not depend on the user's configuration: a connection of its own, one shell and nothing beside it. No
 * `IgnoreUnknown`, which would take the place of the user's.
 */
const fixedOptions: Readonly<Record<string, string>> = {
  LogLevel: 'DEBUG1',
  ControlMaster: 'no',
  ControlPath: 'none',
  GlobalKnownHostsFile: '/dev/null',
  KnownHostsCommand: 'none',
  UpdateHostKeys: 'no',
  VerifyHostKeyDNS: 'no',
  CheckHostIP: 'no',
  NoHostAuthenticationForLocalhost: 'no',
  VisualHostKey: 'no',
  ConnectionAttempts: '1',
  TCPKeepAlive: 'yes',
  EscapeChar: 'none',
  RemoteCommand: 'none',
  PermitLocalCommand: 'no',
  ClearAllForwardings: 'yes',
  ForwardAgent: 'no',
  ForwardX11: 'no',
  Tunnel: 'no',
  AddKeysToAgent: 'no',
  NumberOfPasswordPrompts: '1',
};

function loginOptions(login: Authentication): Readonly<Record<string, string>> {
  switch (login.kind) {
    case 'password':
      return { PreferredAuthentications: 'password,keyboard-interactive', PubkeyAuthentication: 'no' };
    case 'key':
      return { PreferredAuthentications: 'publickey', IdentitiesOnly: 'yes' };
    case 'agent':
      return { BatchMode: 'yes' };
  }
}

function mustBeNames({ hostname, host, port, username, openssh }: SessionTarget): void {
  const where = `${host} port ${String(port)}`;
  if (!address.test(host)) throw connectFailed(hostname, where, 'this is no host name or address', false);
  if (!account.test(username)) {
    const reason = `"${username}" is no account name that can be given to ssh`;
    throw connectFailed(hostname, where, reason, false);
  }
  const jump = openssh?.jumpHost;
  if (jump === undefined || jumpHosts.test(jump)) return;
  throw connectFailed(hostname, where, `"${jump}" is no jump host`, false);
}

/** A path as a value of an option: ssh splits values at blanks and expands `%`. */
function quoted(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
