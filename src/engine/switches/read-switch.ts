/** Reading a switch: who it is, what it runs, what it shows. */
import type { DeviceIdentity, ObservedPart } from '../../drivers/driver.ts';
import { observationCommand } from '../../drivers/observation-command.ts';
import { DeviceError, SafetyError } from '../../fabric/errors.ts';
import type { ConfigTree } from '../../fabric/remediation/config-tree.ts';
import { parseConfig } from '../../fabric/remediation/parse-config.ts';
import type { ObservedPair, ObservedSwitch } from '../../fabric/verify/observed-switch.ts';
import type { OpenSwitch } from './switch-access.ts';

/** Throws `wrong-device` where another operating system or another hostname answers. */
export async function checkIdentity({ hostname, driver, session }: OpenSwitch): Promise<DeviceIdentity> {
  const outputs: string[] = [];
  for (const command of driver.identity.commands) outputs.push(await session.run(command));
  const identity = driver.identity.read(outputs);
  if (!identity.isExpectedSystem) {
    const message = `${hostname}: what answers is no ${driver.title} (${identity.model})`;
    throw new SafetyError('wrong-device', message, { switch: hostname });
  }
  if (identity.hostname !== hostname) {
    const message = `${hostname}: the switch that answers calls itself ${identity.hostname}`;
    const hint = 'check the management address, or set the hostname on the switch first';
    throw new SafetyError('wrong-device', message, { switch: hostname, hint });
  }
  return identity;
}

/** The running configuration, in canonical form. */
export async function readRunning({ driver, session }: OpenSwitch): Promise<ConfigTree> {
  return parseConfig(await session.run(driver.runningConfig), driver.rules);
}

/** The startup configuration, in canonical form. */
export async function readStartup({ driver, session }: OpenSwitch): Promise<ConfigTree> {
  return parseConfig(await session.run(driver.startupConfig), driver.rules);
}

/** Everything the switch shows about its state, from all observations of its driver. */
export async function observe(open: OpenSwitch): Promise<ObservedSwitch> {
  const { observations } = open.driver;
  const running = observations.some(({ where }) => where !== undefined) ? await readRunning(open) : [];
  const parts: ObservedPart[] = [];
  for (const observation of observations) {
    const command = observationCommand(observation, running);
    if (command === undefined) continue;
    const output = await shown(open, command, observation.mayBeRefused === true);
    if (output === undefined) continue;
    parts.push(named(open.hostname, command, () => observation.read(output, running)));
  }
  return joined(parts);
}

/** Undefined where the switch does not know the command as long as a feature is off. */
async function shown(
  { session }: OpenSwitch,
  command: string,
  mayBeRefused: boolean,
): Promise<string | undefined> {
  try {
    return await session.run(command);
  } catch (error) {
    const isRefused = error instanceof DeviceError && error.code === 'line-rejected';
    if (isRefused && mayBeRefused) return undefined;
    throw error;
  }
}

/** Adds switch and command to what a parser throws. */
function named<Value>(hostname: string, command: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const details = { ...error.details, switch: hostname, command };
    throw new DeviceError(error.code, `${hostname}: ${error.message}`, details, { cause: error });
  }
}

function joined(parts: readonly ObservedPart[]): ObservedSwitch {
  const pair = joinedPair(parts.flatMap((part) => part.pair ?? []));
  return {
    ports: new Map(parts.flatMap((part) => [...(part.ports ?? [])])),
    portChannels: new Map(parts.flatMap((part) => [...(part.portChannels ?? [])])),
    mlags: new Map(parts.flatMap((part) => [...(part.mlags ?? [])])),
    vlans: new Map(parts.flatMap((part) => [...(part.vlans ?? [])])),
    neighbours: new Map(parts.flatMap((part) => [...(part.neighbours ?? [])])),
    macs: parts.flatMap((part) => [...(part.macs ?? [])]),
    ...(parts.some(({ neighbours }) => neighbours !== undefined) ? {} : { isDeaf: true as const }),
    ...(pair === undefined ? {} : { pair }),
  };
}

/** Undefined where no command tells of a pair; what none of them tells is not so. */
function joinedPair(parts: readonly Partial<ObservedPair>[]): ObservedPair | undefined {
  if (parts.length === 0) return undefined;
  return {
    isActive: false,
    peerLinkUp: false,
    ...parts.reduce((sum, part) => ({ ...sum, ...part })),
    inconsistencies: parts.flatMap(({ inconsistencies = [] }) => inconsistencies),
  };
}
