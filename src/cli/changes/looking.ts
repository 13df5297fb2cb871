/** Looking at all switches although some cannot be read: the others are looked at, and those are told. */
import type { UnreadSwitch } from '../../fabric/plan/plan.ts';
import type { LookOptions } from '../../engine/switches/unread-switch.ts';
import type { UseCases } from '../../engine/use-cases.ts';
import { readingSite } from '../context.ts';
import type { Context } from '../context.ts';
import { leftAloneReports } from '../error-report.ts';
import type { ErrorReport } from '../error-report.ts';
import { errorBlocks } from '../print/error-blocks.ts';
import { sayingWhoIsWaitedFor } from './waited-for.ts';

/** What was seen, and an entry for each switch that could not be read. */
export interface Look<Seen> {
  readonly seen: Seen;
  readonly unread: readonly ErrorReport[];
}

/** Looks at a site; throws where no switch of it could be read. */
export async function lookAt<Seen>(
  context: Context,
  path: string,
  look: (site: UseCases, options: LookOptions) => Promise<Seen>,
): Promise<Look<Seen>> {
  const unread: UnreadSwitch[] = [];
  const seen = await sayingWhoIsWaitedFor(context.terminal, (onWaiting) =>
    readingSite(context, path, (site) =>
      look(site, {
        onWaiting,
        onUnread: (one) => {
          unread.push(one);
        },
      }),
    ),
  );
  return { seen, unread: leftAloneReports({ unread }, context.place, context.place.again()) };
}

/** As a program reads it; `errors` is there only if there are any. */
export function printLookJson({ terminal }: Context, document: object, unread: readonly ErrorReport[]): void {
  terminal.printJson({ ...document, ...(unread.length === 0 ? {} : { errors: unread }) });
}

/** As a person reads it: what was seen, and below it what was not. */
export function printLook({ terminal }: Context, text: string, unread: readonly ErrorReport[]): void {
  terminal.print([text, ...errorBlocks(unread, terminal.paint)].join('\n\n'));
}
