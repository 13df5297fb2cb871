/** A change in a candidate session, from the open shell to the last configuration prompt, against a bare write. */
import ssh2, { type ClientChannel } from 'ssh2';
import { drivers } from '../../src/drivers/registry.ts';
import { defaultDeadlines, type CliSession } from '../../src/transport/cli-session.ts';
import { openSshSession } from '../../src/transport/open-ssh-session.ts';
import type { LabFile } from '../../src/lab/lab-file.ts';
import type { Figure } from '../figure.ts';
import { withLabSite, type LabSite } from './lab-site.ts';
import { singleSwitches } from './single-switches.ts';

const hostname = 'sw00';

/** On a switch that answers at once, where nothing hides what we add, and on one that thinks about each line. */
export async function benchCandidateSession(rounds: number): Promise<readonly Figure[]> {
  const atOnce = await compared(rounds, 0);
  const thinking = await compared(Math.ceil(rounds / 10), 1);
  const name = `${atOnce.lines} lines in a candidate session, against one bare write of the same bytes`;
  return [
    { name, measured: ratio(atOnce), unit: 'times', bound: 1.3, because },
    { name: '  through the session', measured: atOnce.throughSession, unit: 'ms' },
    { name: '  the bare write', measured: atOnce.bareWrite, unit: 'ms' },
    {
      name: '  the same on a switch that takes 1 ms to answer a line',
      measured: ratio(thinking),
      unit: 'times',
      bound: 1.3,
      because,
    },
  ];
}

const because =
  'The session is opened by a line of its own, whose answer is read before the first line of the change is typed, since lines typed into a session that did not open would take effect outside it: one round trip more than the bare write.';

interface Compared {
  readonly lines: number;
  /** Milliseconds, the shortest of all rounds. */
  readonly throughSession: number;
  readonly bareWrite: number;
}

function ratio({ throughSession, bareWrite }: Compared): number {
  return throughSession / bareWrite;
}

/** Both ways in turn on the same switch. */
async function compared(rounds: number, thinkingMs: number): Promise<Compared> {
  const work = async (labSite: LabSite): Promise<Compared> => {
    const lines = await linesOfChange(labSite);
    const session = await openSession(labSite.lab);
    const bare = await openBareShell(labSite.lab);
    const [throughSession, bareWrite]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      throughSession.push(await sessionMs(session, `s${String(round)}`, lines));
      bareWrite.push(await bare.ms(`b${String(round)}`, lines));
    }
    await session.close();
    bare.end();
    return {
      lines: lines.length,
      throughSession: Math.min(...throughSession),
      bareWrite: Math.min(...bareWrite),
    };
  };
  return withLabSite(singleSwitches(1), work, thinkingMs);
}

async function linesOfChange({ site }: LabSite): Promise<readonly string[]> {
  const plan = await site.plan({ waivers: [] });
  return plan.units.flatMap((unit) => unit.switches).flatMap((one) => one.commands);
}

/** The ways of the driver that the change itself takes. */
const { dialect, change } = (() => {
  const driver = drivers.get('arista-eos');
  if (driver === undefined) throw new Error('the driver that is measured is not registered');
  return driver;
})();

function addressOf({ username, password, switches }: LabFile) {
  const { host = '', port = 0 } = switches[hostname] ?? {};
  return { host, port, username, password };
}

async function openSession(lab: LabFile): Promise<CliSession> {
  const { password, ...address } = addressOf(lab);
  return openSshSession({
    target: { hostname, ...address, authentication: { kind: 'password', password }, loopbackOnly: true },
    dialect,
    deadlines: defaultDeadlines,
    checkHostKey: () => undefined,
  });
}

async function sessionMs(session: CliSession, name: string, lines: readonly string[]): Promise<number> {
  const start = performance.now();
  for (const command of change.open(name)) await session.run(command);
  await session.runBatch(lines);
  const ms = performance.now() - start;
  await session.enter(dialect.homeMode);
  for (const command of change.abandon(name)) await session.run(command);
  return ms;
}

/** A shell that is written to and read from, and nothing else. */
interface BareShell {
  ms(name: string, lines: readonly string[]): Promise<number>;
  end(): void;
}

async function openBareShell(lab: LabFile): Promise<BareShell> {
  const client = new ssh2.Client();
  await new Promise((resolve, reject) => {
    client
      .once('ready', () => {
        resolve(undefined);
      })
      .once('error', reject);
    client.connect(addressOf(lab));
  });
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ cols: dialect.terminalColumns, rows: 512 }, (error, opened) => {
      if (error === undefined) resolve(opened);
      else reject(error);
    });
  });
  await new Promise((resolve) => channel.once('data', resolve));
  await typed(channel, [
    ...dialect.ways
      .filter(({ to }) => to === dialect.homeMode)
      .slice(0, 1)
      .map(({ command }) => command),
    ...dialect.onOpen,
  ]);
  return {
    ms: async (name, lines) => {
      const start = performance.now();
      await typed(channel, [...change.open(name), ...lines]);
      const ms = performance.now() - start;
      await typed(channel, ['end', ...change.abandon(name)]);
      return ms;
    },
    end: () => client.end(),
  };
}

/** Writes all of it at once and waits until as many prompts have come as lines were typed. */
async function typed(channel: ClientChannel, lines: readonly string[]): Promise<void> {
  const answered = prompts(channel, lines.length);
  channel.write(lines.map((line) => `${line}\n`).join(''));
  await answered;
}

/** Every prompt of these modes ends in `#`, and neither the lines nor their answers have another one. */
async function prompts(channel: ClientChannel, count: number): Promise<void> {
  let seen = 0;
  await new Promise<void>((resolve) => {
    const read = (chunk: Buffer): void => {
      for (const byte of chunk) if (byte === 0x23) seen += 1;
      if (seen < count) return;
      channel.off('data', read);
      resolve();
    };
    channel.on('data', read);
  });
}
