import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { isDeviceError } from '../contracts/transport-carrier.ts';
import { Bench, patience, thrownBy } from './opening.ts';

describe('a switch that takes a connection and says nothing', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());

  it('is waited for once: another attempt would only be as long again', async () => {
    const sockets = new Set<Socket>();
    const mute = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const deadlines = { ...patience, connectMs: 300 };
    const error = await thrownBy(bench.open(port, {}, { deadlines, attempts: 3 }));
    isDeviceError(error, 'connect-failed');
    assert.equal(sockets.size, 1);
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
});
