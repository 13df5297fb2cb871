/**
 * Journals of many jobs at once. Entries that come while the store is busy are written together: twenty jobs
 * that each wrote theirs alone would wait for one another longer than for their switches.
 */
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { chunks, insertRows } from './databases/database.ts';
import type { Database } from './databases/database.ts';
import { exchangeTable, stepTable } from './entities/journal-rows.ts';
import type { ExchangeRow, StepRow } from './entities/journal-rows.ts';
import { jobTable } from './entities/run-rows.ts';
import { noSuchJob } from './required-rows.ts';

/** What is added to the journal of one job. */
export interface JournalEntry {
  readonly job: string;
  readonly steps: readonly Omit<StepRow, 'number'>[];
  readonly exchanges: readonly Omit<ExchangeRow, 'number'>[];
}

/**
 * Adds an entry; settles once it is in the store, and throws `unknown-object` where there is no such job.
 * Entries keep the order of the calls. Where the store fails, it fails for everything it was about to write.
 */
export type WriteEntry = (entry: JournalEntry) => Promise<void>;

/** Entries that will be written together, and the jobs among theirs that exist. */
interface Batch {
  readonly entries: JournalEntry[];
  readonly written: Promise<ReadonlySet<string>>;
}

/** The one writer of a database. */
export function journalWriter(database: Database): WriteEntry {
  let open: Batch | undefined;
  const openBatch = (): Batch => {
    const entries: JournalEntry[] = [];
    const written = database
      .write((rows) => {
        open = undefined;
        return addAll(rows, entries);
      })
      // Where it was refused before its turn came, it is not open any longer either.
      .finally(() => {
        if (open?.entries === entries) open = undefined;
      });
    return { entries, written };
  };
  return async (entry) => {
    open ??= openBatch();
    open.entries.push(entry);
    if (!(await open.written).has(entry.job)) throw noSuchJob(entry.job);
  };
}

/** Adds the entries of jobs that exist; gives those jobs. */
async function addAll(rows: EntityManager, entries: readonly JournalEntry[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const chunk of chunks([...new Set(entries.map(({ job }) => job))])) {
    const found = await rows.find(jobTable, { select: { id: true }, where: { id: In(chunk) } });
    for (const { id } of found) known.add(id);
  }
  const written = entries.filter(({ job }) => known.has(job));
  await insertRows(
    rows,
    stepTable,
    written.flatMap(({ steps }) => steps),
  );
  await insertRows(
    rows,
    exchangeTable,
    written.flatMap(({ exchanges }) => exchanges),
  );
  return known;
}
