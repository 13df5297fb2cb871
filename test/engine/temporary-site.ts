/** A site in a temporary directory, opened as the command line opens it. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSite } from '../../src/app.ts';
import type { UseCases } from '../../src/engine/use-cases.ts';

export interface TemporarySite {
  readonly directory: string;
  /** What the switches run, as `plan --running` reads it. */
  readonly runningDirectory: string;
  /** Opened anew after every write, as every command of a person does. */
  open(): UseCases;
  write(yaml: string): Promise<void>;
  /** Saves configurations by hostname. */
  writeRunning(configurations: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

export async function temporarySite(yaml: string): Promise<TemporarySite> {
  const directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-'));
  const file = path.join(directory, 'site.yaml');
  const runningDirectory = path.join(directory, 'running');
  await mkdir(runningDirectory);
  await writeFile(file, yaml);
  return {
    directory,
    runningDirectory,
    open: () => openSite({ path: file, lab: false }),
    write: (text) => writeFile(file, text),
    writeRunning: async (configurations) => {
      for (const [hostname, text] of Object.entries(configurations)) {
        await writeFile(path.join(runningDirectory, `${hostname}.cfg`), text);
      }
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A pair with one dual-attached server; the parts can be replaced. */
export function pairSite(
  parts: { networks?: string; servers?: string; groups?: string; fabric?: string } = {},
): string {
  return `
fabric:
  name: ams1
  vlanRanges: [100-199]
  reservedVlans: [1]
  lagRanges: [1-30]
  mlagRanges: [31-127]
${parts.fabric ?? ''}
credentials:
  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }
switches:
  - { hostname: sw1, driver: arista-eos, role: leaf, management: { host: 192.0.2.11, credentials: leafs } }
  - { hostname: sw2, driver: arista-eos, role: leaf, management: { host: 192.0.2.12, credentials: leafs } }
switchPairs:
  - { name: rack1, members: [sw1, sw2], domainId: 1, peerLink: { ports: [Ethernet53/1, Ethernet54/1] }, manage: true }
servers:
${
  parts.servers ??
  `  - hostname: db01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:00:01", switch: sw1, port: Ethernet10 }
      - { mac: "52:54:00:00:00:02", switch: sw2, port: Ethernet10 }`
}
logicalNetworks:
${
  parts.networks ??
  `  - { name: mgmt, kind: vlan, vlan: 100 }
  - { name: app, kind: vlan, vlan: 120 }`
}
endpointGroups:
${
  parts.groups ??
  `  - name: databases
    endpoints: { servers: [db01] }
    connections:
      - { network: mgmt, tagged: false }
      - { network: app, tagged: true }`
}
`;
}
