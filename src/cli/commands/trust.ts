/** `twinleaf trust`: the one place where an unknown host key is accepted. */
import type { Command } from 'commander';
import { TwinleafError } from '../../fabric/errors.ts';
import type { HostKeyReading } from '../../engine/use-cases.ts';
import type { UnreadSwitch } from '../../fabric/plan/plan.ts';
import { printLook, printLookJson } from '../changes/looking.ts';
import { sayingWhoIsWaitedFor } from '../changes/waited-for.ts';
import { withSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { leftAloneReports } from '../error-report.ts';
import { exitCodeBeside, exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { unlessInterrupted } from '../interruption.ts';
import { printLabBanner } from '../lab-banner.ts';
import { columns, counted } from '../print/layout.ts';
import type { Paint } from '../print/paint.ts';
import { printableValue } from '../print/printable.ts';

export function offerTrust(program: Command, choose: Choose): void {
  program
    .command('trust')
    .description("show each switch's host key fingerprint and pin it")
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--yes', 'pin without asking')
    .action((path: string, flags: { readonly yes?: boolean }) => {
      choose((context) => trust(context, path, flags.yes === true));
    });
}

async function trust(context: Context, path: string, isAgreed: boolean): Promise<ExitCode> {
  printLabBanner(context);
  const { terminal, signal } = context;
  return withSite(context, path, async (site) => {
    const silent: UnreadSwitch[] = [];
    const onUnread = (one: UnreadSwitch): void => {
      silent.push(one);
    };
    const keys = await sayingWhoIsWaitedFor(terminal, (onWaiting) =>
      unlessInterrupted(signal, site.readHostKeys({ onUnread, onWaiting })),
    );
    terminal.print(hostKeyTable(keys, terminal.paint));
    const open = keys.filter(({ state }) => state !== 'pinned');
    if (open.length > 0) {
      const question = `Pin ${counted(open.length, 'host key')}?`;
      if (!isAgreed && !(await terminal.ask(question, signal))) {
        throw new TwinleafError('interrupted', 'not confirmed; no host key was pinned');
      }
      await site.pinHostKeys(open);
    }
    const pinned = open.length > 0 ? `Pinned ${counted(open.length, 'host key')}.` : 'Nothing to pin.';
    const unread = leftAloneReports({ unread: silent }, context.place, context.place.again());
    if (terminal.isJson) printLookJson(context, { hostKeys: keys.map(pinnedKeyJson) }, unread);
    else printLook(context, pinned, unread);
    return exitCodeBeside(exitCodes.done, unread);
  });
}

function hostKeyTable(keys: readonly HostKeyReading[], paint: Paint): string {
  const rows = printableValue(keys).map((key) => [
    key.switch,
    `${key.host}:${String(key.port)}`,
    key.type,
    key.fingerprint,
    key.state === 'changed' ? paint.removed('CHANGED') : key.state,
  ]);
  const was = printableValue(keys).flatMap(({ switch: name, pinnedFingerprint }) =>
    pinnedFingerprint === undefined
      ? []
      : [`${paint.removed('changed:')} ${name} is pinned with ${pinnedFingerprint}; ask why before going on`],
  );
  return [columns(['switch', 'address', 'key', 'fingerprint', 'state'], rows), ...was].join('\n');
}

/** What is true once every key that was read is pinned, and beside it what was found. */
function pinnedKeyJson({ base64: _key, state, pinnedFingerprint, ...shown }: HostKeyReading) {
  return {
    ...shown,
    state: 'pinned',
    ...(state === 'pinned' ? {} : { was: state }),
    ...(pinnedFingerprint === undefined ? {} : { replacedFingerprint: pinnedFingerprint }),
  };
}
