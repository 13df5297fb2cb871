import assert from 'node:assert/strict';
import { CliShell } from '../../../src/transport/shell/cli-shell.ts';
import { DeviceError } from '../../../src/fabric/errors.ts';
import type { ShellChannel, ShellListener } from '../../../src/transport/shell/shell-channel.ts';
import { thrownBy } from '../opening.ts';
import { smallDialect } from '../small-dialect.ts';

/** A switch that says what the test says, when the test says it. */
class SpokenChannel implements ShellChannel {
  readonly banner = '';
  readonly written: string[] = [];
  #listener: ShellListener | undefined;
  #answers: string[] = [];

  /** Queues what is said to the next writes. */
  answer(...answers: readonly string[]): void {
    this.#answers.push(...answers);
  }

  say(text: string | Buffer): void {
    this.#listener?.data(Buffer.from(text));
  }

  listen(listener: ShellListener): void {
    this.#listener = listener;
  }

  write(text: string): Promise<void> {
    this.written.push(text);
    const answer = this.#answers.shift();
    if (answer !== undefined) this.say(answer);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): void {
    this.#listener = undefined;
  }
}

async function opened(): Promise<{ readonly shell: CliShell; readonly channel: SpokenChannel }> {
  const channel = new SpokenChannel();
  const shell = new CliShell(channel, {
    hostname: 'sw1',
    dialect: smallDialect,
    beforeWrite: () => undefined,
    scrub: (text) => text,
    scrubCutOff: (text) => text,
  });
  channel.answer('\r\nleaf-a#');
  channel.say('leaf-a#');
  await shell.firstPrompt(2000);
  shell.opened();
  return { shell, channel };
}

async function said(shell: CliShell, text: string): Promise<string | undefined> {
  return (await shell.converse([{ text }], 3000)).answers[0]?.output;
}

describe('a command line', () => {
  it('believes the first prompt when an empty line brings it back', async () => {
    const { shell, channel } = await opened();
    assert.deepEqual(channel.written, ['\n']);
    assert.equal(shell.prompt.text, 'leaf-a#');
  });

  it('types the empty line once more where a login has swallowed it', async () => {
    const channel = new SpokenChannel();
    const shell = new CliShell(channel, {
      hostname: 'sw1',
      dialect: smallDialect,
      beforeWrite: () => undefined,
      scrub: (text) => text,
      scrubCutOff: (text) => text,
    });
    channel.answer('', '\r\nleaf-a#');
    channel.say('leaf-a#');
    await shell.firstPrompt(5000);
    assert.deepEqual(channel.written, ['\n', '\n']);
  });

  it('is not shifted by prompts that nobody asked for', async () => {
    const { shell, channel } = await opened();
    channel.say('\r\nleaf-a#\r\nleaf-a#');
    channel.answer('show clock\r\nnoon\r\nleaf-a#');
    assert.equal(await said(shell, 'show clock'), 'noon');
  });

  it('is not shifted by a log line that came between commands', async () => {
    const { shell, channel } = await opened();
    channel.say('\r\nJun  3 10:21:07 leaf-a Ebra: %LINEPROTO-5-UPDOWN: Ethernet1, down\r\n');
    channel.answer('show clock\r\nnoon\r\nleaf-a#');
    assert.equal(await said(shell, 'show clock'), 'noon');
  });

  it('follows a switch that was renamed, after a silence', async () => {
    const { shell, channel } = await opened();
    channel.answer('hostname leaf-b\r\nleaf-b(config)#');
    assert.equal(await said(shell, 'hostname leaf-b'), '');
    assert.equal(shell.prompt.text, 'leaf-b(config)#');
  });

  it('ends with session-lost when an answer turns up behind the prompt that seemed to end it', async () => {
    const { shell, channel } = await opened();
    channel.answer('show clock\r\nleaf-a#');
    assert.equal(await said(shell, 'show clock'), '');
    channel.say('show clock\r\nnoon\r\nleaf-a#');
    channel.answer('show version\r\n4.30\r\nleaf-a#');
    const error = await thrownBy(said(shell, 'show version'));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'session-lost');
    assert.match(error.message, /out of step/);
  });

  it('does not take a command that speaks of the pager for the pager', async () => {
    const { shell, channel } = await opened();
    channel.answer('description --More-- \r\nleaf-a#');
    assert.equal(await said(shell, 'description --More--'), '');
    assert.deepEqual(channel.written.slice(1), ['description --More--\n']);
  });

  it('joins characters whose bytes came apart', async () => {
    const { shell, channel } = await opened();
    const answer = said(shell, 'show name');
    const bytes = Buffer.from('show name\r\nÄ→😀\r\nleaf-a#');
    for (const byte of bytes) channel.say(Buffer.from([byte]));
    assert.equal(await answer, 'Ä→😀');
  });
});
