/** Every migration, oldest first. */
import { Claims } from './claims.ts';
import { FirstSchema } from './first-schema.ts';

/** A store that knows a migration which is not listed here was written by a newer Twinleaf. */
export const allMigrations = [FirstSchema, Claims];
