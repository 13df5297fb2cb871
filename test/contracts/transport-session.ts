/** What every transport owes its callers while a session lasts, and when it ends badly. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DeviceError } from '../../src/fabric/errors.ts';
import { Cable } from '../transport/cable.ts';
import { patience, thrownBy } from '../transport/opening.ts';
import { CarrierBench, isDeviceError, type Carrier, type Reachable } from './transport-carrier.ts';

const answers = { 'show run': '! device\n   description tl:esx01#0\nend', 'show clock': 'noon' };

/** Output of any size, cut anywhere. */
export function sessionContract(carrier: Carrier): void {
  describe('carries a session', () => {
    const bench = new CarrierBench(carrier);
    afterEach(() => bench.clear());

    it('of ten megabytes', async () => {
      const line = 'interface Ethernet1 is up, line protocol is up (connected) # 1 > 0';
      const count = Math.ceil(10_000_000 / line.length);
      const one = await bench.switch({ answers: { 'show tech': `${`${line}\n`.repeat(count)}end` } });
      const session = await bench.reach(one);
      const output = await session.run('show tech', 60_000);
      assert.equal(output.length, (line.length + 1) * count + 3);
      assert.ok(output.endsWith(`${line}\nend`));
    });

    it('with what looks like an escape of the client in it', async () => {
      const one = await bench.switch({ answers: { '~.': 'tilde', '~?': 'help', '': '' } });
      const session = await bench.reach(one);
      assert.equal(await session.run('~.'), 'tilde');
      assert.equal(await session.run('~?'), 'help');
    });

    it('in a batch of thousands of lines', async () => {
      const one = await bench.switch();
      const session = await bench.reach(one);
      await session.enter('config');
      const lines = Array.from({ length: 2_000 }, (_, at) => `vlan ${String(at + 1)}`);
      await session.runBatch(lines);
      assert.deepEqual(one.typed().slice(-2_000), lines);
    });

    it('with prompts split over reads, wherever they are cut', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
          async (sizes) => {
            let turn = 0;
            const cut = (text: string): readonly string[] => {
              const pieces: string[] = [];
              for (let at = 0; at < text.length;) {
                const size = sizes[turn % sizes.length] ?? 1;
                turn += 1;
                pieces.push(text.slice(at, at + size));
                at += size;
              }
              return pieces;
            };
            const one = await bench.switch({ cut, answers, motd: 'leaf-b#\r\nRack 1 # keep > out\r\n' });
            const session = await bench.reach(one);
            assert.equal(await session.run('show run'), answers['show run']);
            await session.enter('config');
            await session.runBatch(['vlan 100', '   name tl:a#0', 'exit']);
            const error = await thrownBy(session.runBatch(['vlan 200', 'vlan 5000', 'vlan 300']));
            assert.ok(error instanceof DeviceError);
            assert.equal(error.details.command, 'vlan 5000');
            await session.close();
          },
        ),
        { numRuns: 8 },
      );
    });

    it('over a connection that hands on a few bytes at a time', async () => {
      const one = await bench.switch({ answers, loginBanner: 'Keep out\r\n' });
      const cable = await Cable.to(one.port, { pieces: [1, 7, 3, 16] });
      try {
        const session = await bench.reach({ ...one, port: cable.port });
        assert.equal(await session.run('show run'), answers['show run']);
      } finally {
        await cable.close();
      }
    });

    it('without a secret in what is recorded', async () => {
      const one = await bench.switch({ enableSecret: 'sw0rdfish', motd: 'correct-horse-battery\r\n' });
      const session = await bench.reach(one, { enablePassword: 'sw0rdfish' });
      const said = JSON.stringify([bench.transcript, session.greeting]);
      assert.doesNotMatch(said, /sw0rdfish|correct-horse/);
      assert.match(said, /<secret>/);
    });
  });
}

/** The peer goes away, loudly or silently. */
export function faultContract(carrier: Carrier): void {
  describe('notices', () => {
    const bench = new CarrierBench(carrier);
    const cables: Cable[] = [];
    afterEach(async () => {
      await Promise.all(cables.splice(0).map((cable) => cable.close()));
      await bench.clear();
    });

    async function overCable(hangsAt: string): Promise<Reachable & { readonly cable: Cable }> {
      const one = await bench.switch({ hangsAt, answers });
      const cable = await Cable.to(one.port);
      cables.push(cable);
      return { cable, port: cable.port, hostKeys: one.hostKeys };
    }

    it('that the connection is gone, and names the command that was outstanding', async () => {
      const one = await bench.switch({ dropsAt: 'commit' });
      const session = await bench.reach(one);
      const error = await thrownBy(session.run('commit'));
      isDeviceError(error, 'session-lost');
      assert.equal(error.details.command, 'commit');
      assert.equal(error.retryable, false);
    });

    it('by the deadline that an answer stays incomplete, and gives what was read of it', async () => {
      const one = await bench.switch({ hangsAt: 'commit', lastWords: 'checking\r\nhalf a li' });
      const session = await bench.reach(one, {}, { deadlines: { ...patience, commandMs: 400 } });
      const error = await thrownBy(session.run('commit'));
      isDeviceError(error, 'device-timeout');
      assert.equal(error.details.command, 'commit');
      assert.match(String(error.details.output), /checking\nhalf a li/);
    });

    it('that a dead peer has cut the cable', async () => {
      const { cable, ...one } = await overCable('commit');
      const session = await bench.reach(one);
      const running = thrownBy(session.run('commit'));
      cable.cut();
      isDeviceError(await running, 'session-lost');
    });

    it('by the deadline of the command that a half-open connection answers nothing', async () => {
      const { cable, ...one } = await overCable('commit');
      const session = await bench.reach(one, {}, { deadlines: { ...patience, commandMs: 400 } });
      assert.equal(await session.run('show clock'), 'noon');
      cable.goSilent();
      isDeviceError(await thrownBy(session.run('show clock')), 'device-timeout');
    });

    it('by asking that a half-open connection is dead, long before the deadline', async () => {
      const { cable, ...one } = await overCable('commit');
      const deadlines = { ...patience, commandMs: 600_000, aliveMs: 1_000 };
      const session = await bench.reach(one, {}, { deadlines });
      cable.goSilent();
      isDeviceError(await thrownBy(session.run('show clock')), 'session-lost');
    });

    it('that it was interrupted in the middle of a command', async () => {
      const one = await bench.switch({ hangsAt: 'commit' });
      const controller = new AbortController();
      const session = await bench.reach(one, {}, { signal: controller.signal });
      const running = thrownBy(session.run('commit'));
      controller.abort();
      isDeviceError(await running, 'session-lost');
    });
  });
}
