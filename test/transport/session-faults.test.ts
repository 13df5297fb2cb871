import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceError } from '../../src/fabric/errors.ts';
import { isDeviceError } from '../contracts/transport-carrier.ts';
import { Bench, patience, thrownBy } from './opening.ts';

function isFinalError(error: unknown, code: string): asserts error is DeviceError {
  isDeviceError(error, code);
  assert.equal(error.retryable, false);
}

describe('a session that fails', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());
  const impatience = { deadlines: { ...patience, commandMs: 300, loginMs: 300 } };

  it('names the command that was outstanding when the connection went, and what was read', async () => {
    const { port } = await bench.switch({ dropsAt: 'commit', lastWords: 'checking\r\nhalf a li' });
    const session = await bench.open(port);
    const error = await thrownBy(session.run('commit'));
    isFinalError(error, 'session-lost');
    assert.equal(error.details.command, 'commit');
    assert.equal(error.details.output, 'checking\nhalf a li');
  });

  it('says nothing of a secret in the middle of which the connection went, or the switch fell silent', async () => {
    const { port } = await bench.switch({
      dropsAt: 'show run',
      lastWords: 'username admin secret correct-hor',
    });
    const session = await bench.open(port);
    const error = await thrownBy(session.run('show run'));
    isFinalError(error, 'session-lost');
    assert.equal(error.details.output, 'username admin secret <secret>');
    assert.doesNotMatch(error.message, /correct-hor/);
    const silent = await bench.switch({
      hangsAt: 'show run',
      lastWords: 'username admin secret correct-hor',
    });
    const late = await thrownBy((await bench.open(silent.port)).run('show run', 300));
    isFinalError(late, 'device-timeout');
    assert.doesNotMatch(JSON.stringify([late.message, late.details]), /correct-hor/);
  });

  it('names the line of a batch at which the connection went', async () => {
    const { port } = await bench.switch({ dropsAt: 'vlan 101' });
    const session = await bench.open(port);
    await session.enter('config');
    const error = await thrownBy(session.runBatch(['vlan 100', 'vlan 101', 'vlan 102']));
    isFinalError(error, 'session-lost');
    assert.equal(error.details.command, 'vlan 101');
  });

  it('names the command that was not answered in time, and what was read', async () => {
    const { port } = await bench.switch({ hangsAt: 'write memory', lastWords: 'Copying...\r\n12 %' });
    const session = await bench.open(port);
    const error = await thrownBy(session.run('write memory', 300));
    isFinalError(error, 'device-timeout');
    assert.equal(error.details.command, 'write memory');
    assert.equal(error.details.output, 'Copying...\n12 %');
    assert.match(error.message, /"write memory" within 300 ms/);
  });

  it('takes no more commands after an unanswered one, and lets the connection go', async () => {
    const { port, open } = await bench.switch({ hangsAt: 'write memory' });
    const session = await bench.open(port, {}, impatience);
    isFinalError(await thrownBy(session.run('write memory')), 'device-timeout');
    const error = await thrownBy(session.run('show clock'));
    isFinalError(error, 'session-lost');
    assert.match(error.message, /"show clock" was not sent/);
    isFinalError(await thrownBy(session.runBatch(['vlan 1'])), 'session-lost');
    isFinalError(await thrownBy(session.enter('config')), 'session-lost');
    for (let turn = 0; open() > 0 && turn < 200; turn += 1) await sleep(10);
    assert.equal(open(), 0);
  });

  it('refuses what was waiting for its turn behind the one that failed', async () => {
    const { port, typed } = await bench.switch({ hangsAt: 'write memory' });
    const session = await bench.open(port, {}, impatience);
    const first = thrownBy(session.run('write memory'));
    const second = thrownBy(session.run('show clock'));
    isFinalError(await first, 'device-timeout');
    isFinalError(await second, 'session-lost');
    assert.ok(!typed().includes('show clock'));
  });

  it('times out where no prompt ever comes', async () => {
    const { port } = await bench.switch({ hostname: 'What is your name? ', startsIn: 'exec' });
    const error = await thrownBy(bench.open(port, {}, { ...impatience, attempts: 3 }));
    isFinalError(error, 'device-timeout');
    assert.match(error.message, /no prompt within 300 ms.*What is your name/);
  });

  it('fails with the line that the switch refuses at the opening', async () => {
    const { port } = await bench.switch({ answers: { 'terminal length 0': '% Invalid input' } });
    const error = await thrownBy(bench.open(port));
    isFinalError(error, 'line-rejected');
    assert.equal(error.details.command, 'terminal length 0');
  });

  it('fails with the way that the switch refuses', async () => {
    const { port } = await bench.switch({ answers: { configure: '% Invalid input' } });
    const session = await bench.open(port);
    const error = await thrownBy(session.enter('config'));
    isFinalError(error, 'line-rejected');
    assert.equal(error.details.command, 'configure');
  });

  it('fails when a way leads somewhere else', async () => {
    const { port } = await bench.switch({ answers: { configure: 'Locked by somebody' } });
    const session = await bench.open(port);
    const error = await thrownBy(session.enter('config'));
    isFinalError(error, 'line-rejected');
    assert.equal(error.details.output, 'Locked by somebody');
    assert.match(error.message, /mode privileged afterwards, not in config/);
  });

  it('ends a command that is outstanding when it is interrupted', async () => {
    const { port, open } = await bench.switch({ hangsAt: 'commit' });
    const controller = new AbortController();
    const session = await bench.open(port, {}, { signal: controller.signal });
    const running = thrownBy(session.run('commit'));
    await sleep(50);
    controller.abort();
    const error = await running;
    isFinalError(error, 'session-lost');
    assert.equal(error.details.command, 'commit');
    assert.match(error.message, /interrupted/);
    for (let turn = 0; open() > 0 && turn < 200; turn += 1) await sleep(10);
    assert.equal(open(), 0);
  });

  it('ends a command that is outstanding when it is closed', async () => {
    const { port } = await bench.switch({ hangsAt: 'commit' });
    const session = await bench.open(port);
    const running = thrownBy(session.run('commit'));
    await sleep(50);
    await session.close();
    isFinalError(await running, 'session-lost');
  });

  it('closes as often as one likes, also when the connection has gone', async () => {
    const { port, open } = await bench.switch({ dropsAt: 'commit' });
    const session = await bench.open(port);
    await Promise.all([session.close(), session.close()]);
    await session.close();
    isFinalError(await thrownBy(session.run('show clock')), 'session-lost');
    const dropped = await bench.open(port);
    await thrownBy(dropped.run('commit'));
    await dropped.close();
    for (let turn = 0; open() > 0 && turn < 200; turn += 1) await sleep(10);
    assert.equal(open(), 0);
  });

  it('strikes secrets out of what is told about the end', async () => {
    const secret = 'sw0rdfish';
    const { port } = await bench.switch({
      enableSecret: secret,
      dropsAt: 'commit',
      lastWords: `the secret is ${secret}`,
    });
    const session = await bench.open(port, { enablePassword: secret });
    const error = await thrownBy(session.run('commit'));
    isFinalError(error, 'session-lost');
    assert.equal(error.details.output, 'the secret is <secret>');
    assert.ok(!JSON.stringify([error.message, error.details, error.stack]).includes(secret));
  });
});
