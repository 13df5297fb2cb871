/** The cables of a real lab. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { compareText, portKey, type SwitchPort } from '../../fabric/model/ids.ts';
import type { PlannedHost } from '../lab-plan.ts';
import type { Device } from './device.ts';
import { nicName } from './server-side.ts';

const execute = promisify(execFile);

/** One end of a cable. */
export interface End {
  readonly device: string;
  readonly port: string;
  readonly mac?: string;
}

export type Cable = readonly [End, End];

/** Cables between switches, and those that lead to servers. Throws where two lead to one port. */
export function cablesOf(
  hosts: readonly PlannedHost[],
  between: readonly (readonly [SwitchPort, SwitchPort])[],
): readonly Cable[] {
  const end = ({ switch: device, port }: SwitchPort): End => ({ device, port });
  const cables = [
    ...between.map(([one, other]) => [end(one), end(other)] as const),
    ...hosts.flatMap(({ name, ports }) =>
      ports.map(({ at, mac }, index) => [{ device: name, port: nicName(index), mac }, end(at)] as const),
    ),
  ];
  const keys = cables.flatMap((ends) => ends.map(nameOf)).sort(compareText);
  const twice = keys.find((key, i) => key === keys[i + 1]);
  if (twice !== undefined) throw new Error(`two cables of the lab would lead to ${twice}`);
  return cables;
}

/** What is at the other end of the cable of a port. */
export function farEnd(cables: readonly Cable[], near: End): End {
  for (const ends of cables) {
    for (const [i, one] of ends.entries()) {
      const other = ends[1 - i];
      if (nameOf(one) === nameOf(near) && other !== undefined) return other;
    }
  }
  throw new Error(`no cable leads to ${nameOf(near)}`);
}

/** Ports with a cable, by device. */
export function portsOf(cables: readonly Cable[]): ReadonlyMap<string, readonly string[]> {
  const ports = new Map<string, string[]>();
  for (const { device, port } of cables.flat()) ports.set(device, [...(ports.get(device) ?? []), port]);
  return ports;
}

/** Makes each once and for good: Open vSwitch does not notice that a port of the same name is another one. */
export async function plugIn(cables: readonly Cable[], devices: ReadonlyMap<string, Device>): Promise<void> {
  const end = ({ device, port }: End): string => `${port} netns ${String(devices.get(device)?.pid)}`;
  const lines = cables.map(([one, other]) => {
    const mac = one.mac === undefined ? '' : `address ${one.mac} `;
    return `link add ${end(one)} ${mac}type veth peer name ${end(other)}`;
  });
  const running = execute('ip', ['-batch', '-']);
  running.child.stdin?.end(`${lines.join('\n')}\n`);
  await running;
}

function nameOf({ device, port }: End): string {
  return portKey({ switch: device, port });
}
