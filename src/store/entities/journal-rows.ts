/** What happened in a job: its steps and what was typed into the switches. */
import { EntitySchema } from 'typeorm';

export interface StepRow {
  /** Counts up in the order of the calls. */
  readonly number: number;
  readonly job: string;
  readonly step: string;
  readonly phase: string;
  readonly switch: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** JSON text. */
  readonly message: string;
}

export interface ExchangeRow {
  /** Counts up in the order of the calls. */
  readonly number: number;
  readonly job: string;
  readonly switch: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** JSON text. */
  readonly command: string;
  /** JSON text. */
  readonly output: string;
  readonly elapsedMs: number;
  readonly refused: boolean;
}

/** Table `steps`. */
export const stepTable = new EntitySchema<StepRow>({
  name: 'steps',
  columns: {
    number: { type: 'integer', primary: true, generated: 'increment' },
    job: { type: 'text' },
    step: { type: 'text' },
    phase: { type: 'text' },
    switch: { type: 'text', nullable: true },
    at: { type: 'text' },
    message: { type: 'text' },
  },
  indices: [{ columns: ['job'] }],
  foreignKeys: [{ target: 'jobs', columnNames: ['job'], referencedColumnNames: ['id'] }],
});

/** Table `exchanges`. */
export const exchangeTable = new EntitySchema<ExchangeRow>({
  name: 'exchanges',
  columns: {
    number: { type: 'integer', primary: true, generated: 'increment' },
    job: { type: 'text' },
    switch: { type: 'text' },
    at: { type: 'text' },
    command: { type: 'text' },
    output: { type: 'text' },
    elapsedMs: { name: 'elapsed_ms', type: 'double precision' },
    refused: { type: 'boolean' },
  },
  indices: [{ columns: ['job'] }],
  foreignKeys: [{ target: 'jobs', columnNames: ['job'], referencedColumnNames: ['id'] }],
});
