/** What claimed, cancelled and bounded jobs need. Never edited again: what changes later is a migration of its own. */
import { TableColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gives every job a goal and every run its bound. */
export class Claims implements MigrationInterface {
  readonly name = 'Claims1790100000000';

  async up(runner: QueryRunner): Promise<void> {
    // Each database writes this word in its own way, and compares the default as text.
    const no = runner.connection.options.type === 'sqlite' ? '0' : 'false';
    await runner.addColumns('jobs', [
      new TableColumn({ name: 'goal', type: 'text', default: "'apply'" }),
      new TableColumn({ name: 'cancel_requested', type: 'boolean', default: no }),
    ]);
    await runner.addColumn(
      'runs',
      new TableColumn({ name: 'max_unavailable', type: 'integer', isNullable: true }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('runs', 'max_unavailable');
    await runner.dropColumns('jobs', ['cancel_requested', 'goal']);
  }
}
