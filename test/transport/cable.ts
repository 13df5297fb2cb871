/** A cable to a server on loopback, which can be cut, go silent, or hand its bytes on one by one. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface CableHabits {
  /** Bytes of each piece in turn that goes towards the client. */
  readonly pieces?: readonly number[];
}

export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isSilent = false;
  #connections = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number, { pieces }: CableHabits = {}): Promise<Cable> {
    const server = createServer({ noDelay: true });
    const cable = new Cable(server);
    server.on('connection', (near) => {
      cable.#connections += 1;
      const far = connect({ port, host: '127.0.0.1', noDelay: true });
      cable.#join(near, far);
      cable.#join(far, near, pieces);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return cable;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** How often it was used. */
  get connections(): number {
    return this.#connections;
  }

  /** From now on nothing gets through, and neither side is told. */
  goSilent(): void {
    this.#isSilent = true;
  }

  /** Both sides lose the connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #join(from: Socket, to: Socket, pieces: readonly number[] = []): void {
    let turn = 0;
    this.#sockets.add(from);
    from.on('data', (data: Buffer) => {
      if (this.#isSilent) return;
      for (let at = 0; at < data.length;) {
        const size = pieces[turn % Math.max(1, pieces.length)] ?? data.length;
        turn += 1;
        to.write(data.subarray(at, at + size));
        at += size;
      }
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      if (!this.#isSilent) to.destroy();
    });
  }
}
