/** The journal of a job: steps, and what was typed into the switches and came back. */
import type { EntityManager } from 'typeorm';
import type { JobStep, Store, StoredExchange } from '../engine/store.ts';
import type { Database } from './databases/database.ts';
import { exchangeTable, stepTable } from './entities/journal-rows.ts';
import type { ExchangeRow, StepRow } from './entities/journal-rows.ts';
import { journalWriter } from './journal-writer.ts';

type JournalStore = Pick<Store, 'addStep' | 'addExchanges' | 'readExchanges'>;

/** The part of the store that holds journals. */
export function journalStore(database: Database): JournalStore {
  const write = journalWriter(database);
  return {
    addStep: (job, step) => write({ job, steps: [stepRow(job, step)], exchanges: [] }),
    addExchanges: (job, exchanges) => write({ job, steps: [], exchanges: exchanges.map(exchangeRow(job)) }),
    readExchanges: (job) => database.read((rows) => readExchanges(rows, job)),
  };
}

/** The steps of a job in the order in which they were added. */
export async function readSteps(rows: EntityManager, job: string): Promise<readonly JobStep[]> {
  const steps = await rows.find(stepTable, { where: { job }, order: { number: 'ASC' } });
  return steps.map(stepOf);
}

async function readExchanges(rows: EntityManager, job: string): Promise<readonly StoredExchange[]> {
  const exchanges = await rows.find(exchangeTable, { where: { job }, order: { number: 'ASC' } });
  return exchanges.map(exchangeOf);
}

function stepRow(
  job: string,
  { step, phase, switch: hostname, at, message }: JobStep,
): Omit<StepRow, 'number'> {
  return { job, step, phase, switch: hostname ?? null, at, message: JSON.stringify(message) };
}

function stepOf({ step, phase, switch: hostname, at, message }: StepRow): JobStep {
  return {
    step: step as JobStep['step'],
    phase: phase as JobStep['phase'],
    ...(hostname === null ? {} : { switch: hostname }),
    at,
    message: JSON.parse(message) as string,
  };
}

function exchangeRow(job: string): (exchange: StoredExchange) => Omit<ExchangeRow, 'number'> {
  return ({ switch: hostname, at, command, output, elapsedMs, refused }) => ({
    job,
    switch: hostname,
    at,
    command: JSON.stringify(command),
    output: JSON.stringify(output),
    elapsedMs,
    refused,
  });
}

function exchangeOf({
  switch: hostname,
  at,
  command,
  output,
  elapsedMs,
  refused,
}: ExchangeRow): StoredExchange {
  return {
    switch: hostname,
    at,
    command: JSON.parse(command) as string,
    output: JSON.parse(output) as string,
    elapsedMs,
    refused,
  };
}
