/** The schema of the first version. Never edited again: what changes later is a migration of its own. */
import { Table } from 'typeorm';
import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const optional = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
const integer = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
const counter: TableColumnOptions = {
  name: 'number',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};
const refersTo = (table: string, column: string) => ({
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
});

const fabricTables = [
  new Table({
    name: 'fabric',
    columns: [{ ...integer('id'), isPrimary: true }, text('name'), optional(text('facts'))],
  }),
  new Table({
    name: 'allocations',
    columns: [
      key('kind'),
      key('scope'),
      key('owner'),
      { ...integer('value'), isPrimary: true },
      optional(text('ports')),
    ],
  }),
  new Table({
    name: 'applied_switches',
    columns: [key('hostname'), text('driver'), text('ownership'), text('config'), flag('save_owed')],
  }),
  new Table({
    name: 'leases',
    columns: [key('unit'), optional(text('holder')), integer('fence'), optional(text('expires_at'))],
  }),
];

const runTables = [
  new Table({ name: 'plans', columns: [key('id'), text('content')] }),
  new Table({
    name: 'runs',
    columns: [key('id'), text('plan'), text('fabric'), text('requested_by'), text('created_at')],
    foreignKeys: [refersTo('plans', 'plan')],
  }),
  new Table({
    name: 'jobs',
    columns: [
      counter,
      ...['id', 'run', 'unit', 'state'].map(text),
      ...['started_at', 'ended_at', 'error'].map((name) => optional(text(name))),
    ],
    uniques: [{ columnNames: ['id'] }],
    indices: [{ columnNames: ['run'] }, { columnNames: ['state'] }],
    foreignKeys: [refersTo('runs', 'run')],
  }),
  new Table({
    name: 'job_dependencies',
    columns: [key('job'), key('depends_on'), integer('position')],
    foreignKeys: [refersTo('jobs', 'job'), refersTo('jobs', 'depends_on')],
  }),
];

const journalTables = [
  new Table({
    name: 'steps',
    columns: [
      counter,
      ...['job', 'step', 'phase'].map(text),
      optional(text('switch')),
      ...['at', 'message'].map(text),
    ],
    indices: [{ columnNames: ['job'] }],
    foreignKeys: [refersTo('jobs', 'job')],
  }),
  new Table({
    name: 'exchanges',
    columns: [
      counter,
      ...['job', 'switch', 'at', 'command', 'output'].map(text),
      { name: 'elapsed_ms', type: 'double precision' },
      flag('refused'),
    ],
    indices: [{ columnNames: ['job'] }],
    foreignKeys: [refersTo('jobs', 'job')],
  }),
];

/** Makes every table. */
export class FirstSchema implements MigrationInterface {
  /** TypeORM orders migrations by the thirteen digits at the end, milliseconds since 1970. */
  readonly name = 'FirstSchema1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [...fabricTables, ...runTables, ...journalTables]) {
      await runner.createTable(table.clone());
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...fabricTables, ...runTables, ...journalTables].reverse()) {
      await runner.dropTable(table.name);
    }
  }
}
