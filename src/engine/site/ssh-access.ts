/** Sessions with the switches of a site over SSH. */
import type { Driver } from '../../drivers/driver.ts';
import { TwinleafError } from '../../fabric/errors.ts';
import type { CredentialsIntent, Intent, SwitchIntent } from '../../fabric/model/intent.ts';
import { defaultDeadlines, type HostKeyCheck, type SessionTarget } from '../../transport/cli-session.ts';
import { openSshSession } from '../../transport/open-ssh-session.ts';
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

/** The way to every switch of the intent; in the lab, to its virtual twin and nowhere else. */
export function sshAccess(access: SshAccess): SwitchAccess {
  return {
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

/** Address and login of one switch. */
async function targetOf({ intent, secrets, lab }: SshAccess, one: SwitchIntent): Promise<SessionTarget> {
  if (lab !== undefined) return labTarget(lab, one);
  const credentials = credentialsNamed(intent, one.management.credentials);
  const enablePassword = enablePasswordOf(credentials, secrets);
  return {
    hostname: one.hostname,
    host: one.management.host,
    port: one.management.port,
    username: credentials.username,
    authentication: await authenticationOf(credentials, secrets),
    ...(enablePassword === undefined ? {} : { enablePassword }),
    loopbackOnly: false,
  };
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
export function addressOf(
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
