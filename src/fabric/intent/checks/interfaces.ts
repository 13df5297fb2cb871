/** Interfaces of servers and external systems: both ends of a cable, and numbers and addresses only once. */
import { type Finding, shown } from '../finding.ts';
import type { Check, OwnedInterface } from './check-context.ts';

/** Half-described cables. */
export const checkCables: Check = ({ interfaces }) =>
  interfaces.flat().flatMap((owned) => {
    if ((owned.switch === undefined) === (owned.port === undefined)) return [];
    const [given, missing] = owned.port === undefined ? ['switch', 'port'] : ['port', 'switch'];
    const message = `interface ${String(owned.position)} of ${owned.owner} has \`${given}\` and no \`${missing}\``;
    const hint = `add \`${missing}\`, or leave out both for an interface without a cable`;
    return { code: 'missing-key', path: owned.path, message, hint } as const;
  });

/** A MAC address that two interfaces of the fabric have. */
export const checkMacs: Check = ({ interfaces }) => {
  const findings: Finding[] = [];
  const owners = new Map<string, OwnedInterface>();
  for (const owned of interfaces.flat()) {
    if (owned.mac === undefined) continue;
    const first = owners.get(owned.mac);
    if (first === undefined) {
      owners.set(owned.mac, owned);
      continue;
    }
    findings.push({
      code: 'duplicate-mac',
      path: [...owned.path, 'mac'],
      message: `${owned.mac} is the address of interface ${String(first.position)} of ${first.owner} already`,
      other: [...first.path, 'mac'],
      hint: 'every interface has an address of its own: one of the two is wrong',
    });
  }
  return findings;
};

/** An `osIndex` that two interfaces of one endpoint have. */
export const checkOsIndexes: Check = ({ interfaces: endpoints }) =>
  endpoints.flatMap((interfaces) => {
    const findings: Finding[] = [];
    const owners = new Map<number, OwnedInterface>();
    for (const owned of interfaces) {
      if (owned.osIndex === undefined) continue;
      const first = owners.get(owned.osIndex);
      if (first === undefined) {
        owners.set(owned.osIndex, owned);
        continue;
      }
      const message = `interface ${String(first.position)} of ${owned.owner} has \`osIndex\` ${String(owned.osIndex)} already`;
      const hint = 'the operating system numbers every interface differently';
      findings.push({
        code: 'duplicate-os-index',
        path: [...owned.path, 'osIndex'],
        message,
        other: [...first.path, 'osIndex'],
        hint,
      });
    }
    return findings;
  });

/** `hostSwitch` where there is none. */
export const checkHostSwitches: Check = ({ site }) =>
  site.servers.all.flatMap(({ value, path }) => {
    if (value.hostSwitch === undefined || value.os === 'esxi') return [];
    return {
      code: 'bad-value',
      path: [...path, 'hostSwitch'],
      at: 'key',
      message: `\`hostSwitch\` is for servers with \`os: esxi\`, and ${shown(value.hostname)} has ${value.os}`,
      hint: 'remove it',
    } as const;
  });
