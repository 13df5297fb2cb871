/** A door on loopback to the OpenSSH server of a device, which needs no network of the machine for it. */
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { Device } from './device.ts';

export interface SshDoor {
  readonly host: string;
  readonly port: number;
  /** Closes it; sessions that are open end with their device, which is waited for. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1; every connection gets a server process inside the device. */
export async function openSshDoor(device: Device): Promise<SshDoor> {
  const sessions = new Set<Promise<void>>();
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const [program, ...args] = device.inside(['/usr/sbin/sshd', '-i']);
    const child = spawn(program, args, { stdio: [socket, socket, 'ignore'] });
    child.once('spawn', () => socket.destroy());
    const ended = new Promise<void>((resolve) => {
      child.once('exit', resolve).once('error', () => {
        socket.destroy();
        resolve();
      });
    }).finally(() => sessions.delete(ended));
    sessions.add(ended);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const close = async (): Promise<void> => {
    server.close();
    await Promise.all(sessions);
  };
  const { port } = server.address() as AddressInfo;
  return { host: '127.0.0.1', port, close };
}
