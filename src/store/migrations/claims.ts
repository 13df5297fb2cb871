/** What claimed, cancelled and bounded jobs need. Never edited again: what changes later is a migration of its own. */
import { TableColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const added: readonly (readonly [table: string, column: TableColumn])[] = [
  ['jobs', new TableColumn({ name: 'goal', type: 'text', default: "'apply'" })],
  ['jobs', new TableColumn({ name: 'cancel_requested', type: 'boolean', default: 'false' })],
  ['runs', new TableColumn({ name: 'max_unavailable', type: 'integer', isNullable: true })],
];

/** Gives every job a goal and every run its bound. */
export class Claims implements MigrationInterface {
  readonly name = 'Claims1790100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of added) await runner.addColumn(table, column.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of added.toReversed()) await runner.dropColumn(table, column.name);
  }
}
