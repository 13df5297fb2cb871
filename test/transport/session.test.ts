import assert from 'node:assert/strict';
import { DeviceError, SafetyError, TwinleafError } from '../../src/fabric/errors.ts';
import { Bench, thrownBy } from './opening.ts';
import { smallDialect } from './small-dialect.ts';

const bytewise = (text: string): readonly string[] => Array.from(text);

describe('a session with a switch', () => {
  const bench = new Bench();
  afterEach(async () => {
    await bench.clear();
    bench.transcript.length = 0;
  });

  it('reaches the home mode over enable, with the secret, and types what the dialect wants', async () => {
    const { port, typed } = await bench.switch({ enableSecret: 'sw0rdfish' });
    const session = await bench.open(port, { enablePassword: 'sw0rdfish' });
    assert.equal(session.mode, 'privileged');
    assert.deepEqual(typed(), ['', 'enable', 'sw0rdfish', 'terminal length 0']);
    assert.deepEqual(
      bench.transcript.map(({ command, output, refused }) => ({ command, output, refused })),
      [
        { command: 'enable', output: '', refused: false },
        { command: '<secret>', output: '', refused: false },
        { command: 'terminal length 0', output: 'Pagination disabled.', refused: false },
      ],
    );
  });

  it('types no enable where it lands in the home mode', async () => {
    const { port, typed } = await bench.switch({ startsIn: 'privileged', enableSecret: 'sw0rdfish' });
    await bench.open(port);
    assert.deepEqual(typed(), ['', 'terminal length 0']);
  });

  it('fails with no-privilege and the words of the switch when the enable secret is wrong', async () => {
    const { port } = await bench.switch({ enableSecret: 'sw0rdfish' });
    const error = await thrownBy(bench.open(port, { enablePassword: 'goldfish1' }));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'no-privilege');
    assert.equal(error.details.command, 'enable');
    assert.equal(error.details.output, '% Bad secret');
    assert.deepEqual(bench.transcript.at(-1)?.refused, true);
  });

  it('fails with no-privilege when a secret is asked for and there is none', async () => {
    const { port } = await bench.switch({ enableSecret: 'sw0rdfish' });
    const error = await thrownBy(bench.open(port));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'no-privilege');
    assert.match(error.message, /^sw1: "enable".*credentials have none/);
  });

  it('gives the output of a command without echo and prompt', async () => {
    const { port } = await bench.switch({ answers: { 'show clock': 'noon\n\nleaf-a> is up' } });
    const session = await bench.open(port);
    assert.equal(await session.run('show clock'), 'noon\n\nleaf-a> is up');
    assert.equal(await session.run('show clock'), 'noon\n\nleaf-a> is up');
  });

  it('walks between the modes', async () => {
    const { port, typed } = await bench.switch();
    const session = await bench.open(port);
    await session.enter('config');
    assert.equal(session.mode, 'config');
    await session.enter('exec');
    assert.equal(session.mode, 'exec');
    await session.enter('exec');
    assert.deepEqual(typed().slice(-3), ['configure', 'end', 'disable']);
  });

  it('knows no way to a mode that the dialect does not lead to', async () => {
    const { port } = await bench.switch();
    const session = await bench.open(port);
    const error = await thrownBy(session.enter('session'));
    assert.ok(error instanceof TwinleafError);
    assert.equal(error.code, 'internal');
    assert.equal(await session.run('configure'), '');
  });

  it('gives a refused line with the words of the switch and stays usable', async () => {
    const { port } = await bench.switch({ answers: { 'show clock': 'noon' } });
    const session = await bench.open(port);
    const error = await thrownBy(session.run('shwo version'));
    assert.ok(error instanceof DeviceError);
    assert.equal(error.code, 'line-rejected');
    assert.equal(error.retryable, false);
    assert.deepEqual(
      [error.details.switch, error.details.command, error.details.output],
      ['sw1', 'shwo version', "% Invalid input (at token 0: 'shwo')"],
    );
    assert.equal(bench.transcript.at(-1)?.refused, true);
    assert.equal(await session.run('show clock'), 'noon');
  });

  it('does one thing at a time, in the order of asking', async () => {
    const { port } = await bench.switch({ answers: { a: '1', b: '2', c: '3' } });
    const session = await bench.open(port);
    const answers = await Promise.all([session.run('a'), session.run('b'), session.run('c')]);
    assert.deepEqual(answers, ['1', '2', '3']);
  });

  for (const [name, character] of Object.entries({
    'a newline': '\n',
    'a carriage return': '\r',
    'an escape': '\x1b',
    'a tab': '\t',
    'a null': '\0',
    DEL: '\x7f',
    NEL: '\x85',
    'a line separator': '\u2028',
    'a paragraph separator': '\u2029',
  })) {
    it(`types nothing of a command that has ${name}`, async () => {
      const { port, typed } = await bench.switch();
      const session = await bench.open(port);
      const before = typed().length;
      const evil = `description x${character}no switchport`;
      for (const attempt of [session.run(evil), session.runBatch(['vlan 100', evil])]) {
        const error = await thrownBy(attempt);
        assert.ok(error instanceof SafetyError);
        assert.equal(error.code, 'command-not-printable');
      }
      assert.equal(typed().length, before);
    });
  }

  it('asks before every write, and writes nothing when it may not', async () => {
    const { port, typed } = await bench.switch({ answers: { 'show clock': 'noon' } });
    let mayWrite = true;
    const session = await bench.open(
      port,
      {},
      {
        beforeWrite: () => {
          if (!mayWrite) throw new TwinleafError('unit-locked', 'the lease is lost');
        },
      },
    );
    mayWrite = false;
    const before = typed().length;
    for (const attempt of [
      session.run('show clock'),
      session.runBatch(['vlan 1']),
      session.enter('config'),
    ]) {
      const error = await thrownBy(attempt);
      assert.ok(error instanceof TwinleafError);
      assert.equal(error.code, 'unit-locked');
    }
    assert.equal(typed().length, before);
    mayWrite = true;
    assert.equal(await session.run('show clock'), 'noon');
  });

  it('takes secrets out of whatever the switch prints', async () => {
    const secret = 'sw0rdfish';
    const { port } = await bench.switch({
      enableSecret: secret,
      echoesSecret: true,
      answers: { 'show run': `enable secret 0 ${secret}\n"key":"x${secret}y"` },
      cut: bytewise,
    });
    const session = await bench.open(port, { enablePassword: secret });
    assert.equal(await session.run('show run'), 'enable secret 0 <secret>\n"key":"x<secret>y"');
    const error = await thrownBy(session.run(`foo ${secret}`));
    assert.ok(error instanceof DeviceError);
    assert.ok(!JSON.stringify([bench.transcript, error.message, error.details]).includes(secret));
  });

  it('reads ten megabytes', async () => {
    const line = 'interface Ethernet1 is up, line protocol is up (connected) # 1 > 0';
    const count = Math.ceil(10_000_000 / line.length);
    const { port } = await bench.switch({
      answers: { 'show tech': `${`${line}\n`.repeat(count)}end` },
    });
    const session = await bench.open(port);
    const output = await session.run('show tech', 60_000);
    assert.equal(output.length, (line.length + 1) * count + 3);
    assert.ok(output.endsWith(`${line}\nend`));
  }).timeout(60_000);

  it('reads a line of four megabytes', async () => {
    const { port } = await bench.switch({ answers: { 'show json': `{${'x'.repeat(4_000_000)}}` } });
    const session = await bench.open(port);
    assert.equal((await session.run('show json', 60_000)).length, 4_000_002);
  }).timeout(60_000);
});

describe('a session with a switch of bad habits', () => {
  const bench = new Bench();
  afterEach(() => bench.clear());
  const answers = { 'show run': '! device\n   description tl:esx01#0\nend', 'show clock': 'noon' };

  const habits = {
    'a banner full of prompts, one byte at a time': {
      motd: 'leaf-b#\r\nRack 1 # keep > out\r\nleaf-c> \r\nRack 1 #\r\n',
      cut: bytewise,
    },
    'every byte in a packet of its own': { cut: bytewise },
    'the whole echo twice': { echoesTwice: true },
    'two carriage returns at every line end': { newline: '\r\r\n' },
    'colours around the prompt': { promptDecoration: ['\x1b[32m', '\x1b[0m '] as const },
    'a prompt that is drawn over itself': { promptDecoration: ['leaf-a\r\x1b[K', ''] as const },
    'a pager that is erased by backspaces': {
      pages: { lines: 2, erasure: '\b'.repeat(10) + ' '.repeat(10) + '\b'.repeat(10) },
    },
    'a pager that is erased by blanks, cut into bytes': {
      pages: { lines: 1, erasure: '\r          \r' },
      cut: bytewise,
    },
    'log lines in the answer': {
      logs: {
        command: 'show run',
        line: 'Jun  3 10:21:07 leaf-a Ebra: %LINEPROTO-5-UPDOWN: Ethernet1, down',
      },
    },
    'an echo that breaks at its width': { breaksEchoAt: { columns: 12, by: '\r\n' } },
    'an answer after a while': { slowMs: 30 },
  };
  for (const [name, habit] of Object.entries(habits)) {
    it(`reads the same: ${name}`, async () => {
      const { port } = await bench.switch({ ...habit, answers });
      const session = await bench.open(port);
      assert.equal(await session.run('show run'), answers['show run']);
      assert.equal(await session.run('show clock'), 'noon');
      await session.enter('config');
      assert.equal(session.mode, 'config');
      await session.runBatch(['vlan 100', '   name tl:a#0', 'exit', 'interface Ethernet1', 'description x']);
      const error = await thrownBy(session.runBatch(['vlan 200', 'vlan 5000', 'vlan 300']));
      assert.ok(error instanceof DeviceError);
      assert.equal(error.details.command, 'vlan 5000');
      await session.enter('privileged');
      assert.equal(await session.run('show clock'), 'noon');
    });
  }

  it('reads the same where the terminal wraps what is typed', async () => {
    const { port } = await bench.switch({ breaksEchoAt: { columns: 20, by: ' \r' }, answers });
    const session = await bench.open(port, {}, { dialect: { ...smallDialect, terminalColumns: 20 } });
    await session.enter('config');
    await session.runBatch(['description a text that is far longer than the terminal is wide', 'vlan 100']);
    await session.enter('privileged');
    assert.equal(await session.run('show clock'), 'noon');
  });
});

describe('a batch', () => {
  const bench = new Bench();
  afterEach(async () => {
    await bench.clear();
    bench.transcript.length = 0;
  });

  it('is typed ahead and recorded line by line', async () => {
    const { port, typed } = await bench.switch();
    const session = await bench.open(port);
    await session.run('configure session prov-1');
    const lines = ['vlan 100', '   name tl:a', 'interface Ethernet1', '   description tl:esx01#0', 'exit'];
    await session.runBatch(lines);
    assert.deepEqual(typed().slice(-5), lines);
    assert.deepEqual(
      bench.transcript.slice(-5).map(({ command, output, refused }) => [command, output, refused]),
      lines.map((line) => [line, '', false]),
    );
    assert.equal(session.mode, 'session');
  });

  it('names the first refused line, after all answers, so that the session can be aborted', async () => {
    const { port, typed } = await bench.switch();
    const session = await bench.open(port);
    await session.run('configure session prov-1');
    const lines = ['vlan 100', 'vlan 5000', 'exit', 'bogus line', 'interface Ethernet1'];
    const error = await thrownBy(session.runBatch(lines));
    assert.ok(error instanceof DeviceError);
    assert.deepEqual(
      [error.code, error.details.command, error.details.output],
      ['line-rejected', 'vlan 5000', "% Invalid input (at token 0: 'vlan')"],
    );
    assert.deepEqual(
      bench.transcript.slice(-5).map(({ refused }) => refused),
      [false, true, false, true, false],
    );
    assert.deepEqual(typed().slice(-5), lines);
    await session.run('abort');
    assert.equal(session.mode, 'privileged');
  });

  it('of thousands of lines never overruns the input queue of the switch', async () => {
    const { port, typed } = await bench.switch();
    const session = await bench.open(port);
    await session.enter('config');
    const lines = Array.from({ length: 4000 }, (_, at) => `vlan ${String(1 + (at % 4000))}`);
    await session.runBatch(lines);
    assert.deepEqual(typed().slice(-4000), lines);
    assert.equal(bench.transcript.filter(({ command }) => command.startsWith('vlan')).length, 4000);
  });

  it('stops between lines when it may not write any more, and stays in step', async () => {
    const { port, typed } = await bench.switch();
    let writes = 0;
    let mayWrite = Infinity;
    const session = await bench.open(
      port,
      {},
      {
        beforeWrite: () => {
          writes += 1;
          if (writes > mayWrite) throw new TwinleafError('unit-locked', 'the lease is lost');
        },
      },
    );
    await session.enter('config');
    mayWrite = writes + 1;
    const lines = Array.from({ length: 1000 }, (_, at) => `vlan ${String(at + 1)}`);
    const error = await thrownBy(session.runBatch(lines));
    assert.ok(error instanceof TwinleafError);
    assert.equal(error.code, 'unit-locked');
    const vlans = typed().filter((line) => line.startsWith('vlan'));
    assert.ok(vlans.length > 0 && vlans.length < 1000);
    mayWrite = Infinity;
    await session.enter('privileged');
  });

  it('of no lines types nothing', async () => {
    const { port, typed } = await bench.switch();
    const session = await bench.open(port);
    const before = typed().length;
    await session.runBatch([]);
    assert.equal(typed().length, before);
  });
});
