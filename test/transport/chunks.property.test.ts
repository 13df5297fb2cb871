import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../../src/transport/shell/cli-shell.ts';
import { inProcessShell, type Delivery } from './in-process-shell.ts';
import type { CliHabits } from './scripted-cli.ts';
import { smallDialect } from './small-dialect.ts';

/** Lines that would fool a session which takes any `#` or `>` for a prompt when the stream stops behind it. */
const nasty = [
  '   description tl:esx01#0',
  'Rack 1 # 5',
  'leaf-b>',
  'a > b',
  'ÄÖÜ → ∞',
  '',
  '  indented',
  '! Command: show running-config',
].join('\n');

const habits: fc.Arbitrary<CliHabits> = fc.record(
  {
    motd: fc.constantFrom('', 'Welcome # 1\r\nRack 1 # authorised > only\r\n', 'leaf-a\r\n\r\n'),
    newline: fc.constantFrom('\r\n', '\r\r\n', '\n'),
    promptDecoration: fc.constantFrom(['', ''], ['\x1b[1m', '\x1b[0m '], ['\r\x1b[K', '']),
    pages: fc.constantFrom(
      { lines: 3, erasure: '\r          \r' },
      { lines: 2, erasure: '\b'.repeat(10) + ' '.repeat(10) + '\b'.repeat(10) },
      { lines: 1, erasure: '\r\x1b[K' },
    ),
    logs: fc.constant({
      command: 'show nasty',
      line: 'Jun  3 10:21:07 leaf-a Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet1',
    }),
  },
  { requiredKeys: [] },
);

const delivery: fc.Arbitrary<Delivery> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
  isSlow: fc.boolean(),
});

const batch = ['configure session prov-1', 'vlan 100', '   name a>b#c', 'exit', 'vlan 5000', 'exit', 'abort'];

async function talk(habits: CliHabits, delivery: Delivery): Promise<readonly string[]> {
  const shell = inProcessShell(
    smallDialect,
    { ...habits, startsIn: 'privileged', answers: { 'show nasty': nasty } },
    delivery,
  );
  await shell.firstPrompt(5000);
  const said: Answer[] = [];
  for (const text of ['show nasty', 'show nothing']) {
    said.push(...(await shell.converse([{ text }], 5000)).answers);
  }
  said.push(
    ...(
      await shell.converse(
        batch.map((text) => ({ text })),
        5000,
      )
    ).answers,
  );
  return [shell.greeting, ...said.map(({ output }) => output), shell.prompt.mode];
}

function expected({ motd = '' }: CliHabits): readonly string[] {
  return [
    motd.replaceAll('\r', '').trim(),
    nasty,
    "% Invalid input (at token 0: 'show')",
    ...['', '', '', '', "% Invalid input (at token 0: 'vlan')", '', ''],
    'privileged',
  ];
}

describe('what a session reads', () => {
  it('is the same however the bytes are cut into chunks', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(habits, delivery, async (habits, delivery) => {
        assert.deepEqual(await talk(habits, delivery), expected(habits));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same when the switch echoes everything twice', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(habits, delivery, async (habits, { sizes }) => {
        const twice = { ...habits, echoesTwice: true };
        assert.deepEqual(await talk(twice, { sizes, isSlow: false }), expected(habits));
      }),
      { numRuns: 50 },
    );
  });
});
