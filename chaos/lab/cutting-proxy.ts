/** A relay in front of a switch that cuts a connection at a byte, wherever in a message that may be. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type Direction = 'to-switch' | 'from-switch';

export class CuttingProxy {
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #cuts: { readonly direction: Direction; left: number }[] = [];

  /** `target`: the port on loopback that it relays to. */
  constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ noDelay: true }, (client) => {
      this.#relay(client);
    });
  }

  /** Gives the port it listens on. */
  async start(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts whichever connection carries that byte, counted from now over all connections of one direction. */
  cutAt(direction: Direction, bytes: number): void {
    this.#cuts.push({ direction, left: bytes });
  }

  clear(): void {
    this.#cuts = [];
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #relay(client: Socket): void {
    const target = connect({ host: '127.0.0.1', port: this.#target, noDelay: true });
    const close = (): void => {
      client.destroy();
      target.destroy();
    };
    for (const socket of [client, target]) {
      this.#sockets.add(socket);
      // An error is followed by `close`, which ends both sides.
      socket.on('error', close).on('close', () => {
        this.#sockets.delete(socket);
        close();
      });
    }
    client.on('data', (chunk: Buffer) => {
      this.#pass('to-switch', chunk, target, close);
    });
    target.on('data', (chunk: Buffer) => {
      this.#pass('from-switch', chunk, client, close);
    });
  }

  #pass(direction: Direction, chunk: Buffer, to: Socket, close: () => void): void {
    const cut = this.#cuts.find((one) => one.direction === direction);
    if (cut === undefined || cut.left > chunk.length) {
      if (cut !== undefined) cut.left -= chunk.length;
      to.write(chunk);
      return;
    }
    this.#cuts = this.#cuts.filter((one) => one !== cut);
    to.write(chunk.subarray(0, cut.left), close);
  }
}
