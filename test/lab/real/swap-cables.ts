/** Moves cables of a real lab, so that what a server sends arrives at another port of the leaf. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Device } from '../../../src/lab/real/device.ts';
import { quietProgram } from '../../../src/lab/real/device-program.ts';
import { eventually } from '../eventually.ts';

const execute = promisify(execFile);

/** Ports of every server of the tests on the wire. */
const ports = ['nic0', 'nic1'];

/**
 * Swaps the far ends of the cables in a port of two servers: each gets the end that the other had, under its own name
 * and MAC. The leaves keep their ends, as Open vSwitch does not notice a port that is made anew. `rejoin` gives the
 * port back to the bond it was taken out of.
 */
export async function swapCables(
  servers: readonly [Device, Device],
  port: string,
  rejoin: (server: Device) => Promise<void>,
): Promise<void> {
  const [one, other] = servers;
  const macs = await Promise.all(
    servers.map((server) => server.run('cat', `/sys/class/net/${port}/address`)),
  );
  for (const server of servers) {
    await server.run('sh', '-c', `ovs-vsctl --timeout=10 --if-exists del-bond-iface "$1"`, 'sh', port);
    await server.run('nft', 'delete', 'table', 'netdev', 'lab');
  }
  await handOver(one, port, other, 'arriving');
  await untilForgotten(one, port);
  await handOver(other, port, one, 'arriving');
  for (const [i, server] of servers.entries()) {
    await server.run('ip', 'link', 'set', 'dev', 'arriving', 'name', port, 'address', macs[i]?.trim() ?? '');
    await server.run('bash', '-c', quietProgram, 'program', ...ports);
    await rejoin(server);
  }
}

/** What comes under the name and number of what has gone is the same to lldpd, unless it has seen that go. */
async function untilForgotten(server: Device, port: string): Promise<void> {
  await eventually(async () => {
    const shown = await server.run('lldpcli', '-f', 'keyvalue', 'show', 'interfaces');
    assert.ok(!shown.includes(`lldp.${port}.`), `${server.name} has noticed that ${port} has gone`);
  });
}

/** Namespaces are named by processes, and only outside the devices is one seen from the other. */
async function handOver(from: Device, port: string, to: Device, name: string): Promise<void> {
  const words = ['ip', 'link', 'set', 'dev', port, 'name', name, 'netns', String(to.pid)];
  await execute('nsenter', ['-t', String(from.pid), '-n', ...words]);
}
