/** Sessions with the switches of a site over SSH, by the built-in client or the machine's own `ssh`. */
import path from 'node:path';
import type { Driver } from '../../drivers/driver.ts';
import { TwinleafError } from '../../fabric/errors.ts';
import type { CredentialsIntent, Intent, SwitchIntent } from '../../fabric/model/intent.ts';
import {
  defaultDeadlines,
  type Authentication,
  type HostKey,
  type HostKeyCheck,
  type OpensshClient,
  type SessionTarget,
} from '../../transport/cli-session.ts';
import { fetchHostKey } from '../../transport/host-key.ts';
import { openSshSession } from '../../transport/open-ssh-session.ts';
import { fetchHostKeyByOpenssh } from '../../transport/openssh/openssh-host-key.ts';
import { authenticationOf, enablePasswordOf, type SecretSources } from './secrets.ts';
import type { SwitchAccess } from '../switches/switch-access.ts';

/** Where virtual switches listen, as `lab.json` says. */
export interface LabAddresses {
  readonly username: string;
  readonly password: string;
  readonly enablePassword?: string;
  readonly switches: ReadonlyMap<string, { readonly host: string; readonly port: number }>;
}

export interface SshAccess {
  readonly intent: Intent;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly secrets: SecretSources;
  /** Read again for every session, so that a key pinned meanwhile is known. */
  readonly hostKeys: () => Promise<HostKeyCheck>;
  readonly lab?: LabAddresses;
}

/** The way to the host key of a switch, without a login. */
export interface HostKeyAccess {
  /** The key that the switch shows by the way its sessions go. Throws `connect-failed`, `lab-not-loopback`. */
  hostKey(hostname: string): Promise<HostKey>;
}

/** The way to every switch of the intent; in the lab, to its virtual twin and nowhere else. */
export function sshAccess(access: SshAccess): SwitchAccess & HostKeyAccess {
  return {
    hostKey: async (hostname) => shownHostKey(access, switchNamed(access.intent, hostname)),
    open: async (hostname, options = {}) => {
      const intent = switchNamed(access.intent, hostname);
      const driver = access.drivers.get(intent.driver);
      if (driver === undefined)
        throw new TwinleafError('internal', `${hostname}: no driver ${intent.driver}`);
      const session = await openSshSession({
        target: await targetOf(access, intent),
        dialect: driver.dialect,
        deadlines: defaultDeadlines,
        checkHostKey: await access.hostKeys(),
        ...options,
      });
      return { hostname, driver, session };
    },
  };
}

async function shownHostKey(access: SshAccess, one: SwitchIntent): Promise<HostKey> {
  const { intent, lab, secrets } = access;
  const target = { hostname: one.hostname, ...addressOf(lab, one), loopbackOnly: lab !== undefined };
  const pinned = (await access.hostKeys()).pinnedTypes?.(target.host, target.port) ?? [];
  const openssh = opensshOf(one, secrets);
  if (openssh === undefined) return fetchHostKey(target, defaultDeadlines.connectMs, pinned);
  const username = lab?.username ?? credentialsNamed(intent, one.management.credentials).username;
  return fetchHostKeyByOpenssh({ ...target, username, openssh }, defaultDeadlines.connectMs, pinned);
}

/** Address and login of one switch. */
async function targetOf({ intent, secrets, lab }: SshAccess, one: SwitchIntent): Promise<SessionTarget> {
  const openssh = opensshOf(one, secrets);
  const way = openssh === undefined ? {} : { openssh };
  if (lab !== undefined) return { ...labTarget(lab, one), ...way };
  const credentials = credentialsNamed(intent, one.management.credentials);
  const enablePassword = enablePasswordOf(credentials, secrets);
  return {
    hostname: one.hostname,
    host: one.management.host,
    port: one.management.port,
    username: credentials.username,
    authentication:
      openssh === undefined
        ? await authenticationOf(credentials, secrets)
        : await opensshAuthentication(credentials, secrets),
    ...(enablePassword === undefined ? {} : { enablePassword }),
    loopbackOnly: false,
    ...way,
  };
}

/** What the machine's `ssh` is told; undefined where the built-in client makes the connection. */
function opensshOf(one: SwitchIntent, { directory, environment }: SecretSources): OpensshClient | undefined {
  const { openssh } = one.management;
  if (openssh === undefined) return undefined;
  const { sshConfig, jumpHost } = openssh;
  const home = environment['HOME'];
  const file = home === undefined ? sshConfig : sshConfig?.replace(/^~(?=\/)/, () => home);
  return {
    ...(file === undefined ? {} : { configFile: path.resolve(directory, file) }),
    ...(jumpHost === undefined ? {} : { jumpHost }),
  };
}

/** `ssh` reads a private key itself, with the certificate beside it, and has ways to log in without an agent. */
async function opensshAuthentication(
  credentials: CredentialsIntent,
  secrets: SecretSources,
): Promise<Authentication> {
  if (credentials.agent) return { kind: 'agent', socket: secrets.environment['SSH_AUTH_SOCK'] ?? '' };
  const login = await authenticationOf(credentials, secrets);
  if (login.kind !== 'key' || credentials.keyFile === undefined) return login;
  return { ...login, file: path.resolve(secrets.directory, credentials.keyFile) };
}

function labTarget(lab: LabAddresses, one: SwitchIntent): SessionTarget {
  return {
    hostname: one.hostname,
    ...addressOf(lab, one),
    username: lab.username,
    authentication: { kind: 'password', password: lab.password },
    ...(lab.enablePassword === undefined ? {} : { enablePassword: lab.enablePassword }),
    loopbackOnly: true,
  };
}

/** Where a switch is reached; in the lab its virtual twin. Throws `lab-not-running` for one the lab does not have. */
function addressOf(
  lab: LabAddresses | undefined,
  one: SwitchIntent,
): { readonly host: string; readonly port: number } {
  if (lab === undefined) return { host: one.management.host, port: one.management.port };
  const at = lab.switches.get(one.hostname);
  if (at !== undefined) return { host: at.host, port: at.port };
  const hint = 'stop the lab and start it again with this site';
  throw new TwinleafError('lab-not-running', `the lab has no switch ${one.hostname}`, { hint });
}

function switchNamed(intent: Intent, hostname: string): SwitchIntent {
  const found = intent.switches.find((one) => one.hostname === hostname);
  if (found !== undefined) return found;
  throw new TwinleafError('unknown-object', `the site has no switch ${hostname}`);
}

function credentialsNamed(intent: Intent, name: string): CredentialsIntent {
  const found = intent.credentials.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new TwinleafError('unknown-object', `the site has no credentials ${name}`);
}
